import Resources

/// What the guard of removals must know beside the plan.
public struct PruneFacts: Sendable, Equatable {
    /// How many objects the sync owns before the commit.
    public var owned: Int
    /// Those of the plan's released devices that are online; empty where nobody can know.
    public var online: [String]
    /// What the trailer of the commit's message allows, if there is one.
    public var trailer: Int?

    /// States facts.
    public init(owned: Int, online: [String] = [], trailer: Int? = nil) {
        self.owned = owned
        self.online = online
        self.trailer = trailer
    }
}

/// Why a commit stops before it is applied, until somebody agrees to what it takes away.
public struct PruneBlock: Sendable, Equatable {
    /// One reason to stop.
    public enum Cause: Sendable, Equatable {
        /// More goes than the limits allow.
        case tooMany(most: Int)
        /// Nothing would be left.
        case empty
        /// Manifests of devices that are online would go.
        case online([String])
    }

    /// Every reason, never empty.
    public let causes: [Cause]
    /// What would go, in the order of kinds and names.
    public let removals: [Owned]
    /// How many objects the sync owns before the commit.
    public let owned: Int
}

/// Stops commits that take away too much. Pure, so that a preview stops where the server does (P2).
public enum PruneGuard {
    /// Judges what a plan takes away; nil lets it through.
    public static func judge(_ plan: Plan, limits: PruneLimits, facts: PruneFacts) -> PruneBlock? {
        let removals = plan.removals
        guard !removals.isEmpty else { return nil }
        if limits.allowTrailer, let trailer = facts.trailer, trailer >= removals.count { return nil }
        let causes = causes(plan, removals.count, limits, facts)
        return causes.isEmpty ? nil : PruneBlock(causes: causes, removals: removals, owned: facts.owned)
    }

    private static func causes(
        _ plan: Plan, _ removals: Int, _ limits: PruneLimits, _ facts: PruneFacts
    ) -> [PruneBlock.Cause] {
        var causes: [PruneBlock.Cause] = []
        let most = limits.most(of: facts.owned)
        if removals > most { causes.append(.tooMany(most: most)) }
        if !limits.allowEmpty && plan.remaining(of: facts.owned) <= 0 { causes.append(.empty) }
        if !limits.allowOnline && !facts.online.isEmpty { causes.append(.online(facts.online)) }
        return causes
    }
}

extension Plan {
    /// Everything that would be gone or unowned afterwards, in the order of kinds and names.
    public var removals: [Owned] { (deleted + released + cascaded).sorted { $0.key < $1.key } }

    /// How many objects the sync owns afterwards.
    fileprivate func remaining(of owned: Int) -> Int {
        owned - deleted.count - released.count - letGo.count + created.count + adopted.count
    }
}
