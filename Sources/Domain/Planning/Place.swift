/// Where a document stands in a repository.
public struct Place: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Path from the root of the repository, without a leading slash.
    public let path: String
    /// Index of the document in its file, from 0.
    public let document: Int
    /// Line of the document's name, from 1.
    public let line: Int
    /// Column of the document's name, from 1.
    public let column: Int

    /// Names a place.
    public init(path: String, document: Int, line: Int, column: Int) {
        self.path = path
        self.document = document
        self.line = line
        self.column = column
    }

    /// `fleets/web.yaml:12:9`.
    public var description: String { "\(path):\(line):\(column)" }

    /// By path, then by document.
    public static func < (left: Place, right: Place) -> Bool {
        (left.path, left.document) < (right.path, right.document)
    }
}
