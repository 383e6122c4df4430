/// What applying a commit would do. Made by `Planner`, judged by `Guard`, carried out by the store; a preview stops
/// before the last step and differs in nothing else (P2).
public struct Plan: Sendable, Equatable {
    /// Objects that do not exist yet.
    public var created: [Desired] = []
    /// Objects whose labels or spec differ, and objects that nobody owned and that are adopted.
    public var changed: [Desired] = []
    /// Objects that only stand somewhere else in the repository now.
    public var moved: [Desired] = []
    /// Objects whose document is gone.
    public var deleted: [Owned] = []
    /// Devices whose document is gone: they stay enrolled and keep what they run, and git no longer owns them.
    public var released: [Owned] = []
    /// Objects whose document is gone and that stay all the same, without owner.
    public var letGo: [LetGo] = []
    /// Objects that go because they belong to a ResourceSync of `deletionPolicy: Delete` that goes; devices among them
    /// are released.
    public var cascaded: [Owned] = []
    /// Those of the changed objects that nobody owned before.
    public var adopted: [Desired] = []
    /// How many documents were compared and found equal.
    public var unchanged = 0
    /// Why the documents contradict each other or other owners; empty when they do not.
    public var refusals: [Refusal] = []

    /// A plan that does nothing.
    public init() {}

    /// Whether carrying it out would write nothing about any object.
    public var isEmpty: Bool {
        created.isEmpty && changed.isEmpty && moved.isEmpty && deleted.isEmpty && released.isEmpty
            && letGo.isEmpty
    }

    /// `2 created, 1 changed, 1 deleted, 0 released`, and `, 1 let go` if so: for logs and conditions.
    public var summary: String {
        let counts =
            "\(created.count) created, \(changed.count) changed, \(deleted.count + cascaded.count) deleted, \(released.count) released"
        return letGo.isEmpty ? counts : "\(counts), \(letGo.count) let go"
    }
}
