import Resources

/// A regular expression of JSON Schema. Its classes mean ASCII, and it sees scalars.
struct Pattern {
    private let regex: Regex<AnyRegexOutput>

    init(_ text: String) throws {
        regex = try Regex(text).asciiOnlyDigits().asciiOnlyWordCharacters().matchingSemantics(.unicodeScalar)
    }

    func matches(_ text: String) -> Bool { text.wholeMatch(of: regex) != nil }
}

enum PatternTexts {
    private static let right = [
        "a", "a-b", "web-1.example.com", "example.com/site", "A_b.c-D", "PATH_1", "_x", "quay.io/org/app:1.2",
        "localhost:5000/a/b__c",
        "quay.io/a@sha256:" + String(repeating: "0f", count: 32), "a.b_c--d/e:latest", "UPPER.io:80/a-b/c:T_a.g-1",
        "90s", "10m", "0h", "07s",
        "24h", "100%", "0%", "99%", "7%", "main", "release/1.2_x-y", "nginx.service", "app-*@[0-9]?.timer", "a@b",
        #"dev-disk-by\x2d.device"#, "0.5",
        "12", ".5", "1.", "256m", "10g", "0b", "aa.bb.cc", "a-_.b-_.c-_", "xn--a.b", "",
        "/", "/etc/app/app.conf", "/a/../b", "/a/..b", "/..", "/./a", "/a//b", "/a/", "a/../b", "../a", "a/..", "...",
        "compose/app.env", "/data:ro", "/data:ro,z", "/data:", "/a/..:ro", "nginx", "user$", "1000", "-a",
        "Europe/Berlin",
        "America/Argentina/Salta", "UTC", "GMT+0", "GMT-0", "Etc/GMT+5", "Local", "CET", "EST5EDT", "Berlin",
        "https://git.example.com/a.git", "git@host:a b", "W-SU", "Europe/", "Europe",
        "1.4.2", "0.10.0-rc.1+build.7", "1.0.0--x", "1.0.0-0a.00b", ">=1.0.0 <1.4", "~1.2 ^2.0.1-a+b", "1.2 3.4 5.6",
        "CVE-2026-12345", "CVE-1999-0001", "CVE-2025-9999", "CVE-2024-123456", "CVE-2023-0042",
        "sha512:" + String(repeating: "aB", count: 16), "start-pre", "exited",
    ]
    private static let letters = Array(#"azAZ09-_./:@*?[]!\%smhbkgd +~ü"#.unicodeScalars)

    /// Right texts of all formats, each also with some changes, and texts of random letters.
    static func all(_ generator: inout SeededGenerator) -> [String] {
        var texts = right
        for text in right {
            for _ in 0..<12 { texts.append(changed(text, &generator)) }
        }
        for _ in 0..<200 {
            let length = Int.random(in: 1...6, using: &generator)
            texts.append(
                String(
                    String.UnicodeScalarView((0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" }))
            )
        }
        return texts
    }

    private static func changed(_ text: String, _ generator: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...2, using: &generator) {
            let index = Int.random(in: 0...scalars.count, using: &generator)
            let letter = letters.randomElement(using: &generator) ?? "a"
            if index == scalars.count || Bool.random(using: &generator) {
                scalars.insert(letter, at: index)
            } else if Bool.random(using: &generator) {
                scalars[index] = letter
            } else {
                scalars.remove(at: index)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Whether a limit that the regular expression does not express decides: parts of a label's key have their own lengths.
    static func isBeyond(_ format: TextFormat, _ text: String) -> Bool {
        format.name == "label-key" && text.split(separator: "/").contains { $0.utf8.count > 63 }
    }
}
