/// RFC 3339: other readers of a status stop at a time that is none, so the form and the ranges are both looked at.
struct TimestampText {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        var text = TimestampText(bytes: bytes, index: bytes.startIndex)
        return text.isDate() && text.take("T") && text.isTime() && text.isFraction() && text.isZone()
            && text.index == bytes.endIndex
    }

    private mutating func isDate() -> Bool {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2) else {
            return false
        }
        guard (1...12).contains(month) else { return false }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return (1...days).contains(day)
    }

    private mutating func isTime() -> Bool {
        guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2) else {
            return false
        }
        return hour < 24 && minute < 60 && second < 60
    }

    /// Nothing, or a point and one to nine digits.
    private mutating func isFraction() -> Bool {
        guard take(".") else { return true }
        let first = index
        while number(1) != nil {}
        return (1...9).contains(index - first)
    }

    private mutating func isZone() -> Bool {
        if take("Z") { return true }
        guard take("+") || take("-"), let hour = number(2), take(":"), let minute = number(2) else { return false }
        return hour < 24 && minute < 60
    }

    private mutating func number(_ digits: Int) -> Int? {
        guard index + digits <= bytes.endIndex else { return nil }
        var value = 0
        for byte in bytes[index..<index + digits] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        index += digits
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.endIndex, UInt32(bytes[index]) == character.value else { return false }
        index += 1
        return true
    }
}
