/// What becomes of one field, with secrets hidden.
public struct FieldChange: Sendable, Hashable {
    /// Where it is, as in `spec.template.spec.config[web].inline[/etc/motd].content`: elements of lists by what names
    /// them, else by their index from 0.
    public let path: String
    /// The value before, as it would be written on one line; nil when there was none.
    public let before: String?
    /// The value after; nil when there is none any more.
    public let after: String?
    /// The lines of a unified diff without its header, instead of values, for a text of several lines.
    public let diff: [String]

    init(_ path: String, before: String?, after: String?, diff: [String] = []) {
        self.path = path
        self.before = before
        self.after = after
        self.diff = diff
    }
}
