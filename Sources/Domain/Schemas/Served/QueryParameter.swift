import Nodes

/// A parameter of a query.
struct QueryParameter: Sendable {
    let name: String
    let summary: String
    let schema: Node
    var isRequired = false

    static let organization = QueryParameter(
        name: "org_id", summary: "The organization; the token's own by default.",
        schema: .type("string", ("format", .string("uuid"))))
    static let fieldSelector = QueryParameter(
        name: "fieldSelector", summary: "Conditions on fields, joined by commas, such as metadata.name in (a,b).",
        schema: .type("string"))
    static let labelSelector = QueryParameter(
        name: "labelSelector", summary: "Conditions on labels, joined by commas, such as site=berlin,stage!=test.",
        schema: .type("string"))
    static let limit = QueryParameter(
        name: "limit", summary: "At most so many items; 0 means 1000, which is the most.",
        schema: .type("integer", ("minimum", .integer(0)), ("maximum", .integer(1000))))
    static let next = QueryParameter(
        name: "continue", summary: "The token of the page before.", schema: .type("string"))
    static let devicesSummary = flag("addDevicesSummary", "Adds counts of the devices of each fleet.")
    static let summaryOnly = flag("summaryOnly", "Counts and no items; not together with limit or continue.")
    static let order = QueryParameter(
        name: "order", summary: "Newest first (desc, the default) or oldest first.",
        schema: .type("string", ("enum", .array([.string("asc"), .string("desc")]))))
    static let labelKind = QueryParameter(
        name: "kind", summary: "Whose labels: Device.", schema: .type("string", ("enum", .array([.string("Device")]))),
        isRequired: true)
    static let certificateRequest = QueryParameter(
        name: "csr", summary: "The CertificateSigningRequest whose certificate is wanted.", schema: .type("string"))
    static let knownVersion = QueryParameter(
        name: "knownRenderedVersion", summary: "The version that is known already: then 204 instead of the same again.",
        schema: .type("string"))

    /// What all lists take.
    static let ofLists = [labelSelector, fieldSelector, limit, next]

    private static func flag(_ name: String, _ summary: String) -> QueryParameter {
        QueryParameter(name: name, summary: summary, schema: .type("boolean", ("default", .bool(false))))
    }
}
