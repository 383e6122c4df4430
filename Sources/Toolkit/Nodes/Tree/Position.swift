/// A place in a text: line and column, both counted from 1. Columns count Unicode scalars.
///
/// Two words of 32 bits, because every node of a tree carries several; larger values are clamped.
public struct Position: Sendable, Hashable {
    private var packedLine: UInt32
    private var packedColumn: UInt32

    /// The place at `line` and `column`, both counted from 1.
    public init(line: Int, column: Int) {
        packedLine = UInt32(clamping: line)
        packedColumn = UInt32(clamping: column)
    }

    /// The first place of a text; also the place of everything that was built and not read.
    public static let start = Position(line: 1, column: 1)

    /// The line, from 1.
    public var line: Int {
        get { Int(packedLine) }
        set { packedLine = UInt32(clamping: newValue) }
    }

    /// The column in Unicode scalars, from 1.
    public var column: Int {
        get { Int(packedColumn) }
        set { packedColumn = UInt32(clamping: newValue) }
    }
}

extension Position: Comparable {
    /// Whether `left` stands before `right` in the text.
    public static func < (left: Position, right: Position) -> Bool {
        (left.packedLine, left.packedColumn) < (right.packedLine, right.packedColumn)
    }
}

extension Position: CustomStringConvertible {
    /// `line:column`, the form that editors and compilers use.
    public var description: String { "\(line):\(column)" }
}
