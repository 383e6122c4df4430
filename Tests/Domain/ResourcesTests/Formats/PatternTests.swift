import Resources
import Testing

@Suite("Scanners agree with their regular expressions") struct PatternTests {
    static let formats: [TextFormat] = [
        .dnsLabel, .resourceName, .providerName, .labelKey, .labelValue, .groupingKey, .variableName, .imageReference,
        .strictImageReference,
        .imageTag, .duration, .samplingInterval, .alertDuration, .percentage, .gitRevision, .systemdPattern,
        .cpuQuantity, .memoryQuantity,
        .bearerToken, .semanticVersion, .versionRange, .tagOrDigest, .vulnerability, .unitState,
    ]

    @Test("On texts near and far from right ones", arguments: formats)
    func agree(_ format: TextFormat) throws {
        let regex = try Pattern(try #require(format.pattern))
        var generator = SeededGenerator(seed: 7)
        var accepted = 0
        let texts = PatternTexts.all(&generator)
        for text in texts
        where format.length.contains(text.unicodeScalars.count) && !PatternTexts.isBeyond(format, text) {
            let expected = regex.matches(text)
            accepted += expected ? 1 : 0
            #expect(format.matches(text) == expected, "\(format.name): \(text.debugDescription)")
        }
        #expect(accepted >= 5, "the texts must reach both answers")
    }

    @Test("Lengths count characters, and both ends belong to them")
    func lengths() {
        #expect(TextFormat.dnsLabel.matches(String(repeating: "a", count: 63)))
        #expect(!TextFormat.dnsLabel.matches(String(repeating: "a", count: 64)))
        #expect(!TextFormat.dnsLabel.matches(""))
        #expect(TextFormat.text(2...3).matches("üöä"))
        #expect(!TextFormat.text(2...3).matches("ü"))
        #expect(!TextFormat.text(2...3).matches("üöäü"))
        #expect(TextFormat.imageReference.matches("a/" + String(repeating: "b", count: 2046)))
        #expect(!TextFormat.imageReference.matches("a/" + String(repeating: "b", count: 2047)))
    }
}

extension TextFormat: CustomTestStringConvertible {
    /// What the test runner shows.
    public var testDescription: String { name }
}
