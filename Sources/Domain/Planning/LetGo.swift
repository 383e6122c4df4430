/// An object that the commit no longer declares and that stays all the same: git no longer owns it.
public struct LetGo: Sendable, Equatable {
    /// Why it stays.
    public enum Reason: Sendable, Equatable {
        /// Another sync waits to declare it: the object moves there, and is neither deleted nor made anew.
        case claimed(sync: String, Place)
        /// The sync may not target it any more, and so may not delete it either. The rest of a sentence about it.
        case outsideTargets(String)
    }

    /// What the sync owned.
    public let owned: Owned
    /// Why it stays.
    public let reason: Reason

    /// States an object that is let go.
    public init(owned: Owned, reason: Reason) {
        self.owned = owned
        self.reason = reason
    }

    /// What becomes of it, in a sentence.
    public var message: String {
        switch reason {
        case .claimed(let sync, let place): "\(owned.key) moves to ResourceSync/\(sync), which declares it at \(place)"
        case .outsideTargets(let obstacle):
            "\(owned.key) stays without owner: it \(obstacle), so this sync may not delete it"
        }
    }
}

/// A document by which another sync waits to own an object.
public struct WaitingClaim: Sendable, Equatable {
    /// The object.
    public let key: ObjectKey
    /// Name of the ResourceSync that waits.
    public let sync: String
    /// Where its document stands.
    public let place: Place

    /// Why the object stays when the sync that owns it no longer declares it.
    public var reason: LetGo.Reason { .claimed(sync: sync, place) }

    /// States a claim.
    public init(key: ObjectKey, sync: String, place: Place) {
        self.key = key
        self.sync = sync
        self.place = place
    }
}
