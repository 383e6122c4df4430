import Nodes

// What units refer to.
extension QuadletSet {
    func checkReferences(_ unit: Unit) {
        for entry in unit.file.entries where entry.section == unit.type.section && !entry.value.isEmpty {
            switch (unit.type, entry.key) {
            case (.container, "Image"), (.volume, "Image"): checkImage(entry, unit, mayBeUnit: true)
            case (.image, "Image"): checkImage(entry, unit, mayBeUnit: false)
            case (.container, "Pod"): checkPod(entry, unit)
            case (.container, "Volume"), (.pod, "Volume"):
                checkUnit(entry, unit, entry.value.part(before: ":"), ["volume"])
            case (_, "Network"): checkUnit(entry, unit, entry.value.part(before: ":"), ["network", "container"])
            case (.container, "Mount"): checkMount(entry, unit)
            case (.kube, "Yaml"): checkYaml(entry, unit)
            default: break
            }
        }
    }

    private func checkImage(_ entry: UnitFile.Entry, _ unit: Unit, mayBeUnit: Bool) {
        let image = entry.value
        if mayBeUnit, image.hasSuffix(".image") || image.hasSuffix(".build") {
            return checkUnit(entry, unit, image, ["image", "build"])
        }
        if image.isFilledLater || TextFormat.strictImageReference.matches(image) { return }
        let isReference = TextFormat.imageReference.matches(image)
        unit.add(
            .quadletImage, entry,
            isReference
                ? "“\(image.excerpt)” does not name its registry."
                : "“\(image.excerpt)” is not \(TextFormat.strictImageReference.what).",
            fix: "Write \(TextFormat.strictImageReference.advice)\(mayBeUnit ? ", or the name of an .image unit" : "")."
        )
    }

    private func checkPod(_ entry: UnitFile.Entry, _ unit: Unit) {
        if entry.value.isFilledLater { return }
        guard entry.value.hasSuffix(".pod") else {
            return unit.add(
                .quadletReference, entry, "“\(entry.value.excerpt)” is not the name of a .pod unit.",
                fix: "Write its name with its type, such as \(entry.value.excerpt).pod.")
        }
        checkUnit(entry, unit, entry.value, ["pod"])
    }

    /// `type=volume,source=data.volume,destination=/data`
    private func checkMount(_ entry: UnitFile.Entry, _ unit: Unit) {
        for part in entry.value.split(separator: ",") {
            guard let equals = part.firstIndex(of: "="), ["source", "src"].contains(part[..<equals].withoutBlanks)
            else {
                continue
            }
            checkUnit(entry, unit, String(part[part.index(after: equals)...].withoutBlanks), ["volume", "image"])
        }
    }

    /// Notes a name that ends like a unit's and is none of the set's. Other names are podman's own objects.
    private func checkUnit(_ entry: UnitFile.Entry, _ unit: Unit, _ name: String, _ types: [String]) {
        guard !isOpen, !name.isFilledLater, !name.contains("/"), let dot = name.lastIndex(of: "."),
            types.contains(String(name[name.index(after: dot)...])), !names.contains(name)
        else { return }
        unit.add(
            .quadletReference, entry, "There is no unit “\(name.excerpt)” in the application.",
            fix: Suggestion.fix(for: name, amongNames: names) ?? "Add it beside this unit, or correct the name.")
    }

    private func checkYaml(_ entry: UnitFile.Entry, _ unit: Unit) {
        let path = entry.value.hasPrefix("./") ? String(entry.value.dropFirst(2)) : entry.value
        if path.isFilledLater { return }
        guard let index = places[path] else {
            if isOpen { return }
            return unit.add(
                .quadletKube, entry, "There is no file “\(path.excerpt)” in the application.",
                fix: Suggestion.fix(for: path, amongNames: names) ?? "Add it beside this unit, or correct the name.")
        }
        guard let file = files[index], !file.hasOpenStructure, let documents = file.documents(.quadletKube) else {
            return
        }
        let kinds = documents.compactMap { $0["kind"] }
        if kinds.contains(where: { $0.string == "Pod" || $0.isOpen }) { return }
        file.report.add(
            .quadletKube, kinds.first ?? documents.first ?? .null,
            kinds.first.map { "The file describes a \($0.written), not a Pod." } ?? "The file describes no Pod.",
            fix: "Write a document with “kind: Pod”.")
    }
}

// Units that would become one.
extension QuadletSet {
    func checkNames() {
        var services: [String: String] = [:]
        var containers: [String: String] = [:]
        for unit in units where !unit.isDropIn {
            let stem = String(unit.name.dropLast(unit.type.rawValue.count + 1))
            let own = values(unit, "ServiceName").last?.value
            let service =
                own.map { $0.hasSuffix(".service") ? String($0.dropLast(8)) : $0 } ?? stem + unit.type.serviceSuffix
            if let first = services[service] {
                report.add(
                    .quadletName, at: ["inline", .index(unit.index), "path"],
                    "“\(unit.name.excerpt)” and “\(first.excerpt)” both become \(service.excerpt).service.",
                    fix: "Rename one of the two.")
            } else {
                services[service] = unit.name
            }
            guard let name = unit.file.values(unit.type.section, "ContainerName").last, !name.value.isFilledLater else {
                continue
            }
            if let first = containers[name.value] {
                unit.add(
                    .quadletName, name, "“\(first.excerpt)” gives its container the same name.",
                    fix: "Give each container a name of its own.")
            } else {
                containers[name.value] = unit.name
            }
        }
    }
}

extension String {
    /// Whether a placeholder, a specifier of systemd or a variable stands here, so that the value is not known yet.
    fileprivate var isFilledLater: Bool { contains("{{") || contains("%") || contains("$") }

    fileprivate func part(before separator: Character) -> String { String(prefix { $0 != separator }) }
}
