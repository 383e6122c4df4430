public import Store

extension PollMemory {
    /// What the store remembers of a Repository; nil when that is nothing.
    public init?(_ poll: RepositoryPoll) {
        guard let failures = poll.failures, let wait = poll.wait else { return nil }
        self.init(failures: Int(failures), wait: .seconds(wait))
    }
}
