import FoundationEssentials
import HTTPTypes
public import Jobs
public import Logging
public import Outbound
public import Resources
import SQL
public import Secrets
public import Store

/// Reads the secret that a reference names, for an organization given by its UUID. What it throws is told to operators.
public typealias SecretReading = @Sendable (SecretReference, String) async throws -> Secret

/// Tells forges what became of commits. A forge that does not answer holds up nobody: the sync has ended before.
public struct CommitStatusSender: Sendable {
    private let store: Store
    private let client: OutboundClient
    private let secret: SecretReading
    private let logger: Logger

    /// A sender.
    public init(store: Store, client: OutboundClient, secret: @escaping SecretReading, logger: Logger) {
        self.store = store
        self.client = client
        self.secret = secret
        self.logger = logger
    }

    /// Does a job of the kind `CommitStatuses.jobKind`.
    public func handle(_ job: Job) async throws {
        guard let key = CommitStatusKey(job: job.key) else { throw PermanentJobFailure("the key names no commit") }
        try await tell(key)
    }

    /// Tells what is still to be told of a sync's commit. Fails only when the store does; what a forge refuses is noted.
    public func tell(_ key: CommitStatusKey) async throws {
        guard let record = try await store.database.read({ try CommitStatuses.find($0, key) }) else { return }
        do throws(Failure) {
            try await tell(record, key.oid)
            try await settle { try CommitStatuses.told($0, key, rev: record.rev) }
        } catch {
            if case .store(let broken) = error { throw broken }
            try await fail(record, key, error)
        }
    }

    private func fail(_ record: CommitStatusRecord, _ key: CommitStatusKey, _ failure: Failure) async throws {
        let delay = failure.isLasting ? nil : RetryDelay.next(after: record.attempts, asked: failure.asked)
        logger.warning(
            "commit status not told",
            metadata: [
                "sync": "\(record.sync)", "commit": "\(key.oid)", "about": "\(key.subject.rawValue)",
                "why": "\(failure)", "again": "\(delay != nil)",
            ])
        try await store.database.transaction {
            try CommitStatuses.failed($0, record, key, error: failure.description, delay: delay)
        }
    }

    private func tell(_ record: CommitStatusRecord, _ oid: String) async throws(Failure) {
        guard let git = try await repository(record), let target = git.commitStatus else { return }
        guard
            let message = ForgeMessage(
                record.outcome, record.description, commit: oid, sync: record.sync, target: target, address: git.url)
        else { throw .lasting("the repository's address names no project of a forge; write spec.commitStatus.apiURL") }
        var request = OutboundRequest(.post, message.url, maxBodyBytes: 256 << 10)
        request.headers = [.contentType: "application/json", .accept: "application/json", .userAgent: "martlet"]
        request.body = message.body
        request.credential = .bearer(try await token(target, record))
        request.proxy = git.httpConfig?.proxy
        if message.isOnHost { request.trust = git.httpConfig?.forgeTrust ?? request.trust }
        let response: OutboundResponse
        do throws(OutboundError) {
            response = try await client.send(request)
        } catch {
            throw .passing(error.description, asked: nil)
        }
        if target.provider == .gitlab, Self.isUnchanged(response, message.state) { return }
        try Self.check(response)
    }

    /// GitLab refuses to change the description alone: that a status which is pending becomes pending. It says so as “Cannot
    /// transition status via :enqueue from :pending”; when it is in another state, what was to be told is not.
    private static func isUnchanged(_ response: OutboundResponse, _ state: String) -> Bool {
        let text = String(decoding: response.body, as: UTF8.self)
        return response.status.code == 400 && text.contains("Cannot transition status")
            && text.contains("from :\(state)")
    }
}

extension CommitStatusSender {
    /// Why telling failed. Never contains the token.
    enum Failure: Error, CustomStringConvertible {
        /// Trying again helps, after a while that the forge may have asked for.
        case passing(String, asked: Duration?)
        /// Trying again does not help.
        case lasting(String)
        /// The database is away, which is for the queue.
        case store(any Error)

        var isLasting: Bool { if case .lasting = self { true } else { false } }
        var asked: Duration? { if case .passing(_, let asked) = self { asked } else { nil } }
        var description: String {
            switch self {
            case .passing(let why, _), .lasting(let why): why
            case .store(let error): "\(error)"
            }
        }
    }

    /// The repository; nil when it is gone.
    private func repository(_ record: CommitStatusRecord) async throws(Failure) -> GitRepository? {
        let found = try await settle {
            try Syncs.repository($0, record.organization, name: record.repository)
        }
        guard let found else { return nil }
        guard let spec = try? StoredSpec.decode(RepositorySpec.self, found.spec), case .git(let git) = spec else {
            return nil
        }
        return git
    }

    private func token(_ target: CommitStatusTarget, _ record: CommitStatusRecord) async throws(Failure) -> Secret {
        do {
            return try await secret(target.tokenRef, record.organizationUID)
        } catch {
            throw .passing("the token of spec.commitStatus.tokenRef cannot be read: \(error)", asked: nil)
        }
    }

    private static func check(_ response: OutboundResponse) throws(Failure) {
        let code = response.status.code
        switch code {
        case 200..<300: return
        case 408, 429, 500...: throw .passing("the forge answered \(code)", asked: response.retryAfter)
        // GitHub slows callers down with 403 and says for how long.
        case 403 where response.retryAfter != nil:
            throw .passing("the forge answered \(code)", asked: response.retryAfter)
        case 401, 403:
            throw .lasting(
                "the forge answered \(code); check that the token may set commit statuses of this repository")
        default: throw .lasting("the forge answered \(code); check spec.commitStatus and the token")
        }
    }

    private func settle<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws(Failure) -> T {
        do {
            return try await store.database.transaction(body)
        } catch {
            throw .store(error)
        }
    }
}

extension HTTPConfig {
    /// Who is trusted as the server that holds the repository.
    fileprivate var forgeTrust: OutboundTrust {
        OutboundTrust(
            caCertificates: caCertificates.flatMap { Data(base64Encoded: $0) }.map(Array.init),
            skipServerVerification: skipServerVerification ?? false)
    }
}
