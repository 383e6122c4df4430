/// A value for `$1`, `$2`, … of a statement.
///
/// The statement says the type where Postgres cannot know it: `unnest($1::text[], $2::jsonb[])`, `$3::bigint`.
/// Text and JSON must not hold NUL, which Postgres cannot store; `SQLError.Code.invalidParameter` says so.
public enum Parameter: Sendable {
    /// SQL NULL.
    case null
    /// Text, or the textual form of any other type.
    case text(String)
    /// `bigint`, and any narrower integer that the value fits.
    case int(Int64)
    /// `boolean`.
    case bool(Bool)
    /// `double precision`.
    case double(Double)
    /// `bytea`; any bytes.
    case bytes([UInt8])
    /// `json` or `jsonb` as UTF-8 text.
    case json([UInt8])
    /// `text[]`, or an array of any other type in textual form.
    case textArray([String])
    /// `text[]` with NULLs.
    case optionalTextArray([String?])
    /// `bigint[]`.
    case intArray([Int64])
    /// `bigint[]` with NULLs.
    case optionalIntArray([Int64?])
    /// `bytea[]`.
    case bytesArray([[UInt8]])
    /// `bytea[]` with NULLs.
    case optionalBytesArray([[UInt8]?])
    /// `json[]` or `jsonb[]`.
    case jsonArray([[UInt8]])
    /// `json[]` or `jsonb[]` with NULLs.
    case optionalJSONArray([[UInt8]?])
}

extension Parameter {
    /// `text`, or NULL for nil.
    public static func optionalText(_ value: String?) -> Parameter { value.map(Parameter.text) ?? .null }
    /// `bigint`, or NULL for nil.
    public static func optionalInt(_ value: Int64?) -> Parameter { value.map(Parameter.int) ?? .null }
    /// `bytea`, or NULL for nil.
    public static func optionalBytes(_ value: [UInt8]?) -> Parameter { value.map(Parameter.bytes) ?? .null }
    /// `jsonb`, or NULL for nil.
    public static func optionalJSON(_ value: [UInt8]?) -> Parameter { value.map(Parameter.json) ?? .null }
}
