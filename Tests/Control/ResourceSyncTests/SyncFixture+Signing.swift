import TestSupport

/// Demands on signatures, and what must be left alone when they are not met.
extension SyncFixture {
    /// Declares whose signatures count from now on; nil: nobody's are needed.
    func demand(_ lines: String?, mode: String = "Head", revoked: String = "") async throws {
        let verify = lines.map {
            ", verify: {mode: \(mode), sshAllowedSigners: \"\($0)\", revokedKeys: \"\(revoked)\"}"
        }
        try await bootstrap(
            sync: "repository: fleet-repository, targetRevision: main, path: /fleets\(verify ?? "")")
    }

    /// Everything that a refused commit must leave alone.
    func inForce() async throws -> [String] {
        try await fleets() + texts("select coalesce(applied_oid, '') from sync_state")
            + texts("select kind || name || spec::text from resource where kind <> 'ResourceSync' order by 1")
            + texts("select path || encode(blob, 'hex') from manifest_file order by 1")
    }
}
