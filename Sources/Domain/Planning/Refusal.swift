/// One reason why a commit as a whole is not applied. Bad commits change nothing (P3).
public struct Refusal: Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Equatable {
        /// Two documents of the commit declare one object.
        case declaredTwice(other: Place)
        /// Another ResourceSync declares the object.
        case ownedElsewhere(sync: String, Place)
        /// The commit would remove the sync itself or the Repository it reads.
        case removesFoundation
        /// The sync may not target the object; the rest of a sentence about it.
        case outsideTargets(String)
        /// The document declares a sync with wider limits than the one that reads it; what they would allow.
        case exceedsTargets(String)
    }

    /// The object that cannot be planned.
    public let key: ObjectKey
    /// Where the document stands, or stood.
    public let place: Place
    /// What is wrong with it.
    public let reason: Reason

    /// States a refusal.
    public init(key: ObjectKey, place: Place, reason: Reason) {
        self.key = key
        self.place = place
        self.reason = reason
    }

    /// What is wrong, in a sentence.
    public var message: String {
        switch reason {
        case .declaredTwice(let other): "\(key) is already declared at \(other)"
        case .ownedElsewhere(let sync, let other):
            "\(key) is owned by ResourceSync/\(sync), which declares it at \(other)"
        case .removesFoundation: "the commit removes \(key), which this sync itself stands on"
        case .outsideTargets(let obstacle): "\(key) \(obstacle), and spec.targets of this sync allows nothing else"
        case .exceedsTargets(let excess):
            "\(key) could target \(excess), which spec.targets of this sync does not allow"
        }
    }

    /// What to do about it, in a sentence.
    public var fix: String {
        switch reason {
        case .declaredTwice: "Keep one of the two documents, or give one of them another name."
        case .ownedElsewhere:
            "Remove it from one of the two paths, or give it another name; syncs that exchange objects do so in two commits."
        case .removesFoundation: "Put the document back; to end the sync, delete the ResourceSync itself."
        case .outsideTargets:
            "Take it out of the sync's path, or have spec.targets widened where this ResourceSync is declared."
        case .exceedsTargets: "Give it spec.targets that lie within those of this sync."
        }
    }

    /// `fleets/web.yaml:12:9: Fleet/web is … Keep one …`.
    public var description: String { "\(place): \(message). \(fix)" }
}
