import Resources
import Testing

@Suite("Kinds") struct KindTests {
    @Test(
        "A kind is found by its singular, plural and short name in any letter case",
        arguments: [
            ("device", Kind.device), ("Devices", .device), ("DEV", .device), ("fleets", .fleet), ("flt", .fleet),
            ("repositories", .repository),
            ("repo", .repository), ("resourcesyncs", .resourceSync), ("rs", .resourceSync), ("tv", .templateVersion),
            ("enrollmentrequests", .enrollmentRequest), ("er", .enrollmentRequest), ("csr", .certificateSigningRequest),
            ("ev", .event),
            ("org", .organization), ("CertificateSigningRequest", .certificateSigningRequest),
        ])
    func words(_ word: String, _ kind: Kind) { #expect(Kind(word: word) == kind) }

    @Test("Other words mean no kind", arguments: ["", "devicess", "repositorys", "pod", "d"])
    func others(_ word: String) { #expect(Kind(word: word) == nil) }

    @Test("No two kinds share a word")
    func unique() {
        let words = Kind.allCases.flatMap { [$0.singular, $0.plural, $0.shortName] }
        #expect(Set(words).count == words.count)
    }

    @Test("Only matchLabels make devices of a fleet's")
    func requiredLabels() {
        var spec = FleetSpec()
        #expect(spec.requiredLabels == nil)
        spec.selector = LabelSelector()
        #expect(spec.requiredLabels == nil)
        var expression = LabelExpression()
        (expression.key, expression.operator) = ("site", .exists)
        spec.selector?.matchExpressions = [expression]
        #expect(spec.requiredLabels == nil)
        spec.selector?.matchLabels = [:]
        #expect(spec.requiredLabels == nil)
        spec.selector?.matchLabels = ["site": "berlin"]
        #expect(spec.requiredLabels == ["site": "berlin"])
    }
}
