/// Where in a document a field stands: `spec.template.spec.config[2].inline[0].path`.
public struct FieldPath: Sendable, Hashable {
    /// One step down.
    public enum Step: Sendable, Hashable {
        /// To the value of a key.
        case key(String)
        /// To an element of a list, counted from 0.
        case index(Int)
    }

    /// The steps from the root of the document.
    public var steps: [Step]

    /// A path of these steps; none is the document itself.
    public init(_ steps: [Step] = []) { self.steps = steps }
}

extension FieldPath.Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A step to the value of a key.
    public init(stringLiteral key: String) { self = .key(key) }
    /// A step to an element of a list.
    public init(integerLiteral index: Int) { self = .index(index) }
}

extension FieldPath: CustomStringConvertible {
    /// Keys with dots between them; a key that holds a dot or a slash itself is quoted in brackets.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where key.utf8.allSatisfy({ $0.isWord || $0 == UInt8(ascii: "-") }):
                text += text.isEmpty ? key : "." + key
            case .key(let key): text += "[\"\(key)\"]"
            }
        }
        return text
    }
}
