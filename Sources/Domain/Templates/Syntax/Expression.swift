/// A piece of a parsed template.
indirect enum Part: Sendable {
    case text(String)
    case print(Expression)
    case block(Block)
}

/// `if` or `with` and its chain of `else`.
struct Block: Sendable {
    struct Branch: Sendable {
        var condition: Expression
        /// Whether the dot of the body is the condition's value.
        var bindsDot: Bool
        var body: [Part]
    }

    var branches: [Branch]
    var otherwise: [Part]
}

/// Something with a value. Fields are resolved when parsed, since what the dot means is known at every place.
struct Expression: Sendable {
    indirect enum Form: Sendable {
        case literal(Value)
        case name
        case label(String)
        /// The map of labels itself.
        case labels
        /// The root or its metadata; good for conditions only.
        case object
        /// A dot that `with` bound to a string, number or boolean.
        case dot
        case call(Function, [Expression])
    }

    var form: Form
    var type: ValueType
    var span: Span
}

/// What an expression has at rendering.
enum Value: Sendable, Hashable {
    case text(String)
    case integer(Int64)
    case truth(Bool)
    case labels
    case object
}

/// What is known of a value when the template is parsed.
enum ValueType: Sendable, Hashable {
    case text
    case integer
    case truth
    /// The map of labels.
    case labels
    /// The template's root.
    case root
    /// The root's metadata.
    case metadata
    /// One of text, integer and truth, by the outcome of `and` or `or`.
    case scalar
    /// Anything, by the outcome of `and` or `or`; good for conditions only.
    case anything

    var isScalar: Bool {
        switch self {
        case .text, .integer, .truth, .scalar: true
        case .labels, .root, .metadata, .anything: false
        }
    }

    /// For messages: "a string".
    var words: String {
        switch self {
        case .text: "a string"
        case .integer: "a number"
        case .truth: "a boolean"
        case .labels: "the map of labels"
        case .root, .metadata: "an object"
        case .scalar: "a string, number or boolean"
        case .anything: "a map or a string"
        }
    }
}
