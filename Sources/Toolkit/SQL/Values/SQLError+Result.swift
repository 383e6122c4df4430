import CLibPQ

extension SQLError {
    /// The error that a failed result carries, without detail and context, since those quote values.
    init(result: OpaquePointer?) {
        let state = Self.text(martlet_pq_sqlstate(result))
        let message = Self.text(martlet_pq_message(result)) ?? "the database sent no answer"
        guard let state else {
            // Without a SQLSTATE the message is libpq's own, which means that the connection failed.
            self.init(.connection, "the connection to the database was lost")
            return
        }
        self.init(
            Code(sqlState: state, message: message), Self.withoutValues(message, sqlState: state), sqlState: state,
            constraint: Self.text(martlet_pq_constraint(result)) ?? Self.place(of: result))
    }

    /// Messages of class 22 end in the offending value after a colon, for example `invalid input syntax for type uuid:
    /// "x"`.
    private static func withoutValues(_ message: String, sqlState: String) -> String {
        guard sqlState.hasPrefix("22") else { return message }
        let head = message.prefix { $0 != ":" && $0 != "\"" }
        return head.isEmpty ? "a value is malformed" : String(head)
    }

    /// `table.column` for a not-null violation, which has no constraint name.
    private static func place(of result: OpaquePointer?) -> String? {
        guard let table = text(martlet_pq_table(result)), let column = text(martlet_pq_column(result)) else {
            return nil
        }
        return "\(table).\(column)"
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

extension SQLError.Code {
    /// The kind of failure that a SQLSTATE stands for.
    init(sqlState: String, message: String = "") {
        switch sqlState {
        case "23505": self = .uniqueViolation
        case "23503": self = .foreignKey
        case "40001", "40P01": self = .serialization
        case "25006": self = .readOnly
        case "25P02": self = .failedTransaction
        case "55P03", "25P03": self = .timeout
        case "57014": self = message.contains("timeout") ? .timeout : .cancelled
        case "57P01", "57P02", "57P03", "57P05": self = .connection
        default: self = Self.ofClass(sqlState.prefix(2))
        }
    }

    private static func ofClass(_ name: Substring) -> Self {
        switch name {
        case "08", "28": .connection
        case "22": .invalidValue
        case "23": .constraint
        case "42": .syntax
        case "53": .resources
        default: .other
        }
    }
}

extension SQLError {
    /// Prepared statements that the server no longer knows, or whose result changed under them by a migration.
    var isStalePlan: Bool {
        sqlState == "26000" || (sqlState == "0A000" && message.contains("cached plan"))
    }
}
