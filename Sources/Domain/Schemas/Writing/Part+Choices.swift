import Nodes

extension Part {
    /// What says that of some fields only one may stand. A part with several such choices has them below `allOf`.
    var choiceSchemas: [(String, Node?)] {
        let schemas = choices.map(\.schema)
        guard schemas.count > 1 else { return schemas.first.map { [$0] } ?? [] }
        return [("allOf", .array(schemas.map { .object([$0]) }))]
    }
}

extension Part.Choice {
    fileprivate var schema: (String, Node?) {
        if isRequired { return ("oneOf", .array(keys.map { Self.holding([$0]) })) }
        let pairs = keys.indices.flatMap { first in keys[(first + 1)...].map { Self.holding([keys[first], $0]) } }
        guard pairs.count != 1 else { return ("not", pairs[0]) }
        return ("not", .object([("anyOf", .array(pairs))]))
    }

    private static func holding(_ keys: [String]) -> Node {
        .object([("required", .array(keys.map(Node.string)))])
    }
}
