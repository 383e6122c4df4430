/// A text by lines, which end where the readers of YAML and JSON see them end: at a line feed, at a carriage return, or at
/// both together.
struct SourceLines {
    private let bytes: [UInt8]
    /// Where each line starts.
    private var starts: [Int] = [0]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        for index in bytes.indices {
            let isEnd =
                bytes[index] == 0x0A
                || (bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A))
            if isEnd { starts.append(index + 1) }
        }
    }

    /// How many lines there are, at least one.
    var count: Int { starts.count }

    /// A line, counted from 1, without its end; empty where there is none. A byte order mark belongs to no line.
    subscript(line: Int) -> ArraySlice<UInt8> {
        guard line >= 1, line <= starts.count else { return [] }
        let end = line < starts.count ? starts[line] : bytes.count
        var content = bytes[starts[line - 1]..<end]
        if content.last == 0x0A { content.removeLast() }
        if content.last == 0x0D { content.removeLast() }
        return line == 1 && content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content
    }

    /// The next line that holds more than a comment, among the hundred that follow; else the one that follows.
    func nextContent(after line: Int) -> Int {
        (line + 1...line + 100).first { next in
            let content = self[next].drop { $0 == 0x20 || $0 == 0x09 }
            return content.first.map { $0 != UInt8(ascii: "#") } ?? false
        } ?? line + 1
    }
}
