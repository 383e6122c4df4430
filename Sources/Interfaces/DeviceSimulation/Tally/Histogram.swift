/// How long things took: counts in steps of 5 %, so that any number of them takes the same room.
public struct Histogram: Sendable {
    private static let least = 0.0001
    private static let step = 1.05
    /// The last one is for everything above 20 minutes.
    private static let buckets = 336

    private var counts = [Int](repeating: 0, count: buckets)
    /// How many.
    public private(set) var count = 0
    /// The longest, in seconds.
    public private(set) var longest = 0.0

    /// Nothing yet.
    public init() {}

    /// One more.
    public mutating func add(_ time: Duration) {
        let seconds = max(time / .seconds(1), 0)
        count += 1
        longest = max(longest, seconds)
        counts[Self.bucket(seconds)] += 1
    }

    /// The time in seconds that a share of them (0…1) does not exceed, at most 5 % too long; nil when there are none.
    public func percentile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        var left = Int((Double(count) * share).rounded(.up))
        for (bucket, number) in counts.enumerated() {
            left -= number
            if left <= 0 { return bucket == Self.buckets - 1 ? longest : min(longest, Self.upperEnd(bucket)) }
        }
        return longest
    }

    private static func bucket(_ seconds: Double) -> Int {
        var (low, high) = (0, buckets - 1)
        while low < high {
            let middle = (low + high) / 2
            if seconds <= upperEnd(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static let ends: [Double] = {
        var ends = [least]
        while ends.count < buckets { ends.append((ends.last ?? least) * step) }
        return ends
    }()

    private static func upperEnd(_ bucket: Int) -> Double { ends[bucket] }
}
