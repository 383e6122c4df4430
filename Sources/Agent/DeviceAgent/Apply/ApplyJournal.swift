import Nodes

/// What an update is about to do to the disk, written down before it does it.
///
/// With it, whoever finds a half-done update can bring back what was there, or tidy up after one that was completed.
struct ApplyJournal: Sendable, Hashable {
    enum Phase: String, Sendable {
        /// New files and second names of the old ones are being made; nothing visible has changed.
        case staging
        /// Names are being switched.
        case switching
    }

    /// One path that changes.
    struct Entry: Sendable, Hashable {
        var path: String
        /// Where the new file waits; nil when the path is to be removed.
        var staged: String?
        /// Where the old file is kept; nil when there was none.
        var backup: String?
    }

    var phase: Phase
    /// Digest of the document that is being applied: once it is the current one, the update is complete.
    var target: String
    /// Removals first, then writes: the order in which names are switched.
    var entries: [Entry]
    /// Directories to make, those above first.
    var directories: [String]

    var bytes: [UInt8] {
        Node.object([
            ("phase", .string(phase.rawValue)), ("target", .string(target)),
            ("entries", .array(entries.map(\.node))), ("directories", .array(directories.map(Node.string))),
        ]).json()
    }

    /// - Returns: nil when the bytes are not a journal.
    init?(_ bytes: [UInt8]) {
        guard let node = try? JSON.parse(bytes, limits: DeviceDocument.limits),
            let phase = node["phase"]?.string.flatMap(Phase.init), let target = node["target"]?.string,
            let entries = node["entries"]?.elements, let directories = node["directories"]?.elements
        else { return nil }
        self.phase = phase
        self.target = target
        self.entries = entries.compactMap(Entry.init)
        self.directories = directories.compactMap(\.string)
        guard self.entries.count == entries.count, self.directories.count == directories.count else { return nil }
    }

    init(target: String, entries: [Entry], directories: [String]) {
        phase = .staging
        (self.target, self.entries, self.directories) = (target, entries, directories)
    }
}

extension ApplyJournal.Entry {
    fileprivate var node: Node {
        .object([("path", .string(path)), ("staged", staged.map(Node.string)), ("backup", backup.map(Node.string))])
    }

    fileprivate init?(_ node: Node) {
        guard let path = node["path"]?.string else { return nil }
        self.init(path: path, staged: node["staged"]?.string, backup: node["backup"]?.string)
    }
}
