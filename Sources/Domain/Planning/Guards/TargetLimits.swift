public import Resources

/// What a sync may target: the kinds, names and labels of objects that its commits may declare. Each list that is empty
/// limits nothing.
public struct TargetLimits: Sendable, Hashable {
    /// The kinds.
    public var kinds: Set<Kind>
    /// Names begin with one of these.
    public var namePrefixes: [String]
    /// Objects carry all of these labels, and fleets select devices by them.
    public var matchLabels: [String: String]

    /// States limits.
    public init(kinds: Set<Kind> = [], namePrefixes: [String] = [], matchLabels: [String: String] = [:]) {
        self.kinds = kinds
        self.namePrefixes = namePrefixes
        self.matchLabels = matchLabels
    }

    /// No limits.
    public static let everything = TargetLimits()

    /// Why an object lies outside, as the rest of a sentence about it; nil when it lies inside.
    public func obstacle(to key: ObjectKey, labels: [String: String]) -> String? {
        if !kinds.isEmpty, !kinds.contains(key.kind) {
            return "is no \(kinds.map(\.rawValue).sorted().joined(separator: " or "))"
        }
        if !namePrefixes.isEmpty, !namePrefixes.contains(where: key.name.hasPrefix) {
            return "has a name that does not begin with \(namePrefixes.sorted().joined(separator: " or "))"
        }
        return missing(labels).map { "does not carry the label \($0)" }
    }

    /// Why a fleet would reach devices outside, as the rest of a sentence about it.
    /// - Parameter selector: The labels that it requires of its devices; nil selects none.
    public func obstacle(toSelecting selector: [String: String]?) -> String? {
        selector.flatMap(missing).map { "selects devices without the label \($0)" }
    }

    private func missing(_ labels: [String: String]) -> String? {
        let missing = matchLabels.sorted { $0.key < $1.key }.first { labels[$0.key] != $0.value }
        return missing.map { "\($0.key)=\($0.value)" }
    }

    /// Where these limits are wider than others, as the rest of a sentence about them; nil when all that they allow lies
    /// within the others.
    public func excess(over others: TargetLimits) -> String? {
        if !others.kinds.isEmpty, kinds.isEmpty || !kinds.isSubset(of: others.kinds) {
            return "kinds other than \(others.kinds.map(\.rawValue).sorted().joined(separator: ", "))"
        }
        if !others.namePrefixes.isEmpty, !isNarrower(others.namePrefixes) {
            return "names that do not begin with \(others.namePrefixes.sorted().joined(separator: " or "))"
        }
        if let missing = others.missing(matchLabels) { return "objects without the label \(missing)" }
        return nil
    }

    private func isNarrower(_ prefixes: [String]) -> Bool {
        !namePrefixes.isEmpty && namePrefixes.allSatisfy { name in prefixes.contains { name.hasPrefix($0) } }
    }
}
