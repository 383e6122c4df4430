/// Where the server finds a secret that does not stand in git. An extension.
///
/// Only what is meant for manifests can be named: whoever writes one could otherwise send any file or variable of the
/// server to a host of his own.
public struct SecretReference: Described {
    /// A file below the server's directory of secrets, by its relative path.
    public var file: String?
    /// A variable of the server's environment whose name starts with `MARTLET_SECRET_`.
    public var variable: String?

    /// A reference to nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.oneOf(["file", "env"], .required)
        v.field("file", &file, .relativePath, doc: "A file below the server's --secrets-dir, by its relative path.")
        v.field(
            "env", &variable, .secretVariable,
            doc: "A variable of the server's environment; its name starts with MARTLET_SECRET_.")
    }
}

extension TextFormat {
    private static let prefix: StaticString = "MARTLET_SECRET_"

    /// The name of an environment variable that manifests may refer to.
    public static let secretVariable = TextFormat(
        name: "secret-variable", what: "the name of a variable for secrets",
        advice: "MARTLET_SECRET_ followed by capital letters, digits and “_”, such as MARTLET_SECRET_GIT_TOKEN",
        pattern: "^MARTLET_SECRET_[A-Z0-9_]+$", length: 1...256, rule: .secretReference,
        accepts: { text in
            guard text.has(prefix, at: 0), text.count > prefix.utf8CodeUnitCount else { return false }
            return text.extracting(prefix.utf8CodeUnitCount...).allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0.isDigit || $0 == UInt8(ascii: "_")
            }
        })
}
