import FoundationEssentials
import Testing

@Suite("Examples") struct ModelineTests {
    private static let files = SampleDocuments.right.filter { $0.path.hasPrefix("examples/") }

    @Test("there are some") func some() { #expect(Self.files.count >= 2) }

    @Test("name the schema that editors judge them by, where it is", arguments: files)
    func modeline(_ file: SampleDocuments.File) throws {
        let first = try #require(String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").first)
        let start = "# yaml-language-server: $schema="
        try #require(first.hasPrefix(start), "\(file)")
        let folder = URL(filePath: "\(SampleDocuments.root)/\(file.path)").deletingLastPathComponent()
        let schema = folder.appending(path: String(first.dropFirst(start.count))).standardized
        #expect(schema.path == "\(SampleDocuments.root)/schemas/martlet.schema.json")
    }
}
