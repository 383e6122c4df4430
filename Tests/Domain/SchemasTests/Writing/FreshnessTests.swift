import FoundationEssentials
import Schemas
import Testing

@Suite("The directory schemas") struct FreshnessTests {
    private static let produced = SchemaFile.all
    private static let folder = "\(SampleDocuments.root)/schemas"

    @Test("holds what the descriptions produce", arguments: produced)
    func fresh(_ file: SchemaFile) {
        let held = FileManager.default.contents(atPath: "\(Self.folder)/\(file.name)").map(Array.init)
        // Not the bytes themselves, which would be shown one by one.
        #expect(held?.elementsEqual(file.bytes) == true, "stale: run martlet schema --output schemas")
    }

    @Test("holds nothing else")
    func nothingElse() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(names.sorted() == Self.produced.map(\.name))
    }

    @Test("is produced the same each time")
    func deterministic() { #expect(SchemaFile.all == Self.produced) }
}

extension SchemaFile: CustomTestStringConvertible {
    /// What the test runner shows.
    public var testDescription: String { name }
}
