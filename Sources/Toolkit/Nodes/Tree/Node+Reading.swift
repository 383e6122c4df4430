extension Node {
    /// The value of `key`, or nil when there is none or this is no mapping.
    public subscript(key: String) -> Node? { entry(key)?.value }

    /// The pair of `key`, for findings that point at the key itself.
    public func entry(_ key: String) -> Entry? { entries?.first { $0.key == key } }

    /// The leaf, or nil when this is a mapping or a sequence.
    public var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The text of a string; nil for numbers, booleans and null, whose text is in `scalar`.
    public var string: String? {
        guard let scalar, scalar.value == .string else { return nil }
        return scalar.text
    }

    /// The value of an integer that fits 64 bits.
    public var integer: Int64? {
        if case .integer(let integer) = scalar?.value { integer } else { nil }
    }

    /// The value of `true` or `false`.
    public var bool: Bool? {
        if case .bool(let bool) = scalar?.value { bool } else { nil }
    }

    /// The value of a number, integers included.
    public var number: Double? {
        switch scalar?.value {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        default: nil
        }
    }

    /// Whether this is null, also by an empty value.
    public var isNull: Bool { scalar?.value == .null }

    /// The elements of a sequence.
    public var elements: [Node]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The pairs of a mapping.
    public var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }
}
