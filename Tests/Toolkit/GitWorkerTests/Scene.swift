import FoundationEssentials
import Git
import Logging
import TestSupport
import Testing

/// A git host with one repository, and mirrors of it in a directory of their own.
struct Scene: Sendable {
    let host: GitHost
    let repository: HostedRepository
    let directory: String
    var limits: GitLimits
    /// Tests are served on loopback.
    var network = GitNetwork(allowsPrivateAddresses: true)

    static func with(
        limits: GitLimits = GitLimits(), tls: TestCertificate? = nil, clientAuthority: [UInt8]? = nil,
        _ body: @Sendable (Scene) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            try await GitHost.with(tls: tls, clientAuthority: clientAuthority) { host in
                try await body(
                    Scene(
                        host: host, repository: try await host.repository(), directory: "\(directory)/mirrors",
                        limits: limits))
            }
        }
    }

    var mirrors: GitMirrors { mirrors(limits) }

    func mirrors(_ limits: GitLimits) -> GitMirrors {
        Self.mirrors(directory, limits: limits, network: network)
    }

    /// Mirrors in a directory, with another worker if one is given.
    static func mirrors(
        _ directory: String, limits: GitLimits = GitLimits(),
        network: GitNetwork = GitNetwork(allowsPrivateAddresses: true), command: [String]? = nil
    ) -> GitMirrors {
        GitMirrors(
            directory: directory, workerCommand: command ?? [TestPrograms.path("git-worker-for-tests")],
            limits: limits, network: network, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// How asking an address for its main branch fails.
    static func outcome(
        of url: String, limits: GitLimits = GitLimits(),
        network: GitNetwork = GitNetwork(allowsPrivateAddresses: true),
        _ change: @Sendable (inout GitRemote) -> Void = { _ in }
    ) async throws -> GitError? {
        var remote = GitRemote(organization: "acme", url: url)
        change(&remote)
        return try await withTemporaryDirectory { directory in
            await failure {
                try await mirrors("\(directory)/mirrors", limits: limits, network: network).resolve(
                    remote, reference: "main")
            }
        }
    }

    func remote(_ credential: GitCredential? = nil, organization: String = "acme") -> GitRemote {
        GitRemote(organization: organization, url: repository.url, credential: credential)
    }

    /// The directory of the one mirror that was made.
    func mirrorOnDisk() throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        return "\(directory)/\(try #require(names.first { $0.utf8.count == 40 }))"
    }

    /// Resolves and fetches the head of a branch.
    func fetch(_ reference: String = "main", _ credential: GitCredential? = nil) async throws -> ObjectID {
        let commit = try await mirrors.resolve(remote(credential), reference: reference)
        #expect(try await mirrors.fetch(remote(credential), reference: reference, commit: commit).id == commit)
        return commit
    }

    func files(_ commit: ObjectID, _ path: String = "/", since: ObjectID? = nil, suffixes: [String]? = nil) async throws
        -> TreeDelta
    {
        try await mirrors.files(remote(), commit: commit, path: path, since: since, suffixes: suffixes)
    }
}

extension TreeDelta {
    var paths: [String] { files.map(\.path) }

    /// Contents by path.
    var texts: [String: String] {
        Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.content ?? [], as: UTF8.self)) })
    }
}

/// Runs a call that must fail, and returns how.
func failure<T>(_ call: () async throws -> T) async -> GitError? {
    await #expect(throws: GitError.self) { _ = try await call() }
}
