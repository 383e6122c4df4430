import Nodes
public import Planning
import Resources

/// What applying one set of manifests over another would do: the server's plan and guards, with everything withheld but
/// the telling (P2).
public struct ChangePreview: Sendable {
    /// The plan, as the server would make it.
    public let plan: Plan
    /// Why the server would refuse it as a whole.
    public let refusals: [Refusal]
    /// Why the server would stop before applying it, until somebody approves what it takes away. Which devices are online
    /// is known with an inventory only.
    public private(set) var blocks: [PruneBlock]
    /// What becomes of each object, in the order of their kinds and names.
    public let changes: [ObjectChange]
    /// Which devices it reaches; nil without an inventory.
    public internal(set) var reach: Reach?
    private let limits: [PruneLimits]
    private var facts: PruneFacts

    /// Compares two sides.
    /// - Parameters:
    ///   - syncs: Those that apply the commit; the guards ask what they stand on and what limits they have.
    ///   - message: Of the head, which may allow removals.
    public init(base: Declared, head: Declared, syncs: [SyncIdentity], message: String = "") {
        let plan = Self.plan(base: base, head: head)
        self.plan = plan
        let judged =
            syncs.isEmpty
            ? plan.refusals : syncs.flatMap { Guard.judge(plan, of: head.manifests, for: $0) }
        refusals = Self.distinct(judged)
        limits = syncs.isEmpty ? [PruneLimits.standard] : syncs.map(\.prune)
        facts = PruneFacts(owned: base.manifests.count, trailer: AllowPruneTrailer.count(in: message))
        blocks = Self.blocks(plan, refusals, limits, facts)
        changes = ObjectComparison(base: base, head: head).changes(plan)
    }

    /// Finds the devices that it reaches.
    public mutating func findReach(
        base: Declared, head: Declared, inventory: [InventoryDevice], baseSources: @escaping SourceLookup,
        headSources: @escaping SourceLookup
    ) {
        var finder = ReachFinder(base: base, head: head, inventory: inventory)
        reach = finder.find(baseSources: baseSources, headSources: headSources)
        let released = Set(plan.released.map(\.key.name))
        facts.online = inventory.filter { $0.isConnected && released.contains($0.name) }.map(\.name).sorted()
        blocks = Self.blocks(plan, refusals, limits, facts)
    }

    /// Whether applying it would do anything to any object or device.
    public var isEmpty: Bool {
        plan.isEmpty && refusals.isEmpty && (reach.map { $0.groups.isEmpty } ?? true)
    }

    /// Like the server, which does not come to this guard with a plan that it refuses.
    private static func blocks(
        _ plan: Plan, _ refusals: [Refusal], _ limits: [PruneLimits], _ facts: PruneFacts
    ) -> [PruneBlock] {
        guard refusals.isEmpty else { return [] }
        return distinct(limits.compactMap { PruneGuard.judge(plan, limits: $0, facts: facts) })
    }

    private static func distinct<Element: Equatable>(_ all: [Element]) -> [Element] {
        all.reduce(into: []) { kept, element in if !kept.contains(element) { kept.append(element) } }
    }

    /// Nothing of it is kept, so that what is hashed may stand for its own hash.
    private static func plan(base: Declared, head: Declared) -> Plan {
        let exact = { (labels: [UInt8], spec: [UInt8]) in labels + [0] + spec }
        return Planner.plan(
            desired: head.manifests.map { Desired($0, hash: exact) },
            owned: base.manifests.map { Owned(Desired($0, hash: exact)) }, claims: [])
    }
}
