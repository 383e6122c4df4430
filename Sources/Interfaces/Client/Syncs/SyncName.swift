import Console
import Resources

/// The name of a ResourceSync as it is written on the command line.
public struct SyncName: Sendable, Equatable {
    let text: String

    /// Reads `NAME`, also as `resourcesync/NAME`.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ word: String) throws(ClientError) {
        if word.contains("/") {
            text = try ObjectSelection([word], of: [.resourceSync]).names[0]
        } else if word.isEmpty {
            throw .usage("The name of the sync is missing.")
        } else {
            text = word
        }
    }

    /// The path of what lies below the sync.
    func path(_ part: String) -> RequestPath { RequestPath("resourcesyncs", text, part) }
}

/// Lengths of time as people write them: `90s`, `30m`, `2h`, `7d`.
enum SpanText {
    private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]

    /// The seconds of a text; nil when it is no length of time.
    static func seconds(_ text: String) -> Int64? {
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count > 0 else {
            return nil
        }
        let (seconds, isTooLong) = count.multipliedReportingOverflow(by: unit)
        return isTooLong ? nil : seconds
    }
}
