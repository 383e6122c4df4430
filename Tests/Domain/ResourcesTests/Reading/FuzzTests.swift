import Resources
import Testing

@Suite("Any bytes (P10)") struct FuzzTests {
    @Test("Changed manifests give manifests or findings and never a crash", arguments: 0..<8)
    func mutated(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let corpus = (Corpus.wrong + Corpus.right).map { String(decoding: $0.bytes, as: UTF8.self) }
        let sources =
            [AcceptanceTests.fullFleet] + (RefusalTests.corpus.map(\.text) + corpus).filter { $0.utf8.count < 2000 }
        for _ in 0..<150 {
            var bytes = Array((sources.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, &generator) }
            let (manifests, findings) = ManifestReader.read(bytes, file: seed.isMultiple(of: 4) ? "a.json" : "a.yaml")
            for finding in findings { #expect(finding.start <= finding.end, "\(finding)") }
            for manifest in manifests { #expect(!manifest.specJSON.isEmpty) }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = .random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(#"{}[]:,-"'*&!|>%@ "#.utf8.randomElement(using: &generator) ?? 0, at: index)
        default: bytes.replaceSubrange(index..., with: bytes[..<index].suffix(40))
        }
    }
}
