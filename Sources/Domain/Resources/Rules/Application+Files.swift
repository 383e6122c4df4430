// The files of an application that are written into the spec. What stands in them is judged where they are read.
extension Application {
    private static let composeBases = [
        "docker-compose.yaml", "docker-compose.yml", "podman-compose.yaml", "podman-compose.yml",
    ]
    private static let quadletWorkloads = ["container", "pod", "kube"]
    private static let quadletUnits = quadletWorkloads + ["volume", "network", "image"]
    private static let quadletRefused = ["build", "artifact"]

    /// One base and at most one override, both at the root.
    func checkComposeFiles(_ files: [ApplicationFile], _ report: Report) {
        var bases = 0
        for (index, file) in files.enumerated() where !file.path.holdsPlaceholder {
            let isBase = Self.composeBases.contains(file.path)
            bases += isBase ? 1 : 0
            if !isBase && !isComposeOverride(file.path) {
                report.add(
                    .composeFiles, at: ["inline", .index(index), "path"],
                    "“\(file.path.excerpt)” is neither the compose file nor its override.",
                    fix: "Name it docker-compose.yaml, or docker-compose.override.yaml for an override.")
            }
        }
        let mayHaveBase = files.contains { $0.path.holdsPlaceholder }
        if bases > 1 || (bases == 0 && !mayHaveBase) {
            report.add(
                .composeFiles, at: ["inline"],
                bases == 0 ? "There is no compose file." : "There is more than one compose file.",
                fix: "Write exactly one of \(Self.composeBases.joined(separator: ", ")).")
        }
    }

    private func isComposeOverride(_ path: String) -> Bool {
        !path.contains("/") && (path.hasPrefix("docker-compose.") || path.hasPrefix("podman-compose."))
            && path.contains(".override.") && (path.hasSuffix(".yaml") || path.hasSuffix(".yml"))
    }

    /// Units at the root, of which one at least runs something. Drop-ins and support files may stand beside them.
    func checkQuadletFiles(_ files: [ApplicationFile], _ report: Report) {
        var hasWorkload = false
        for (index, file) in files.enumerated() {
            guard let dot = file.path.lastIndex(of: ".") else { continue }
            let type = String(file.path[file.path.index(after: dot)...])
            if Self.quadletRefused.contains(type) {
                report.add(
                    .quadletFiles, at: ["inline", .index(index), "path"], "Units of type .\(type) are not taken.",
                    fix: "Build the image elsewhere and refer to it.")
            } else if Self.quadletUnits.contains(type), file.path.contains("/") {
                report.add(
                    .quadletFiles, at: ["inline", .index(index), "path"],
                    "The unit “\(file.path.excerpt)” lies in a directory.",
                    fix: "Put units at the root, without a “/” in their path.")
            }
            hasWorkload = hasWorkload || Self.quadletWorkloads.contains(type)
        }
        if !hasWorkload && !files.contains(where: { $0.path.holdsPlaceholder }) {
            report.add(
                .quadletFiles, at: ["inline"], "None of the units runs anything.",
                fix: "Add a .container, .pod or .kube unit.")
        }
    }

    func checkMachineFile(_ files: [ApplicationFile], _ report: Report) {
        guard files.map(\.path) != ["vm.yaml"] else { return }
        report.add(
            .machineFile, at: ["inline"], "A virtual machine is one file, vm.yaml.",
            fix: "Write exactly one file of this name.")
    }
}
