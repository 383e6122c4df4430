import CLibPQ

/// The rows that a statement returned, read in place; valid only in the closure that ran the statement.
public struct Rows: RandomAccessCollection {
    private let result: StatementResult

    init(_ result: StatementResult) { self.result = result }

    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { Int(PQntuples(result.pointer)) }
    /// The row at `index`, from 0.
    public subscript(index: Int) -> Row {
        precondition(indices.contains(index), "row index out of range")
        return Row(result: result, row: Int32(index))
    }
    /// How many rows the statement inserted, updated, deleted or returned.
    public var affected: Int { PQcmdTuples(result.pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// The only row, for statements that always return one.
    public func one() throws(SQLError) -> Row {
        guard count == 1, let row = first else {
            throw SQLError(.unexpectedType, "a statement returned \(count) rows where it must return one")
        }
        return row
    }
}

/// Owns a `PGresult`.
final class StatementResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQclear(pointer) }
}
