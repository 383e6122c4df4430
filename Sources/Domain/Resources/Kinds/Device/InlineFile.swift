/// A file written into a spec.
public struct InlineFile: Described {
    /// The most bytes that the decoded content may have.
    public static let largest = 1 << 20
    /// The mode of a file that names none.
    public static let defaultMode: Int64 = 0o644

    /// The file on the device.
    public var path = ""
    /// The content, as text or in base64.
    public var content = ""
    /// How the content is written; nil is plain.
    public var contentEncoding: ContentEncoding?
    /// The permission bits; nil is ``defaultMode``.
    public var mode: Int64?
    /// The owner; nil is root.
    public var user: String?
    /// The group; nil is root.
    public var group: String?

    /// An empty file without a path.
    public init() {}

    /// The content as bytes; nil when it says base64 and is none.
    public var bytes: [UInt8]? { contentEncoding.decode(content) }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("path", &path, .absolutePath.templated(), doc: "The file on the device.")
        v.field("content", &content, .text().templated(), doc: "The content of the file, at most 1 MiB.")
        v.field("contentEncoding", &contentEncoding, doc: "How the content is written: plain (default) or base64.")
        v.field(
            "mode", &mode, .fileMode,
            doc: "The permission bits, in YAML with a leading zero such as 0644, which is the default.")
        v.field("user", &user, .userName, doc: "The owner; root by default.")
        v.field("group", &group, .userName, doc: "The group; root by default.")
    }

    /// Path, encoding, size and placeholders of the content.
    public mutating func check(_ report: Report) {
        report.checkAllowed(path, at: "path")
        report.checkContent(content, contentEncoding, most: Self.largest)
        guard report.judgesContent, let file = ContentFile(path, content, contentEncoding, at: ["content"], report)
        else { return }
        file.checkSecrets()
        HookFile(file)?.check(path: ["path"])
    }
}

/// How the content of a file is written in a document.
public enum ContentEncoding: String, Word {
    /// As it is.
    case plain
    /// In base64 with padding.
    case base64
}

extension ContentEncoding? {
    /// The bytes that a text stands for; nil when it says base64 and is none.
    public func decode(_ content: String) -> [UInt8]? {
        self == .base64 ? Base64.decode(content) : Array(content.utf8)
    }
}
