/// The form that `-o` asks for.
public enum OutputFormat: String, Sendable, CaseIterable {
    /// Columns for people; the default.
    case table
    /// The table with more columns.
    case wide
    /// JSON as the server sent it, indented.
    case json
    /// The same as YAML.
    case yaml
    /// `KIND/NAME`, one a line.
    case name
}
