import FoundationEssentials
import Nodes
import Resources
import TestRepositories
import Testing

@testable import Validation

@Suite("Any bytes, through the whole of validation (P10)") struct FuzzTests {
    /// Bytes in the memory of the test, so that thousands of inputs need no disk.
    private struct Memory: ManifestSource {
        let files: [[UInt8]]

        var repository: String? { nil }

        func list() -> SourceListing {
            var listing = SourceListing()
            listing.files = files.indices.map { SourceFile(path: "f\($0).\($0 % 5 == 0 ? "json" : "yaml")") }
            return listing
        }

        func read(_ file: SourceFile) throws(SourceFailure) -> [UInt8] {
            guard let index = Int(file.path.dropFirst().prefix { $0 != "." }) else { throw .unreadable("no number") }
            return files[index]
        }
    }

    private static let sources: [[UInt8]] =
        (Corpus.wrong + Corpus.right).compactMap { FileManager.default.contents(atPath: $0.path).map { Array($0) } }
        .filter { (1..<6000).contains($0.count) } + [Array(Sample.fleet.utf8), Array(Sample.decimalMode.utf8)]

    @Test("Changed documents give findings and never a crash, and every format can show them", arguments: 0..<6)
    func mutated(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let files = (0..<200).map { _ in
            var bytes = Self.sources.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...5, using: &generator) { Self.mutate(&bytes, &generator) }
            return bytes
        }
        try check(files)
    }

    @Test("Random bytes do as well", arguments: 0..<3)
    func random(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(1000 + seed))
        let alphabet = Array(
            "{}[]:,-\"'*&!|>%@ #\n\r\t\u{1B}martlet: allow MR1305 because a\u{85}\u{2028}\u{FEFF}\u{0}".utf8)
        let files = (0..<200).map { index in
            (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                index.isMultiple(of: 2)
                    ? UInt8.random(in: 0...255, using: &generator) : alphabet.randomElement(using: &generator) ?? 0
            }
        }
        try check(files)
    }

    private func check(_ files: [[UInt8]]) throws {
        let result = try Validator(Memory(files: files)).run()
        #expect(result.files.count == files.count)
        for finding in result.findings { #expect(finding.start <= finding.end, "\(finding)") }
        for format in ReportFormat.allCases {
            let text = Judged(result, below: "none").report(format).output
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(format)")
            #expect(!text.contains("\u{1B}"))
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[index] = .random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(#"{}[]:,-"'*&!|>%@ #"#.utf8.randomElement(using: &generator) ?? 0, at: index)
        case 3: bytes.replaceSubrange(index..., with: bytes[..<index].suffix(60))
        default: bytes.insert(contentsOf: "\u{1B}[31m # martlet: allow MR1101 because x\r\n".utf8, at: index)
        }
    }
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
