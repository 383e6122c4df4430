/// What the server asks of one worker process. It travels over standard input only: arguments and environment of a
/// process can be read by others, and a request carries the credential.
package struct WorkerRequest: Sendable {
    package enum Operation: Sendable {
        /// Asks the server what a reference points to.
        case resolve(reference: String)
        /// Brings a commit into the mirror unless it is there.
        case fetch(reference: String, commit: ObjectID)
        /// Lists files from the mirror, without network.
        case files(FileQuery)
        /// Throws a damaged mirror away and clones its references, and the commit, afresh.
        case rebuild(reference: String?, commit: ObjectID)
        /// Tells the commits that lead to a head, without network.
        case history(HistoryQuery)
    }

    package struct FileQuery: Sendable {
        package var commit: ObjectID
        /// Normalised: no leading or trailing slash; empty for the root.
        package var path: String
        package var since: ObjectID?
        package var maxFileBytes: UInt64
        package var suffixes: [String]?
        /// Content that is not wanted.
        package var known: Set<ObjectID> = []
    }

    package struct HistoryQuery: Sendable {
        package var head: ObjectID
        package var since: ObjectID?
        package var limit: UInt32
        package var signatures: Bool
    }

    /// Longest request, in bytes: the certificates may have 20 MiB.
    package static let maxBytes = 28 << 20
    /// Raised with every change of the protocol. Both sides are one program, but its file may be replaced while it runs.
    package static let version: UInt8 = 3

    package var directory: String
    package var parent: Int32
    package var remote: GitRemote
    package var network: GitNetwork
    package var limits: GitLimits
    package var operation: Operation

    package init(
        directory: String, parent: Int32, remote: GitRemote, network: GitNetwork, limits: GitLimits,
        operation: Operation
    ) {
        self.directory = directory
        self.parent = parent
        self.remote = remote
        self.network = network
        self.limits = limits
        self.operation = operation
    }
}

extension WorkerRequest.Operation {
    var name: String {
        switch self {
        case .resolve: "resolve"
        case .fetch: "fetch"
        case .files: "files"
        case .rebuild: "rebuild"
        case .history: "history"
        }
    }
}
