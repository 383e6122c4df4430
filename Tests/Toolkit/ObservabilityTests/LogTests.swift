import Logging
import Nodes
import Observability
import Synchronization
import Testing

@Suite("A log line")
struct LogTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
        var output: LogOutput {
            LogOutput { line in self.all.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
        }
    }

    private func logger(_ format: LineLogHandler.Format, _ lines: Lines, level: Logger.Level = .trace) -> Logger {
        Logger(label: "test") { LineLogHandler(label: $0, format: format, level: level, output: lines.output) }
    }

    private static let hostile = [
        "plain", "two\nlines", "quote \" back \\ slash", "\u{1B}[31mred", "\u{1}control", "Grüße 🐦", "\u{2028}",
    ]

    @Test("as JSON is one line that reads back", arguments: hostile)
    func json(text: String) throws {
        let lines = Lines()
        var logger = logger(.json, lines)
        logger[metadataKey: "sync"] = .string(text)
        logger.info("\(text)", metadata: ["list": [.string(text), "b"], "map": ["k": .string(text)]])
        let line = try #require(lines.all.withLock { $0.first })
        #expect(line.filter { $0 == "\n" }.count == 1 && line.hasSuffix("\n"))
        let node = try JSON.parse(Array(line.utf8), limits: .wire)
        #expect(node["message"]?.string == text)
        #expect(node["level"]?.string == "info")
        #expect(node["logger"]?.string == "test")
        #expect(node["metadata"]?["sync"]?.string == text)
        #expect(node["metadata"]?["list"]?.elements?.first?.string == text)
        #expect(node["metadata"]?["map"]?["k"]?.string == text)
        #expect(node["time"]?.string?.utf8.count == "2026-11-21T10:00:00.123Z".utf8.count)
    }

    @Test("as text cannot be forged and does not paint the terminal", arguments: hostile)
    func text(text: String) throws {
        let lines = Lines()
        logger(.text, lines).warning("\(text)", metadata: ["key": .string(text)])
        let line = try #require(lines.all.withLock { $0.first })
        #expect(line.dropLast().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x2028 })
        #expect(line.contains(" warning test: ") && line.contains(" key="))
    }

    @Test("is written from the logger's level upward, and the record's own metadata wins")
    func levels() throws {
        let lines = Lines()
        var logger = logger(.text, lines, level: .notice)
        logger[metadataKey: "a"] = "outer"
        logger.info("dropped")
        logger.notice("kept", metadata: ["a": "inner"])
        #expect(lines.all.withLock { $0.count } == 1)
        #expect(lines.all.withLock { $0[0] }.hasSuffix(" notice test: kept a=inner\n"))
    }
}
