import AsyncHTTPClient
import Crypto
import NIOCore
import NIOHTTP1
import SQL

/// What the bootstrap directory of the figure declares.
enum HookedSyncs {
    /// Where the server finds the secret of the Repository.
    static let variable = "MARTLET_SECRET_HOOK"
    static let secret = "known to the git host and to the server"

    /// One Repository and so many ResourceSyncs, each of one file.
    static func bootstrap(_ url: String, count: Int) -> String {
        let repository = """
            apiVersion: flightctl.io/v1beta1
            kind: Repository
            metadata: {name: fleets}
            spec: {type: git, url: "\(url)", webhookSecretRef: {env: \(variable)}}

            """
        let syncs = (0..<count).map { number in
            """
            ---
            apiVersion: flightctl.io/v1beta1
            kind: ResourceSync
            metadata: {name: sync-\(number)}
            spec: {repository: fleets, targetRevision: main, path: /fleets/\(number % 100)/fleet-\(number).yaml}

            """
        }
        return repository + syncs.joined()
    }

    /// Tells a server of a push to a repository, as a git host does.
    static func tell(_ server: RunningServer, _ url: String) async throws {
        let body = #"{"ref":"refs/heads/main","repository":{"clone_url":"\#(url)"}}"#
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(body.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(server.userPort)/api/v1/webhooks/github")
        request.method = .POST
        request.headers.add(name: "X-GitHub-Event", value: "push")
        request.headers.add(name: "X-Hub-Signature-256", value: "sha256=\(digits)")
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        _ = try await response.body.collect(upTo: 1 << 16)
        guard response.status.code == 202 else { throw BenchError("a webhook was answered \(response.status.code)") }
    }
}

/// A server with many syncs on one repository, and the host that tells it of pushes.
struct HookSite: Sendable {
    let server: RunningServer
    let repository: FleetRepository
    let url: String
    let count: Int

    /// Changes the file of one sync, pushes it and tells the server, as a git host does; returns when it is applied.
    /// - Returns: When the push had ended.
    func push(_ number: Int, text: String) async throws -> ContinuousClock.Instant {
        let before = try await lastRun(number)
        try await repository.change(number, text: text)
        let start = ContinuousClock.now
        try await HookedSyncs.tell(server, url)
        try await wait(for: "a push to be applied") { try await lastRun(number) > before }
        return start
    }

    /// Waits until every sync is at one commit.
    func settle(upTo limit: Duration) async throws {
        try await wait(for: "all syncs to be at one commit", upTo: limit) {
            try await server.database.read { connection in
                let row = try connection.query(
                    """
                    select count(*), count(distinct coalesce(applied_oid, '')), count(applied_oid) from sync_state
                    """, []
                ).one()
                return try row.int(0) == Int64(count) && row.int(1) == 1 && row.int(2) == Int64(count)
            }
        }
    }

    private func lastRun(_ number: Int) async throws -> Int64 {
        try await server.database.read { connection in
            try connection.query(
                """
                select coalesce(max(n.id), 0) from sync_run n join resource r on r.id = n.sync_id
                where r.kind = 'ResourceSync' and r.name = $1 and n.outcome = 'applied'
                """, [.text("sync-\(number)")]
            ).one().int(0)
        }
    }
}
