import Nodes

/// What `vm.yaml` of a virtual machine declares. The machine's own spec is for the launcher to judge.
struct MachineFile {
    private static let version = "kubevirt.io/v1"
    private static let kind = "VirtualMachine"

    private let file: ContentFile

    /// The file; nil when there is not exactly one with a text in it, or when placeholders decide what it has.
    init?(_ files: [ApplicationFile], _ report: Report) {
        guard files.count == 1, files[0].path == "vm.yaml",
            let file = ContentFile(
                files[0].path, files[0].content ?? "", files[0].contentEncoding, at: ["inline", 0, "content"], report),
            !file.hasOpenStructure
        else { return nil }
        self.file = file
    }

    /// One document: version, kind, and the name of the application.
    func check(name: String?) {
        guard let documents = file.documents(.machineFile) else { return }
        guard documents.count == 1, let machine = documents.first, machine.entries != nil else {
            let place = documents.dropFirst().first?.start ?? .start
            return note(place, place, "The file is not one document with a virtual machine.", "Write exactly one.")
        }
        check(machine, ["apiVersion"], is: Self.version)
        check(machine, ["kind"], is: Self.kind)
        if let name { check(machine, ["metadata", "name"], is: name) }
    }

    private func check(_ machine: Node, _ keys: [String], is wanted: String) {
        let path = keys.joined(separator: ".")
        guard let value = keys.reduce(machine as Node?, { $0?[$1] }) else {
            return note(machine.start, machine.start, "“\(path)” is missing.", "Write “\(path): \(wanted)”.")
        }
        guard value.anyText != wanted, !value.isOpen else { return }
        note(value.start, value.end, "“\(path)” is not “\(wanted)”.", "Write “\(wanted)”.")
    }

    private func note(_ start: Position, _ end: Position, _ message: String, _ fix: String) {
        file.report.add(.machineFile, start, end, message, fix: fix)
    }
}
