import Secrets
import Testing

@testable import Git

@Suite("Addresses, references and paths are checked before anything is started")
struct AddressTests {
    @Test(
        "An address that is not one of a repository is refused, without being shown (P9)",
        arguments: ["", "/srv/git/a.git", "file:///etc", "ext::sh -c id", "https://user:canary@example.com/a.git"])
    func refusedAddress(_ url: String) throws {
        let error = #expect(throws: GitError.self) { try RemoteAddress(url) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.fix.isEmpty == false)
        #expect(error?.description.contains("canary") == false)
    }

    @Test(
        "An address is shown as it was written",
        arguments: ["HTTPS://example.com/a", "ssh://git@example.com/a.git", "git@example.com:a.git"])
    func acceptedAddress(_ url: String) throws {
        #expect(try RemoteAddress(url).display == url)
    }

    @Test("A credential belongs to a way of connecting (P9)")
    func fitting() {
        let key = GitCredential.key(Secret(text: "canary"), passphrase: nil)
        let pairs: [(String, GitCredential?, GitError.Code)] = [
            ("https://example.com/a", key, .invalidRequest), ("git@example.com:a", .token("canary"), .invalidRequest),
            ("ssh://example.com/a", .password(username: "a", password: "canary"), .invalidRequest),
            ("git@example.com:a", nil, .authentication),
            ("git@example.com:a", .key(Secret(text: "k"), passphrase: Secret(text: "canary\n")), .invalidRequest),
        ]
        for (url, credential, code) in pairs {
            let remote = GitRemote(organization: "o", url: url, credential: credential)
            let error = #expect(throws: GitError.self) { try remote.check() }
            #expect(error?.code == code)
            #expect(error?.description.contains("canary") == false)
        }
    }

    @Test(
        "A reference without sense is refused",
        arguments: ["", "a b", "a\nb", "a\u{0}", String(repeating: "a", count: 1025)])
    func refusedReference(_ name: String) {
        let error = #expect(throws: GitError.self) { try ReferenceName.check(name) }
        #expect(error?.code == .invalidRequest)
    }

    @Test(
        "A path that leaves the tree is refused",
        arguments: ["..", "/..", "a/../b", "./a", "a/.", "a\nb", "\u{0}", String(repeating: "a", count: 4097)])
    func refusedPath(_ path: String) {
        let error = #expect(throws: GitError.self) { try RepositoryPath.normalise(path) }
        #expect(error?.code == .invalidRequest)
    }

    @Test(
        "A path loses the slashes that mean nothing",
        arguments: [("/", ""), ("", ""), ("//a//b/", "a/b"), ("a b/ü", "a b/ü")])
    func normalisedPath(_ path: String, _ expected: String) throws {
        #expect(try RepositoryPath.normalise(path) == expected)
    }

    @Test(
        "A name of an object is 40 hexadecimal digits",
        arguments: ["", "abc", String(repeating: "g", count: 40), String(repeating: "a", count: 41)])
    func refusedObjectID(_ text: String) {
        #expect(ObjectID(hex: text) == nil)
    }

    @Test("A name of an object comes back as it was")
    func objectID() {
        #expect(
            ObjectID(hex: "00112233445566778899AABBCCDDEEFF01234567")?.hex == "00112233445566778899aabbccddeeff01234567"
        )
    }
}
