import Testing

@testable import Git

@Suite("Addresses, references and paths are checked before anything is started")
struct AddressTests {
    @Test(
        "An address that is not plain http or https is refused (P9)",
        arguments: [
            "", "git.example.com/a.git", "/srv/git/a.git", "./a.git", "file:///srv/git/a.git", "FILE:///etc",
            "ext::sh -c id",
            "ssh://git@example.com/a.git", "git@example.com:a.git", "git://example.com/a.git", "ftp://example.com/a",
            "http:/example.com/a", "http//example.com", "https://", "https:///a.git", "https://:443/a",
            "https://user@example.com/a.git", "https://user:canary@example.com/a.git", "https://@example.com/a",
            "https://example.com/a.git?token=x", "https://example.com/a.git#main", "https://example.com/a b.git",
            "https://example.com/a\n.git", "https://example.com/\u{7f}", "https://exämple.com/a.git",
            "https://-oProxy/a.git",
            "https://example.com:0/a", "https://example.com:99999/a", "https://example.com:+1/a",
            "https://example.com:/a",
            "https://example.com:80:80/a", "https://[::1/a", "https://[::1]x/a", "https://[zz]/a",
            "https://ex%61mple.com/a",
            "https://example.com\\@evil.example/a", "https://" + String(repeating: "a", count: 2048),
        ])
    func refusedAddress(_ url: String) throws {
        let error = #expect(throws: GitError.self) { try RemoteAddress(url) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.fix.isEmpty == false)
        #expect(error?.description.contains("canary") == false)
    }

    @Test(
        "An http or https address is accepted",
        arguments: [
            "http://example.com/a.git", "https://example.com", "HTTPS://example.com/a",
            "https://example.com:8443/team/a.git",
            "https://127.0.0.1:3000/a.git", "https://[2001:db8::1]:8443/a.git", "https://git_host.example-1.com/a",
        ])
    func acceptedAddress(_ url: String) throws {
        #expect(try RemoteAddress(url).display == url)
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
