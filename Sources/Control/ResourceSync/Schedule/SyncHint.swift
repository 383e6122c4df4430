import Git
import Nodes

/// What a poll found, so that the passes that follow need not ask again: one question serves every sync that shares it.
///
/// A hint is never older than the last one of its sync: polls of one repository follow each other, and a job that
/// waits takes the newer hint.
struct SyncHint: Sendable, Equatable {
    /// What was asked: address, revision and path.
    let source: String
    /// What the revision pointed to.
    let head: ObjectID

    init(source: String, head: ObjectID) {
        self.source = source
        self.head = head
    }

    /// Reads the payload of a job; nil when it says nothing.
    init?(_ payload: [UInt8]) {
        guard let node = try? JSON.parse(payload, limits: .manifest), let source = node["source"]?.string,
            let head = node["head"]?.string.flatMap(ObjectID.init(hex:))
        else { return nil }
        self.init(source: source, head: head)
    }

    /// The payload of a job.
    var payload: [UInt8] {
        Node.object([("source", .string(source)), ("head", .string(head.hex))]).canonicalJSON()
    }
}
