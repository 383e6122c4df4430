/// Which failures of a call are tried again, and when.
enum Retry {
    /// With the delays below a call spends about eight seconds on a database that restarts, and then says so.
    static let maximumAttempts = 11
    private static let longest = Duration.seconds(2)

    /// The time to wait before the next attempt; nil when the error goes to the caller.
    /// - Parameters:
    ///   - attempt: how many attempts were made, from 1.
    ///   - random: 0..<1, spreads callers that failed together.
    static func delay(after error: SQLError, attempt: Int, random: Double) -> Duration? {
        guard attempt < maximumAttempts, let base = base(for: error) else { return nil }
        return min(base * Double(1 << (attempt - 1)), longest) * (0.5 + random / 2)
    }

    private static func base(for error: SQLError) -> Duration? {
        if error.isStalePlan { return .milliseconds(1) }
        switch error.code {
        case .serialization: return .milliseconds(5)
        case .connection: return .milliseconds(50)
        default: return nil
        }
    }
}
