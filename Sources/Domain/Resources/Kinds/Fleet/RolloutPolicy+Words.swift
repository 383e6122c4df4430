extension RolloutPolicy {
    /// What becomes of a rollout that fails.
    public enum OnFailure: String, Word {
        /// It stops where it is, until a person decides.
        case pause = "Pause"
        /// The devices that have the new version go back to the last good one.
        case rollback = "Rollback"
    }

    /// Who lets the next batch start.
    public enum Approval: String, Word {
        /// The batch before it, by its success.
        case automatic = "Automatic"
        /// A person.
        case manual = "Manual"
    }

    /// How devices count that cannot be reached.
    public enum OfflineDevices: String, Word {
        /// Neither as success nor as failure.
        case exclude = "Exclude"
        /// As failures, once their time is up.
        case count = "Count"
    }
}
