/// A configuration that cannot be used. The description says where, what and what to do.
public struct ConfigurationError: Error, Hashable, CustomStringConvertible {
    /// The file, and line and column where there is one: `config.yaml:3:5`.
    public var place: String
    /// What is wrong.
    public var message: String
    /// What to do about it.
    public var fix: String

    /// Place, message and what to do.
    public var description: String { "\(place): \(message) (\(fix))" }
}
