import FoundationEssentials
import Subprocess
import TestSupport

/// Keys, and commits that are signed with them.
extension SyncFixture {
    /// Makes a key.
    /// - Returns: Its line of an allowed-signers file.
    func key(_ name: String) async throws -> String {
        let file = "\(directory)/\(name)"
        let made = try await Subprocess.run(
            .name("ssh-keygen"), arguments: ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file],
            output: .discarded, error: .discarded)
        guard made.terminationStatus.isSuccess else { throw TestSupportError("ssh-keygen failed") }
        return "\(name)@example.com "
            + (try String(contentsOfFile: "\(file).pub", encoding: .utf8)).filter { $0 != "\n" }
    }

    /// Commits on `main`, signed with a key.
    /// - Returns: The commit.
    @discardableResult
    func signed(_ name: String, _ changes: [String: HostedChange], merging other: String? = nil) async throws -> String
    {
        let plain = try await repository.commit(changes)
        let parents = try await repository.git("rev-list", "--parents", "-n", "1", plain).split(separator: " ")
            .dropFirst()
        let listed = (parents.map(String.init) + [other].compactMap { $0 }).flatMap { ["-p", $0] }
        let settings = ["gpg.format=ssh", "user.signingkey=\(directory)/\(name)", "user.name=t", "user.email=t@t"]
        let output = try await GitProgram.run(
            settings.flatMap { ["-c", $0] } + ["commit-tree", "-S", "-m", "signed"] + listed + ["\(plain)^{tree}"],
            in: repository.directory)
        let commit = String(decoding: output, as: UTF8.self).filter { $0 != "\n" }
        try await repository.git("update-ref", "refs/heads/main", commit)
        return commit
    }

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
