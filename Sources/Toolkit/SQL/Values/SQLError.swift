/// What went wrong between the program and Postgres, and what to do about it.
///
/// Neither `message` nor `description` ever holds a parameter's value or a password: Postgres quotes values in its
/// detail and in its messages about malformed input, so the former is dropped and the latter are cut before the
/// quotation.
public struct SQLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: String, Sendable {
        /// The database address cannot be read.
        case address
        /// The server cannot be reached, refused the connection, or the connection was lost before anything was
        /// committed.
        case connection
        /// The connection was lost while COMMIT was under way: the transaction may or may not have been committed.
        case outcomeUnknown
        /// A statement ran longer than its limit.
        case timeout
        /// The server cancelled the statement on behalf of somebody else than the calling task.
        case cancelled
        /// Too many calls are waiting for a connection.
        case busy
        /// The database was closed.
        case closed
        /// A row with the same key exists; `constraint` names the index.
        case uniqueViolation
        /// A row that this one refers to is missing, or one that refers to it is still there.
        case foreignKey
        /// A check, not-null or exclusion constraint was violated.
        case constraint
        /// Two transactions were in each other's way (serialization failure or deadlock) more often than is retried.
        case serialization
        /// A parameter cannot be sent to Postgres, for example because its text holds NUL.
        case invalidParameter
        /// Postgres could not read a value as the type that the statement asks for.
        case invalidValue
        /// A column was NULL where the caller asked for a value.
        case unexpectedNull
        /// A column does not exist in the result or is not of the type that the caller asked for.
        case unexpectedType
        /// A statement in `Database.read` tried to write.
        case readOnly
        /// A transaction's body returned normally although one of its statements had failed.
        case failedTransaction
        /// The statement is wrong: syntax, unknown table or column, missing permission.
        case syntax
        /// The server is out of memory, disk or connections.
        case resources
        /// Anything else; see `sqlState`.
        case other
    }

    /// What kind of failure this is.
    public var code: Code
    /// The five-character SQLSTATE when the error came from the server.
    public var sqlState: String?
    /// What happened, without values.
    public var message: String
    /// The violated constraint or index, where there is one.
    public var constraint: String?
    /// What to do about it.
    public var hint: String

    /// Makes an error; `hint` defaults to the advice that fits `code`.
    public init(
        _ code: Code, _ message: String, sqlState: String? = nil, constraint: String? = nil, hint: String? = nil
    ) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
        self.constraint = constraint
        self.hint = hint ?? code.advice
    }

    /// One line: what happened, the SQLSTATE, and what to do.
    public var description: String {
        let state = sqlState.map { " (SQLSTATE \($0))" } ?? ""
        return "\(message)\(state); \(hint)"
    }
}

extension SQLError.Code {
    var advice: String {
        switch self {
        case .address: "give a postgres:// URL or a key=value connection string"
        case .connection: "check that PostgreSQL runs and that the database address is right, then try again"
        case .outcomeUnknown: "look whether the change is there before doing it again"
        case .timeout: "try again when the server is less busy, or raise the statement time-out"
        case .cancelled: "try again"
        case .busy: "try again a little later, or raise the number of SQL threads"
        case .closed: "the program is shutting down"
        case .uniqueViolation: "choose another name, or update the row that exists"
        case .foreignKey: "create what is referred to first, or remove what still refers to the row"
        case .constraint: "correct the value"
        case .serialization: "try again"
        case .invalidParameter: "remove the character that cannot be stored"
        case .invalidValue: "give the value in the form that the column's type needs"
        case .unexpectedNull, .unexpectedType:
            "this is a defect: the statement and the code that reads its result differ"
        case .readOnly: "this is a defect: statements that write belong into a transaction"
        case .failedTransaction: "this is a defect: nothing can follow a failed statement in its transaction"
        case .syntax: "this is a defect, or the database's tables are from another version of the program"
        case .resources: "give the database server more disk, memory or connections"
        case .other: "see the database server's log"
        }
    }
}

extension SQLError.Code {
    /// Whether other calls most likely fail as well, whatever they ask for: the server is away, overloaded or not to
    /// be written to.
    public var isOfServer: Bool {
        switch self {
        case .address, .connection, .outcomeUnknown, .busy, .closed, .readOnly, .resources: true
        case .timeout, .cancelled, .uniqueViolation, .foreignKey, .constraint, .serialization, .invalidParameter,
            .invalidValue, .unexpectedNull, .unexpectedType, .failedTransaction, .syntax, .other:
            false
        }
    }
}
