/// Templates that parse, made of everything the subset has.
enum RandomTemplate {
    static func source(_ random: inout SeededGenerator, depth: Int = 0) -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in part(&random, depth: depth) }.joined()
    }

    private static func part(_ random: inout SeededGenerator, depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 2 ? 3 : 6), using: &random) {
        case 0: return " text "
        case 1, 2: return "{{- \(text(&random, depth: 0)) }}"
        case 3: return "{{ if \(condition(&random)) }}" + source(&random, depth: depth + 1) + "{{ end -}} "
        case 4:
            return "{{ if \(condition(&random)) }}1{{ else if \(condition(&random)) }}"
                + source(&random, depth: depth + 1) + "{{ else }}"
                + source(&random, depth: depth + 1) + "{{ end }}"
        default: return "{{ with \(text(&random, depth: 0)) }}{{ . }}{{ end }}"
        }
    }

    private static func text(_ random: inout SeededGenerator, depth: Int) -> String {
        let key = ["a", "b", "c", "d"].randomElement(using: &random) ?? "a"
        switch Int.random(in: 0..<(depth > 2 ? 4 : 8), using: &random) {
        case 0: return "$.metadata.name"
        case 1: return "$.metadata.labels.\(key)"
        case 2: return "(index $.metadata.labels \"\(key)\")"
        case 3: return "\"\(key)\""
        case 4: return "(index $.metadata.labels \(text(&random, depth: depth + 1)))"
        case 5: return "(getOrDefault $.metadata.labels \"\(key)\" \(text(&random, depth: depth + 1)))"
        case 6:
            return "(\(text(&random, depth: depth + 1)) | upper | printf \"%s-%q\" \(text(&random, depth: depth + 1)))"
        default: return "(or \(text(&random, depth: depth + 1)) \"x\")"
        }
    }

    private static func condition(_ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: "$.metadata.labels"
        case 1: "eq \(text(&random, depth: 1)) \(text(&random, depth: 1))"
        case 2: "not \(text(&random, depth: 1))"
        case 3: "and \(text(&random, depth: 1)) (lt (len $.metadata.labels) 3)"
        default: text(&random, depth: 1)
        }
    }
}
