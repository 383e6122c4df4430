/// A shell pattern for one segment of a path: `*`, `?`, `[a-z]`, `[!a-z]` and `\` before a character that means itself.
///
/// Matching takes at most pattern times text steps, whatever the pattern.
struct Wildcard: Sendable {
    private enum Part: Sendable {
        case scalar(Unicode.Scalar)
        case anyOne
        case anyNumber
        case range([ClosedRange<Unicode.Scalar>], negated: Bool)
    }

    private let parts: [Part]

    init(_ pattern: some StringProtocol) {
        let scalars = Array(pattern.unicodeScalars)
        var parts: [Part] = []
        var index = 0
        while index < scalars.count { parts.append(Self.part(scalars, &index)) }
        self.parts = parts
    }

    private static func part(_ scalars: [Unicode.Scalar], _ index: inout Int) -> Part {
        defer { index += 1 }
        switch scalars[index] {
        case "*": return .anyNumber
        case "?": return .anyOne
        case "[": return ranges(scalars, &index) ?? .scalar(scalars[index])
        case "\\" where index + 1 < scalars.count:
            index += 1
            return .scalar(scalars[index])
        case let scalar: return .scalar(scalar)
        }
    }

    /// What stands in brackets; nil, and `index` as it was, when they are not closed.
    private static func ranges(_ scalars: [Unicode.Scalar], _ index: inout Int) -> Part? {
        var place = index + 1
        let negated = place < scalars.count && (scalars[place] == "!" || scalars[place] == "^")
        if negated { place += 1 }
        let first = place
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while place < scalars.count {
            if scalars[place] == "]", place > first {
                index = place
                return .range(ranges, negated: negated)
            }
            let low = scalars[place]
            let isRange =
                place + 2 < scalars.count && scalars[place + 1] == "-"
                && scalars[place + 2] != "]"
            let high = isRange ? scalars[place + 2] : low
            if low <= high { ranges.append(low...high) }
            place += isRange ? 3 : 1
        }
        return nil
    }

    /// Whether the whole text fits.
    func matches(_ text: some StringProtocol) -> Bool {
        let text = Array(text.unicodeScalars)
        var (place, part) = (0, 0)
        // Where to go on when the present try fails: the last star, taking one scalar more.
        var retry: (place: Int, part: Int)?
        while place < text.count {
            if part < parts.count, case .anyNumber = parts[part] {
                part += 1
                retry = (place, part)
            } else if part < parts.count, Self.fits(parts[part], text[place]) {
                (place, part) = (place + 1, part + 1)
            } else if let last = retry {
                retry = (last.place + 1, last.part)
                (place, part) = (last.place + 1, last.part)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .anyNumber = $0 { true } else { false } }
    }

    private static func fits(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
        switch part {
        case .scalar(let wanted): wanted == scalar
        case .anyOne: true
        case .range(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
        case .anyNumber: false
        }
    }
}
