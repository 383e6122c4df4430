/// The three device documents on disk: what runs, what should run, and what ran before an update of the system image.
///
/// Each is replaced as a whole and durably. Blocks; used on the disk's thread.
struct SpecStore {
    /// One of the documents.
    enum Slot: String, CaseIterable, Sendable {
        case current, desired, rollback

        var path: String { "\(DevicePaths.data)/\(rawValue).json" }
    }

    private let disk: Disk
    private let device: String
    /// What was last applied as a whole.
    private(set) var current: SpecHead
    /// The newest document that was accepted.
    private(set) var desired: SpecHead

    /// Opens the store. When any of the files is missing or damaged, all of them start again at version 0, and the
    /// whole document is fetched from the service.
    ///
    /// - Returns: the store, and why it was reset; nil when it was not.
    static func open(_ disk: Disk, device: String) throws -> (store: SpecStore, resetBecause: String?) {
        var heads: [Slot: SpecHead] = [:]
        var missing: [String] = []
        for slot in Slot.allCases {
            do { heads[slot] = try load(slot, disk, device)?.head } catch let error as AgentError {
                missing.append("\(slot.rawValue): \(error.message)")
            }
            if heads[slot] == nil { missing.append("\(slot.path) is missing or damaged") }
        }
        if let current = heads[.current], let desired = heads[.desired], missing.isEmpty {
            return (SpecStore(disk: disk, device: device, current: current, desired: desired), nil)
        }
        return (try reset(disk, device), missing.joined(separator: "; "))
    }

    private static func reset(_ disk: Disk, _ device: String) throws -> SpecStore {
        let empty = try DeviceDocument.empty(device: device)
        for slot in Slot.allCases { try disk.replace(slot.path, with: empty.bytes, mode: 0o600) }
        return SpecStore(disk: disk, device: device, current: empty.head, desired: empty.head)
    }

    private init(disk: Disk, device: String, current: SpecHead, desired: SpecHead) {
        (self.disk, self.device, self.current, self.desired) = (disk, device, current, desired)
    }

    /// True while all three files are there.
    func isComplete() throws -> Bool {
        for slot in Slot.allCases where try disk.facts(slot.path) == nil { return false }
        return true
    }

    /// Reads a document back from disk.
    func load(_ slot: Slot) throws -> DeviceDocument {
        guard let document = try Self.load(slot, disk, device) else {
            throw AgentError(.disk, "\(slot.path) is missing", fix: "the agent starts again and fetches it")
        }
        return document
    }

    /// Keeps a newer document as the desired one.
    mutating func accept(_ document: DeviceDocument) throws {
        try disk.replace(Slot.desired.path, with: document.bytes, mode: 0o600)
        desired = document.head
    }

    /// Makes the desired document the current one. This one rename decides between old and new after a crash.
    mutating func promote(_ document: DeviceDocument) throws {
        try disk.replace(Slot.current.path, with: document.bytes, mode: 0o600)
        promoted(document)
    }

    /// Notes that the document stands on disk as the current one.
    mutating func promoted(_ document: DeviceDocument) { current = document.head }

    /// Gives up the desired document for the current one.
    mutating func revert() throws {
        try disk.replace(Slot.desired.path, with: try load(.current).bytes, mode: 0o600)
        desired = current
    }

    /// The digest of the current document as it stands on disk now.
    static func currentDigest(_ disk: Disk) throws -> String? {
        try disk.read(Slot.current.path, limit: DeviceDocument.maxBytes).map(DeviceDocument.digest)
    }

    private static func load(_ slot: Slot, _ disk: Disk, _ device: String) throws -> DeviceDocument? {
        guard let bytes = try disk.read(slot.path, limit: DeviceDocument.maxBytes) else { return nil }
        return try DeviceDocument(bytes, device: device)
    }
}
