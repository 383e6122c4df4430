import Logging

/// One log record and its two forms as a line.
struct LogRecord {
    var time: String
    var level: Logger.Level
    var label: String
    var message: String
    var error: String?
    var metadata: Logger.Metadata

    /// Keys in order, so that equal records are equal lines.
    private var sorted: [(key: String, value: Logger.MetadataValue)] {
        metadata.sorted { $0.key < $1.key }
    }

    func text() -> [UInt8] {
        var line = "\(time) \(level.rawValue) \(label): \(Self.oneLine(message))"
        if let error { line += " error=\(Self.quoted(error))" }
        for (key, value) in sorted { line += " \(Self.oneLine(key))=\(Self.quoted("\(value)"))" }
        line += "\n"
        return Array(line.utf8)
    }

    func json() -> [UInt8] {
        var line = JSONLine()
        line.member("time", time)
        line.member("level", level.rawValue)
        line.member("logger", label)
        line.member("message", message)
        if let error { line.member("error", error) }
        if !metadata.isEmpty {
            line.key("metadata")
            line.value(.dictionary(metadata))
        }
        return line.finish()
    }

    /// Control characters would let a message forge lines or paint the terminal.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isControl(scalar) {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    private static func quoted(_ text: String) -> String {
        let line = oneLine(text)
        guard line.isEmpty || line.utf8.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") }) else {
            return line
        }
        var result = "\""
        for character in line.unicodeScalars {
            if character == "\"" || character == "\\" { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}
