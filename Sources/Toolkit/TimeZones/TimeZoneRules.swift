/// What the clocks of one time zone show, for all times: transitions that are known, then a rule that repeats each year.
///
/// Read from the compiled form of the IANA database, RFC 8536. Leap seconds are not counted.
public struct TimeZoneRules: Sendable, Hashable {
    /// Instants at which the offset changes, ascending, in seconds since 1970 UTC.
    private let transitions: [Int64]
    /// The offset from each transition on, in seconds east of UTC.
    private let offsets: [Int64]
    /// The offset before the first transition.
    private let first: Int64
    /// What holds after the last transition; nil is what the last one began.
    private let rule: YearlyRule?

    /// Coordinated Universal Time.
    public static let utc = TimeZoneRules(transitions: [], offsets: [], first: 0, rule: nil)

    init(transitions: [Int64], offsets: [Int64], first: Int64, rule: YearlyRule?) {
        self.transitions = transitions
        self.offsets = offsets
        self.first = first
        self.rule = rule
    }

    /// Seconds east of UTC at an instant, which is given in seconds since 1970 UTC.
    public func offset(at instant: Int64) -> Int64 {
        guard let last = transitions.last else { return rule?.offset(at: instant) ?? first }
        if instant >= last { return rule?.offset(at: instant) ?? offsets[offsets.count - 1] }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : offsets[low - 1]
    }
}
