import Resources

/// A validated document of the commit, as far as planning needs it.
public struct Desired: Sendable, Equatable {
    /// What the document declares.
    public let key: ObjectKey
    /// Where it stands in the commit.
    public let place: Place
    /// Keyed hash over labels and spec, secrets included: equal hashes mean that nothing changed.
    public let hash: [UInt8]

    /// States a desired object.
    public init(key: ObjectKey, place: Place, hash: [UInt8]) {
        self.key = key
        self.place = place
        self.hash = hash
    }
}

/// A document that the sync owns in the store, from the last commit that was applied.
public struct Owned: Sendable, Equatable {
    /// What it declared.
    public let key: ObjectKey
    /// Where it stood.
    public let place: Place
    /// Its hash then.
    public let hash: [UInt8]

    /// States an owned object.
    public init(key: ObjectKey, place: Place, hash: [UInt8]) {
        self.key = key
        self.place = place
        self.hash = hash
    }
}

/// What the store knows of a desired name that is not among the owned documents under comparison.
public struct Claim: Sendable, Equatable {
    /// Who holds a name.
    public enum Holder: Sendable, Equatable {
        /// The object exists and git does not own it: it is adopted.
        case nobody
        /// Another document of the same sync, in a file that this commit did not touch.
        case sameSync(Place)
        /// A document of another ResourceSync.
        case otherSync(name: String, Place)
    }

    /// The name that is held.
    public let key: ObjectKey
    /// Who holds it.
    public let holder: Holder

    /// States a claim.
    public init(key: ObjectKey, holder: Holder) {
        self.key = key
        self.holder = holder
    }
}

/// The sync on whose behalf a commit is planned, and what it stands on.
public struct SyncIdentity: Sendable, Equatable {
    /// Name of the ResourceSync.
    public let name: String
    /// Name of the Repository that it reads.
    public let repository: String

    /// What it may target.
    public let targets: TargetLimits
    /// How much one commit of it may take away.
    public let prune: PruneLimits

    /// Names a sync, and states its limits.
    public init(
        name: String, repository: String, targets: TargetLimits = .everything, prune: PruneLimits = .standard
    ) {
        self.name = name
        self.repository = repository
        self.targets = targets
        self.prune = prune
    }

    /// The two objects without which the sync could not run: it never removes them.
    public var foundations: Set<ObjectKey> {
        [ObjectKey(kind: .resourceSync, name: name), ObjectKey(kind: .repository, name: repository)]
    }
}
