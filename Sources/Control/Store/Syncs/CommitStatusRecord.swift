import SQL

/// What a status is about. Each is a status of its own at the forge.
public enum CommitSubject: String, Sendable {
    /// Whether the commit is in force.
    case sync
    /// Whether what it changed runs on the devices.
    case rollouts
}

/// What became of a commit, as the forge is told.
public enum CommitOutcome: String, Sendable {
    /// A pass began to look at it.
    case seen
    /// It waits for somebody's consent.
    case waiting
    /// It is in force.
    case applied
    /// It is not applied until it, or what judges it, is changed.
    case rejected
    /// What it changed is on its way to devices, or waits for a person.
    case rollingOut
    /// What it changed was rolled out.
    case rolledOut
    /// A rollout of what it changed was cancelled or taken back.
    case notRolledOut
    /// Another commit changed a fleet before this one's change was rolled out.
    case superseded

    /// What it is about.
    public var subject: CommitSubject {
        switch self {
        case .seen, .waiting, .applied, .rejected: .sync
        case .rollingOut, .rolledOut, .notRolledOut, .superseded: .rollouts
        }
    }
}

/// Which status of which commit.
public struct CommitStatusKey: Sendable, Hashable {
    /// `resource.id` of the ResourceSync.
    public let sync: Int64
    /// The commit.
    public let oid: String
    /// What about it.
    public let subject: CommitSubject

    /// States a key.
    public init(sync: Int64, oid: String, _ subject: CommitSubject) {
        self.sync = sync
        self.oid = oid
        self.subject = subject
    }

    /// Reads the key of a job; nil when it is none.
    public init?(job key: String) {
        let parts = key.split(separator: ":").map(String.init)
        guard parts.count >= 2, parts.count <= 3, let sync = Int64(parts[0]) else { return nil }
        // Jobs of servers before there were two subjects name none.
        guard let subject = CommitSubject(rawValue: parts.count == 3 ? parts[2] : "sync") else { return nil }
        self.init(sync: sync, oid: parts[1], subject)
    }

    /// The key of its job.
    public var job: String { subject == .sync ? "\(sync):\(oid)" : "\(sync):\(oid):\(subject.rawValue)" }

    var parameters: [Parameter] { [.int(sync), .text(oid), .text(subject.rawValue)] }
}

/// Something to tell a forge.
public struct CommitStatusRecord: Sendable {
    /// `metadata.name` of the ResourceSync.
    public let sync: String
    /// The organization.
    public let organization: OrganizationID
    /// The organization's UUID.
    public let organizationUID: String
    /// The Repository that the sync reads now.
    public let repository: String
    /// What became of the commit.
    public let outcome: CommitOutcome
    /// More about it, for people.
    public let description: String
    /// Which telling this is.
    public let rev: Int64
    /// How often telling this failed.
    public let attempts: Int
}
