import Testing

@testable import DeviceAgent

struct EncodingTests {
    @Test(
        "base64 of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(
        "what is not base64 is refused",
        arguments: ["Z", "Zg", "Zg=", "Zg===", "Z===", "====", "Zg==Zg==", "Zm9v!", "Zm 9v", "=Zm9"])
    func notBase64(_ text: String) { #expect(Base64.decode(text) == nil) }

    @Test("line ends within base64 are allowed")
    func wrapped() { #expect(Base64.decode("Zm9v\r\nYmFy\n") == Array("foobar".utf8)) }

    @Test("random bytes come back from base64")
    func roundTrip() {
        var random = SeededGenerator(seed: 1)
        for length in 0..<300 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test(
        "timestamps are RFC 3339 in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_792_000_000, "2026-10-14T17:46:40Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        ])
    func timestamps(_ seconds: Int, _ text: String) { #expect(Timestamp.text(seconds) == text) }

    @Test(
        "durations",
        arguments: [
            ("10s", 10_000), ("1m30s", 90_000), ("500ms", 500), ("2h", 7_200_000), ("0", 0), ("0s", 0),
        ])
    func durations(_ text: String, _ milliseconds: Int) {
        #expect(DurationText.parse(text) == .milliseconds(milliseconds))
    }

    @Test(
        "what is not a duration is refused",
        arguments: ["", "10", "s", "-1s", "1.5s", "10 s", "1d", "s10", "10sm", "99999999999s", "999999999h"])
    func notDurations(_ text: String) { #expect(DurationText.parse(text) == nil) }

    @Test(
        "label values from any text",
        arguments: [
            ("host-1.example", "host-1.example"), ("Red Hat Enterprise Linux", "Red-Hat-Enterprise-Linux"),
            ("--x--", "x"),
            ("ü", ""), ("", ""), ("a/b:c", "a-b-c"),
        ])
    func labels(_ text: String, _ value: String) { #expect(EnrollmentLabels.sanitized(text) == value) }

    @Test("a label value has at most 63 characters and ends with a letter or digit")
    func longLabels() {
        let value = EnrollmentLabels.sanitized(String(repeating: "a", count: 62) + ".bcd")
        #expect(value == String(repeating: "a", count: 62))
    }
}
