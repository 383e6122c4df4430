public import Nodes

/// Where in the text that a field holds a finding stands: the text of a file, written into a document.
///
/// Counted in the decoded text, whose first line is line 1 whatever line of the document it stands on.
public struct ContentPlace: Sendable, Hashable {
    /// Where it starts.
    public var start: Position
    /// The first place behind it; equal to `start` when only that is known.
    public var end: Position
    /// Whether the field holds the text in base64, so that no place in the document shows it.
    public var isEncoded: Bool

    /// A place in the text of a field.
    public init(_ start: Position, _ end: Position, isEncoded: Bool = false) {
        self.start = start
        self.end = max(start, end)
        self.isEncoded = isEncoded
    }
}
