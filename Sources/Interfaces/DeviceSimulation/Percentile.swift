/// A value below which a share of others lies.
public enum Percentile {
    /// The value at a share (0…1) of sorted values; nil of none.
    public static func of(_ sorted: [Double], _ share: Double) -> Double? {
        guard !sorted.isEmpty else { return nil }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
