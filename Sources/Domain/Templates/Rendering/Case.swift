/// Go's letter case: one character becomes one character, so `ß` stays.
enum Case {
    static func upper(_ text: String) -> String { map(text) { $0.properties.uppercaseMapping } }

    static func lower(_ text: String) -> String { map(text) { $0.properties.lowercaseMapping } }

    private static func map(_ text: String, _ mapping: (UnicodeScalar) -> String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let mapped = mapping(scalar).unicodeScalars
            result.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
        }
        return String(result)
    }
}
