import Planning
import Resources
import Testing

@Suite("Limits of what a sync may target")
struct TargetLimitsTests {
    private func key(_ kind: Kind, _ name: String) -> ObjectKey { ObjectKey(kind: kind, name: name) }

    private let berlin = TargetLimits(
        kinds: [.fleet, .device], namePrefixes: ["berlin-", "b1-"], matchLabels: ["site": "berlin"])

    @Test("inside", arguments: ["berlin-web", "b1-web", "berlin-"])
    func inside(name: String) {
        #expect(berlin.obstacle(to: key(.fleet, name), labels: ["site": "berlin", "x": "y"]) == nil)
        #expect(TargetLimits.everything.obstacle(to: key(.repository, name), labels: [:]) == nil)
    }

    @Test("outside: kind, name, label absent, label of another value")
    func outside() {
        let labels = ["site": "berlin"]
        #expect(berlin.obstacle(to: key(.repository, "berlin-x"), labels: labels)?.contains("Device or Fleet") == true)
        for name in ["berlin", "munich-web", "Berlin-web", "xberlin-web", ""] {
            #expect(berlin.obstacle(to: key(.fleet, name), labels: labels)?.contains("berlin-") == true, "\(name)")
        }
        for labels in [[:], ["site": "munich"], ["Site": "berlin"], ["site": ""]] {
            #expect(berlin.obstacle(to: key(.fleet, "berlin-x"), labels: labels)?.contains("site=berlin") == true)
        }
    }

    @Test("a fleet selects devices within the limits only")
    func selectors() {
        #expect(berlin.obstacle(toSelecting: ["site": "berlin", "role": "x"]) == nil)
        #expect(berlin.obstacle(toSelecting: nil) == nil)
        for wide in [[:], ["site": "munich"], ["role": "x"]] {
            #expect(berlin.obstacle(toSelecting: wide)?.contains("site=berlin") == true)
        }
        #expect(TargetLimits.everything.obstacle(toSelecting: [:]) == nil)
    }

    static let narrower: [TargetLimits] = [
        TargetLimits(kinds: [.fleet], namePrefixes: ["berlin-"], matchLabels: ["site": "berlin"]),
        TargetLimits(
            kinds: [.fleet, .device], namePrefixes: ["berlin-mitte-", "b1-", "berlin-"],
            matchLabels: ["site": "berlin", "tier": "1"]),
    ]

    @Test("limits within", arguments: narrower)
    func within(limits: TargetLimits) {
        #expect(limits.excess(over: berlin) == nil)
        #expect(limits.excess(over: limits) == nil)
        #expect(limits.excess(over: .everything) == nil)
        #expect(TargetLimits.everything.excess(over: limits) != nil)
    }

    static let wider: [(TargetLimits, String)] = [
        (TargetLimits(), "kinds"),
        (TargetLimits(namePrefixes: ["berlin-"], matchLabels: ["site": "berlin"]), "kinds"),
        (
            TargetLimits(
                kinds: [.fleet, .repository], namePrefixes: ["berlin-"], matchLabels: ["site": "berlin"]), "kinds"
        ),
        (TargetLimits(kinds: [.fleet], matchLabels: ["site": "berlin"]), "names"),
        (TargetLimits(kinds: [.fleet], namePrefixes: ["b"], matchLabels: ["site": "berlin"]), "names"),
        (TargetLimits(kinds: [.fleet], namePrefixes: ["berlin"], matchLabels: ["site": "berlin"]), "names"),
        (TargetLimits(kinds: [.fleet], namePrefixes: ["berlin-", ""], matchLabels: ["site": "berlin"]), "names"),
        (TargetLimits(kinds: [.fleet], namePrefixes: ["berlin-", "m-"], matchLabels: ["site": "berlin"]), "names"),
        (TargetLimits(kinds: [.fleet], namePrefixes: ["berlin-"]), "site=berlin"),
        (TargetLimits(kinds: [.fleet], namePrefixes: ["berlin-"], matchLabels: ["site": "munich"]), "site=berlin"),
    ]

    @Test("limits that are wider in one respect", arguments: wider)
    func without(limits: TargetLimits, told: String) {
        #expect(limits.excess(over: berlin)?.contains(told) == true)
    }

    /// Whatever limits lie within others allow nothing that the others forbid: over every combination of a small world.
    @Test("a subset allows nothing more", arguments: 0..<40)
    func isSound(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        func limits() -> TargetLimits {
            let kinds: [Kind] = [.fleet, .device, .repository]
            let prefixes = ["a", "ab", "abc", "b", ""]
            return TargetLimits(
                kinds: Set(kinds.filter { _ in Bool.random(using: &random) }),
                namePrefixes: prefixes.filter { _ in Int.random(in: 0..<3, using: &random) == 0 },
                matchLabels: Bool.random(using: &random) ? ["k": Bool.random(using: &random) ? "1" : "2"] : [:])
        }
        for _ in 0..<50 {
            let (one, other) = (limits(), limits())
            guard one.excess(over: other) == nil else { continue }
            for kind in [Kind.fleet, .device, .repository, .resourceSync] {
                for name in ["a", "ab", "abc", "abd", "b", "c"] {
                    for labels in [[:], ["k": "1"], ["k": "2"], ["k": "1", "l": "x"]] {
                        let key = key(kind, name)
                        let isAllowed = one.obstacle(to: key, labels: labels) == nil
                        #expect(!isAllowed || other.obstacle(to: key, labels: labels) == nil, "\(one) \(other) \(key)")
                    }
                }
            }
        }
    }

    @Test("a spec states limits; kinds that nobody knows allow nothing more")
    func specs() {
        var targets = SyncTargets()
        targets.kinds = ["Fleet"]
        targets.namePrefixes = ["a-"]
        targets.matchLabels = ["k": "v"]
        #expect(
            TargetLimits(targets) == TargetLimits(kinds: [.fleet], namePrefixes: ["a-"], matchLabels: ["k": "v"]))
        #expect(TargetLimits(nil) == .everything)
    }
}

@Suite("Guards of what a sync may target")
struct TargetGuardTests {
    private let limited = SyncIdentity(
        name: "fleets", repository: "r", targets: TargetLimits(kinds: [.fleet, .resourceSync], namePrefixes: ["a-"]))

    private func manifests(_ text: String) -> [Manifest] {
        CommitDocuments([.file(path: "x.yaml", content: Array(text.utf8))], below: "").manifests
    }

    private func sync(_ name: String, _ targets: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: ResourceSync
        metadata: {name: \(name)}
        spec: {repository: r, targetRevision: main, path: /x\(targets)}

        """
    }

    private func judge(_ text: String) -> [Refusal.Reason] {
        Guard.judge(Plan(), of: manifests(text), for: limited).map(\.reason)
    }

    @Test("a document outside is refused with its place")
    func outside() throws {
        let text =
            "apiVersion: v1beta1\nkind: Repository\nmetadata: {name: a-x}\nspec: {type: git, url: \"https://g.io/a\"}\n"
        let refusals = Guard.judge(Plan(), of: manifests(text), for: limited)
        #expect(refusals.map(\.place.line) == [3])
        #expect(try #require(refusals.first).description.contains("spec.targets"))
    }

    @Test("a sync may only declare syncs within its own limits, itself included")
    func syncs() {
        #expect(judge(sync("a-s", ", targets: {kinds: [Fleet], namePrefixes: [a-b-]}")) == [])
        for wide in ["", ", targets: {kinds: [Fleet]}", ", targets: {kinds: [Fleet, Device], namePrefixes: [a-]}"] {
            let reasons = judge(sync("a-s", wide))
            #expect(reasons.count == 1)
            if case .exceedsTargets = reasons.first {} else { Issue.record("\(reasons)") }
        }
        #expect(judge(sync("fleets", "")).count == 2)
    }

    @Test("without limits nothing is refused")
    func unlimited() {
        let free = SyncIdentity(name: "fleets", repository: "r")
        #expect(Guard.judge(Plan(), of: manifests(sync("any", "")), for: free).isEmpty)
    }

    @Test("what was applied before the limits is judged by them as well")
    func owned() {
        let place = Place(path: "x.yaml", document: 0, line: 1, column: 1)
        let key = ObjectKey(kind: .fleet, name: "b")
        #expect(Guard.judge(key, at: place, labels: [:], for: limited)?.place == place)
        #expect(Guard.judge(key, at: place, labels: [:], for: SyncIdentity(name: "x", repository: "r")) == nil)
    }
}

/// Numbers by a seed that stands in the test's name.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
