/// Small files in which the kernel and the distribution say what the machine is. They belong to the host, not to the
/// root directory that an agent may be confined to.
enum HostFile {
    static func text(_ path: String) -> String? {
        (try? AgentFile.read(path, limit: 256 * 1024)).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The first line without the white space around it.
    static func line(_ path: String) -> String? {
        text(path)?.split(whereSeparator: \.isNewline).first.map { trim($0) }
    }

    /// `KEY=value` lines, quotes around the value removed.
    static func assignments(_ path: String) -> [String: String] {
        var result: [String: String] = [:]
        for line in (text(path) ?? "").split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "="), !line.hasPrefix("#") else { continue }
            let value = line[line.index(after: equals)...]
            result[String(line[..<equals])] = String(value.drop { $0 == "\"" }.prefix { $0 != "\"" })
        }
        return result
    }

    static func trim(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
