import Nodes

extension ServedRoute {
    /// The operation of the route. `common` are the parameters of all routes that know the caller.
    func operation(_ common: [QueryParameter]) -> Node {
        let parameters = pathParameters + (query + (isOpen ? [] : common)).map(\.reference)
        return .object([
            ("summary", .string(summary)), ("operationId", .string(identifier)),
            ("security", isOpen ? .array([]) : nil), ("parameters", parameters.isEmpty ? nil : .array(parameters)),
            ("requestBody", body.map { .object([("required", .bool(true)), ("content", .content($0))]) }),
            ("responses", responses),
        ])
    }

    /// Every schema that the route names.
    var schemas: [String] { [body, "Status"].compactMap(\.self) + answers.values.compactMap(\.self) }

    /// `getDevicesNameStatus`: the method and the words of the path.
    private var identifier: String {
        let words = path.split { "/{}.".contains($0) }.filter { $0 != "api" }
        return method.rawValue + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private var pathParameters: [Node] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            .object([
                ("name", .string(String(part.dropFirst().dropLast()))), ("in", .string("path")),
                ("required", .bool(true)), ("schema", .type("string")),
            ])
        }
    }

    private var responses: Node {
        let fine = answers.sorted { $0.key < $1.key }.map { code, schema in
            (
                String(code),
                Node.object([
                    (
                        "description",
                        .string(code >= 400 ? "Refused." : code == 204 ? "There is nothing to say." : "Done.")
                    ),
                    ("content", schema.map(Node.content)),
                ]) as Node?
            )
        }
        let known = isOpen ? refusals : [400, 401, 403, 503] + refusals
        let refused = Set(known).sorted().map { (String($0), Self.refusal) }
        return .object(fine + refused + [("default", Self.refusal)])
    }

    private static let refusal: Node? = .object([("$ref", .string("#/components/responses/Refused"))])

    /// The answer that all refusals have.
    static let refused = Node.object([
        ("description", .string("Refused; the message says why and what to do.")), ("content", .content("Status")),
    ])
}

extension QueryParameter {
    /// Where the parameter stands in the document.
    fileprivate var reference: Node { .object([("$ref", .string("#/components/parameters/\(name)"))]) }

    /// The parameter itself.
    var node: Node {
        .object([
            ("name", .string(name)), ("in", .string("query")), ("description", .string(summary)),
            ("required", isRequired ? .bool(true) : nil), ("schema", schema),
        ])
    }
}

extension Node {
    /// A body of JSON that has this schema.
    fileprivate static func content(_ schema: String) -> Node {
        let reference = Node.object([("$ref", .string(SchemaDialect.openAPI.pointer(schema)))])
        return .object([("application/json", .object([("schema", reference)]))])
    }
}
