import Rendering
import Testing

@Suite("Source mapping")
struct SourceMappingTests {
    private func reference(_ path: String) -> SourceReference {
        SourceReference(provider: "p", repository: "r", place: .git(revision: "main", path: path))
    }

    private func file(_ path: String, content: [UInt8]? = [1], executable: Bool = false, link: Bool = false)
        -> RepositoryFile
    {
        RepositoryFile(path: path, isExecutable: executable, content: content, isLink: link)
    }

    @Test(
        "a directory is mapped onto the root, one file onto its name",
        arguments: [
            ("", "etc/motd", "/etc/motd"), ("site", "site/etc/motd", "/etc/motd"),
            ("site/", "site/etc/motd", "/etc/motd"),
            ("Größe/ü", "Größe/ü/etc/motd", "/etc/motd"), ("etc/motd", "etc/motd", "/motd"), ("motd", "motd", "/motd"),
        ])
    func targets(root: String, path: String, expected: String) throws {
        #expect(try reference(root).map([file(path)]).map(\.path) == [expected])
    }

    @Test("a document of a web server becomes the one file that it is for, and never a directory of others")
    func document() throws {
        let reference = SourceReference(
            provider: "p", repository: "r", place: .http(suffix: "/a/b", filePath: "/etc/motd"))
        #expect(try reference.map([1, 2]) == [SourceFile(path: "/etc/motd", mode: 0o644, content: [1, 2])])
        #expect(throws: RenderError.self) { try self.reference("x").map([1, 2] as [UInt8]) }
    }

    @Test("modes are those that git knows")
    func modes() throws {
        let files = try reference("").map([file("a"), file("b", executable: true)])
        #expect(files.map(\.mode) == [0o644, 0o755])
    }

    @Test("links, large files and the agent's own places are refused, naming the provider")
    func refusals() {
        let wrong = [
            file("a", link: true), file("a", content: nil), file("etc/flightctl/certs/x"),
            file("var/lib/flightctl/desired.json"),
        ]
        for file in wrong {
            let error = #expect(throws: RenderError.self) { try reference("").map([file]) }
            #expect(error?.description.hasPrefix("config provider 'p': ") == true)
        }
    }
}
