/// When something that failed is tried again. Pure.
enum RetryDelay {
    /// Attempts altogether; then it is given up until there is something new to tell.
    static let mostAttempts = 8
    private static let longest = Duration.seconds(3600)

    /// Twice as long each time, or as long as the server asked for; nil when it is given up.
    ///
    /// - Parameter failures: before this one.
    static func next(after failures: Int, asked: Duration?) -> Duration? {
        guard failures + 1 < mostAttempts else { return nil }
        let own = Duration.seconds(10) * (1 << min(failures, 10))
        return max(min(own, longest), min(asked ?? .zero, .seconds(86_400)))
    }
}
