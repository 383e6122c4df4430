extension Application {
    /// What the form of the application asks of its name, volumes and files.
    public mutating func check(_ report: Report) {
        if name == nil && inline != nil {
            report.add(
                .unnamedApplication, at: ["inline"], onKey: true,
                "An application that is written out here needs a name.",
                fix: "Add “name” beside “inline”.")
        }
        checkImageName(report)
        checkVolumes(report)
        checkFiles(report)
        report.checkVariables(envVars, at: "envVars")
        for (index, file) in valuesFiles.enumerated() where !file.hasSuffix(".yaml") && !file.hasSuffix(".yml") {
            report.add(
                .valuesFile, at: ["valuesFiles", .index(index)], "“\(file.excerpt)” does not end in .yaml or .yml.",
                fix: "Name a YAML file of the chart.")
        }
    }

    /// Compose and quadlet images of volumes are pulled by tools that do not search registries.
    private func checkImageName(_ report: Report) {
        guard tag == .compose || tag == .quadlet else { return }
        for (index, volume) in volumes.enumerated() {
            guard let reference = volume.image?.reference, !reference.holdsPlaceholder || !report.isTemplate,
                TextFormat.imageReference.matches(reference), !TextFormat.strictImageReference.matches(reference)
            else { continue }
            report.add(
                .imageReference, at: ["volumes", .index(index), "image", "reference"],
                "“\(reference.excerpt)” does not name its registry.",
                fix: "Write \(TextFormat.strictImageReference.advice).")
        }
    }

    private func checkVolumes(_ report: Report) {
        for (index, first) in volumes.map(\.name).repetitions() {
            report.add(
                .duplicateVolume, at: ["volumes", .index(index), "name"],
                "The volume “\(volumes[index].name.excerpt)” stands here again, first as element \(first + 1).",
                fix: "Give each volume a name of its own.")
        }
        for (index, volume) in volumes.enumerated() {
            guard let complaint = complaint(about: volume) else { continue }
            report.add(.volumeForm, at: ["volumes", .index(index)], complaint.message, fix: complaint.fix)
        }
    }

    /// A container mounts its volumes; compose and quadlet files say themselves where theirs go.
    private func complaint(about volume: ApplicationVolume) -> (message: String, fix: String)? {
        if tag == .container {
            return volume.mount == nil ? ("A volume of a container needs a “mount”.", "Add “mount” with a path.") : nil
        }
        if volume.mount != nil {
            return ("Only volumes of containers have a “mount”.", "Mount the volume in the files of the application.")
        }
        return volume.image == nil ? ("The volume has no “image”.", "Add the image with its content.") : nil
    }

    private func checkFiles(_ report: Report) {
        guard let inline, !inline.isEmpty else { return }
        let repeated = inline.map(\.path).repetitions()
        for (index, first) in repeated {
            report.add(
                .duplicatePath, at: ["inline", .index(index), "path"],
                "“\(inline[index].path.excerpt)” stands here again, first as element \(first + 1).",
                fix: "Remove one of the two files.")
        }
        let judgesContent = report.judgesContent && repeated.isEmpty
        switch tag {
        case .compose:
            checkComposeFiles(inline, report)
            if judgesContent { ComposeProject(inline, volumes: volumes, report)?.check() }
        case .quadlet:
            checkQuadletFiles(inline, report)
            if judgesContent { QuadletSet(inline, volumes: volumes, report).check() }
        case .vm:
            checkMachineFile(inline, report)
            if judgesContent { MachineFile(inline, report)?.check(name: name) }
        case .container, .helm: break
        }
    }
}
