import Nodes

/// The files of a quadlet application, read together.
struct QuadletSet {
    /// One unit of the set, or a drop-in of one.
    struct Unit {
        let index: Int
        /// The name with its type, such as `web.container`; of a drop-in that of the unit it belongs to.
        let name: String
        let type: QuadletType
        let isDropIn: Bool
        let file: UnitFile
        let report: TextReport
    }

    let files: [ContentFile?]
    let paths: [String]
    /// Where in the list the file of a path stands.
    let places: [String: Int]
    private(set) var units: [Unit] = []
    /// The drop-ins by the name of what they belong to.
    private var dropIns: [String: [Unit]] = [:]
    /// The names that units may refer to, those of the application's volumes included.
    private(set) var names: Set<String>
    /// Whether a path or a file is known only when placeholders are filled, so that nothing can be called missing.
    let isOpen: Bool
    let report: Report

    init(_ files: [ApplicationFile], volumes: [ApplicationVolume], _ report: Report) {
        self.report = report
        paths = files.map(\.path)
        places = Dictionary(
            files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        self.files = files.enumerated().map { index, file in
            ContentFile(
                file.path, file.content ?? "", file.contentEncoding, at: ["inline", .index(index), "content"], report)
        }
        isOpen = paths.contains(where: \.holdsPlaceholder) || self.files.contains { $0?.hasOpenStructure == true }
        names = Set(volumes.map { $0.name + ".volume" }).union(paths.filter { !$0.contains("/") })
        for (index, file) in self.files.enumerated() {
            guard let file, !file.hasOpenStructure, let unit = Self.unit(file, index) else { continue }
            units.append(unit)
            if unit.isDropIn { dropIns[unit.name, default: []].append(unit) }
        }
    }

    /// A unit lies at the root; drop-ins in `<unit>.d`, or `<type>.d` for all of a type.
    private static func unit(_ file: ContentFile, _ index: Int) -> Unit? {
        let parts = file.path.split(separator: "/").map(String.init)
        let isDropIn = parts.count == 2 && parts[0].hasSuffix(".d") && parts[1].hasSuffix(".conf")
        guard let last = parts.first, parts.count == 1 || isDropIn else { return nil }
        let name = isDropIn ? String(last.dropLast(2)) : last
        guard let type = QuadletType(rawValue: String(name.split(separator: ".").last ?? "")) else { return nil }
        return Unit(
            index: index, name: name, type: type, isDropIn: isDropIn, file: UnitFile(file.text), report: file.report)
    }

    /// Judges the units.
    func check() {
        checkNames()
        for unit in units {
            unit.checkSyntax()
            checkReferences(unit)
            if unit.isDropIn { checkDropIn(unit) } else { checkMissing(unit) }
        }
    }

    /// The values of a key in a unit and in its drop-ins.
    func values(_ unit: Unit, _ key: String) -> [UnitFile.Entry] {
        let dropIns = (dropIns[unit.type.rawValue] ?? []) + (dropIns[unit.name] ?? [])
        return ([unit] + dropIns).flatMap { $0.file.values(unit.type.section, key) }
    }

    private func checkDropIn(_ unit: Unit) {
        // A prefix with a hyphen at its end stands for all units that start with it.
        let isOfMany = unit.name == unit.type.rawValue || unit.name.contains("-.") || isOpen
        guard !isOfMany, !names.contains(unit.name) else { return }
        report.add(
            .quadletDropIn, at: ["inline", .index(unit.index), "path"],
            "There is no unit “\(unit.name.excerpt)” that this drop-in could belong to.",
            fix: Suggestion.fix(for: unit.name, amongNames: names) ?? "Add the unit, or remove the file.")
    }

    private func checkMissing(_ unit: Unit) {
        let needed: [String] =
            switch unit.type {
            case .container: ["Image", "Rootfs"]
            case .image: ["Image"]
            case .kube: ["Yaml"]
            case .volume where values(unit, "Driver").last?.value == "image": ["Image"]
            case .pod, .volume, .network: []
            }
        guard !isOpen, !needed.isEmpty, needed.allSatisfy({ values(unit, $0).isEmpty }) else { return }
        let section = unit.file.sections.first { $0.name == unit.type.section }
        let place = section?.place ?? UnitFile.Stretch(start: .start, end: .start)
        unit.report.add(
            .quadletMissing, place.start, place.end,
            section == nil
                ? "The unit has no section [\(unit.type.section)]."
                : "“\(needed[0])” is missing below [\(unit.type.section)].",
            fix: "Write “\(needed[0])=” below [\(unit.type.section)].")
    }
}
