/// The two dialects of JSON Schema that are written.
enum SchemaDialect: Sendable {
    /// Draft 7, closed, for what people write in YAML: the newest one that the editors' language servers read whole.
    case draft07
    /// The one of OpenAPI 3.0, open, for what the wire carries in JSON.
    case openAPI

    /// Where the schema of a part is found in the same document.
    func pointer(_ name: String) -> String {
        switch self {
        case .draft07: "#/definitions/\(name)"
        case .openAPI: "#/components/schemas/\(name)"
        }
    }
}
