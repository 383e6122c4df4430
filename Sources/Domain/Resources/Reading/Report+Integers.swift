import Nodes

extension Report {
    func integer(_ node: Node, _ format: IntegerFormat, expected: String = "a whole number") -> Int64? {
        guard let value = format.notation == .fileMode ? fileMode(node) : node.integer else {
            wrongType(node, expected: expected)
            return nil
        }
        if !format.range.contains(value) {
            add(.outOfRange, "\(node.written) is not \(format.limits).", fix: "Write a number within these limits.")
        }
        return value
    }

    /// A mode with a leading zero is octal, as in every other tool, though YAML 1.2 would read it as decimal.
    private func fileMode(_ node: Node) -> Int64? {
        guard let scalar = node.scalar, scalar.isPlain else { return nil }
        if scalar.text.hasPrefix("0"), scalar.text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) {
            return Int64(scalar.text, radix: 8)
        }
        guard let value = node.integer else { return nil }
        warnOfDecimal(scalar.text, value)
        return value
    }

    /// `644` is 0o1204: three octal digits that give sticky or set-identifier bits were hardly meant as a decimal number.
    private func warnOfDecimal(_ text: String, _ value: Int64) {
        guard text.utf8.count == 3, value > 0o777, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) else { return }
        add(
            .decimalFileMode, "The decimal number \(text) is the mode 0\(String(value, radix: 8)).",
            fix: "Write 0\(text) if the permissions \(text) were meant.")
    }
}

extension IntegerFormat {
    fileprivate var limits: String {
        switch (range.lowerBound, range.upperBound) {
        case (0, 0o7777) where notation == .fileMode: "a file mode from 0 to 07777"
        case (let least, .max): "\(least) or more"
        case (let least, let most): "between \(least) and \(most)"
        }
    }
}
