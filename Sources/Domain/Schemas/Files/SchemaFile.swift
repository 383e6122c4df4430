public import Resources

/// A file of the directory `schemas`, produced from the descriptions of the kinds.
public struct SchemaFile: Sendable, Equatable {
    /// The name within the directory.
    public let name: String
    /// The content, which ends with a line break.
    public let bytes: [UInt8]

    /// The schema of one kind.
    public static func of(_ kind: Kind) -> SchemaFile {
        SchemaFile(name: "\(kind.singular).schema.json", bytes: KindSchema.json(KindFacts(kind)))
    }

    /// The schema that chooses by `kind`.
    public static var combined: SchemaFile {
        SchemaFile(name: "martlet.schema.json", bytes: KindSchema.combined(KindFacts.all))
    }

    /// The OpenAPI documents of the API for people and of the API for devices.
    public static var served: [SchemaFile] {
        [
            SchemaFile(name: "openapi.json", bytes: OpenAPIDocument.user),
            SchemaFile(name: "openapi-agent.json", bytes: OpenAPIDocument.agent),
        ]
    }

    /// Every file, in the order of the names.
    public static var all: [SchemaFile] {
        (Kind.allCases.map(of) + [combined] + served).sorted { $0.name < $1.name }
    }
}
