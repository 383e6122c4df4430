import FoundationEssentials
import Subprocess

/// An SSH key with which commits are signed.
public struct CommitKey: Sendable {
    /// The file with the private key.
    public let file: String
    /// What an allowed-signers file says of it; the principal is the key's name at example.com.
    public let allowedSigner: String

    /// Makes an ed25519 key in a directory.
    public init(_ name: String, in directory: String) async throws {
        file = "\(directory)/\(name)"
        let made = try await Subprocess.run(
            .name("ssh-keygen"), arguments: ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file],
            output: .discarded, error: .string(limit: 1 << 16))
        guard made.terminationStatus.isSuccess else {
            throw TestSupportError("ssh-keygen: \(made.standardError)")
        }
        let line = try String(contentsOfFile: "\(file).pub", encoding: .utf8).filter { $0 != "\n" }
        allowedSigner = "\(name)@example.com \(line)"
    }
}

extension HostedRepository {
    /// Commits on top of `main`, signed. Nobody ever sees the commit without its signature.
    ///
    /// - Parameter other: another parent, which makes it a merge.
    /// - Returns: The commit's name.
    @discardableResult
    public func commit(
        _ changes: [String: HostedChange], signedWith key: CommitKey, merging other: String? = nil
    ) async throws -> String {
        _ = try? await git("branch", "--force", "unsigned", "main")
        let plain = try await commit(changes, branch: "unsigned")
        let parents = try await git("rev-list", "--parents", "-n", "1", plain).split(separator: " ").dropFirst()
        let listed = (parents.map(String.init) + [other].compactMap { $0 }).flatMap { ["-p", $0] }
        let settings = ["gpg.format=ssh", "user.signingkey=\(key.file)", "user.name=t", "user.email=t@t"]
        let output = try await GitProgram.run(
            settings.flatMap { ["-c", $0] } + ["commit-tree", "-S", "-m", "signed"] + listed + ["\(plain)^{tree}"],
            in: directory)
        let commit = String(decoding: output, as: UTF8.self).filter { $0 != "\n" }
        try await git("update-ref", "refs/heads/main", commit)
        return commit
    }
}
