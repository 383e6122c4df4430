/// One of the five fields of a cron expression: its limits and the names of its values.
struct CronField {
    let range: ClosedRange<Int>
    var names: [String] = []

    static let all = [
        CronField(range: 0...59), CronField(range: 0...23), CronField(range: 1...31),
        CronField(
            range: 1...12, names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        CronField(range: 0...6, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ]

    /// The values that a list such as `1-5,10,*/20` stands for, as bits; nil when it is none.
    func set(_ text: Span<UInt8>) -> UInt64? {
        var result: UInt64 = 0
        let fits = text.everyPart(separatedBy: UInt8(ascii: ",")) { part in
            guard let bits = part.isEmpty ? nil : element(part) else { return false }
            result |= bits
            return true
        }
        return fits ? result : nil
    }

    /// `*`, `a`, `a-b`, each with `/step` if any; `a/step` runs to the end.
    private func element(_ text: Span<UInt8>) -> UInt64? {
        let slash = text.firstIndex(of: UInt8(ascii: "/"))
        var step = 1
        if let slash {
            guard let value = text.extracting((slash + 1)...).decimal(atMost: 1000), value > 0 else { return nil }
            step = value
        }
        guard let bounds = bounds(text.extracting(..<(slash ?? text.count)), isOpen: slash != nil) else { return nil }
        return stride(from: bounds.lowerBound, through: bounds.upperBound, by: step).reduce(0) { $0 | 1 << UInt64($1) }
    }

    private func bounds(_ text: Span<UInt8>, isOpen: Bool) -> ClosedRange<Int>? {
        if text.count == 1 && (text[0] == UInt8(ascii: "*") || text[0] == UInt8(ascii: "?")) { return range }
        if let dash = text.firstIndex(of: UInt8(ascii: "-")) {
            guard let from = value(text.extracting(..<dash)), let to = value(text.extracting((dash + 1)...)), from <= to
            else {
                return nil
            }
            return from...to
        }
        return value(text).map { $0...(isOpen ? range.upperBound : $0) }
    }

    private func value(_ text: Span<UInt8>) -> Int? {
        if let number = text.decimal(atMost: range.upperBound) { return number >= range.lowerBound ? number : nil }
        guard text.count == 3, text.allSatisfy({ $0.isLetter }) else { return nil }
        let index = names.firstIndex { name in
            let wanted = Array(name.utf8)
            return wanted.indices.allSatisfy { text[$0] & 0xDF == wanted[$0] }
        }
        return index.map { $0 + range.lowerBound }
    }
}
