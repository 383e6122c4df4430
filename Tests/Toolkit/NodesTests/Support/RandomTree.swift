import Nodes

/// Trees that try hard to be misread: strings that look like numbers, words of YAML 1.1, spaces, breaks and controls.
enum RandomTree {
    static func node(_ random: inout SeededGenerator, depth: Int = 0) -> Node {
        switch Int.random(in: 0..<(depth > 4 ? 6 : 10), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .integer(.random(in: .min ... .max, using: &random))
        case 3: .number(.random(in: -1e6...1e6, using: &random))
        case 4, 5: .string(text(&random))
        case 6, 7: .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in node(&random, depth: depth + 1) })
        default: object(&random, depth: depth)
        }
    }

    private static func object(_ random: inout SeededGenerator, depth: Int) -> Node {
        var entries: [(String, Node?)] = []
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            let key = text(&random)
            if !entries.contains(where: { $0.0 == key }) { entries.append((key, node(&random, depth: depth + 1))) }
        }
        return .object(entries)
    }

    static func text(_ random: inout SeededGenerator) -> String {
        if Int.random(in: 0..<3, using: &random) == 0 { return tricky.randomElement(using: &random) ?? "" }
        let count = Int.random(in: 0..<8, using: &random)
        return (0..<count).map { _ in fragments.randomElement(using: &random) ?? "" }.joined()
    }

    private static let tricky = [
        "", " ", "~", "null", "Null", "true", "True", "yes", "No", "on", "off", "y", "0", "-1", "+1", "007", "0644",
        "0o17", "0x1F", "1e3",
        "1.", ".5", ".inf", "-.INF", ".nan", "1_000", "12:30:00", "2001-12-14", "2001-12-14t21:59:43Z", "=", "<<", "-",
        "- a", "?", "? a",
        ":", "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "!!str a", "|", ">", "%a", "@a", "`a", "{", "[a]", "---",
        "...", "--- a", "\"", "'",
        "\\", "{{ .metadata.name }}", "a\n", "a\n\n", "\na", " a\nb", "a\n b\n", "a\nb  \n", "a\n  ", "a\n\n\nb",
        "a\r\nb", "\ta\nb", "a\n\tb",
        "a\n---\nb", "a\n# b\n", "\u{85}", "\u{2028}x", "\u{FEFF}", "\u{1}", "\u{7F}", "é\nü", "𝄞", "\u{FFFE}",
        String(repeating: "k", count: 2000),
        String(repeating: "é: ", count: 700),
    ]

    private static let fragments = [
        "a", "b", "1", "-", ":", " ", "  ", "\n", "#", "'", "\"", "\\", "\t", "é", "𝄞", ",", "[", "}", "|", "\r",
        "\u{1}", "\u{A0}", "%", "!",
    ]
}
