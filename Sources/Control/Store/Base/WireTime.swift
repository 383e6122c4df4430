/// Times in answers: RFC 3339 in UTC.
enum WireTime {
    /// A SQL expression for the text of a `timestamptz` expression.
    static func text(_ expression: String) -> String {
        "to_char(\(expression) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    }
}
