import Glibc
import Logging
import Synchronization

/// Writes log records to a stream, one line each: text for people at a terminal, JSON for everything else.
public struct LineLogHandler: LogHandler {
    /// The form of a line.
    public enum Format: Sendable {
        /// `2026-11-21T10:00:00.123Z warning label: message key=value`.
        case text
        /// One JSON object: `time`, `level`, `logger`, `message`, then the metadata under `metadata`.
        case json
    }

    /// Records below this level are dropped.
    public var logLevel: Logger.Level
    /// Metadata that goes with every record.
    public var metadata: Logger.Metadata = [:]
    /// Metadata from the surroundings of a record, for instance from a task.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: Format
    private let output: LogOutput

    /// A handler for one logger.
    public init(label: String, format: Format, level: Logger.Level, output: LogOutput) {
        self.label = label
        self.format = format
        self.logLevel = level
        self.output = output
    }

    /// The metadata under a key.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one record.
    public func log(event: LogEvent) {
        let record = LogRecord(
            time: Timestamp.now(), level: event.level, label: label, message: event.message.description,
            error: event.error.map { "\($0)" }, metadata: merged(event.metadata))
        switch format {
        case .text: output.write(record.text())
        case .json: output.write(record.json())
        }
    }

    /// The nearest wins: the record's own metadata, then the logger's, then the provider's.
    private func merged(_ own: Logger.Metadata?) -> Logger.Metadata {
        var result = metadataProvider?.get() ?? [:]
        result.merge(metadata) { $1 }
        if let own { result.merge(own) { $1 } }
        return result
    }
}

/// Where the lines of all log handlers go; one write for each line, so that lines of two threads never mix.
public struct LogOutput: Sendable {
    let write: @Sendable ([UInt8]) -> Void

    /// An output of one's own, for instance to look at the lines in a test.
    public init(_ write: @escaping @Sendable ([UInt8]) -> Void) {
        self.write = write
    }

    /// Standard error. A line that the system does not take is lost: logging never stops a program.
    public static let standardError = LogOutput { line in
        line.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    return
                }
                rest = rest.dropFirst(count)
            }
        }
    }
}
