import CLibYAML

/// libyaml's parser over bytes that the caller keeps alive. Owns the parser and the newest event and frees both.
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private let input: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(NodeError) {
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        input = UnsafeBufferPointer(rebasing: bytes.dropFirst(Self.byteOrderMark(bytes)))
        guard yaml_parser_initialize(parser) == 1 else {
            // libyaml leaves nothing behind when its initialiser fails, and zeroed memory is safe to delete.
            parser.initialize(to: yaml_parser_t())
            throw NodeError(.tooLarge, at: .start, "There is no memory to read the input.", fix: "Try again later.")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        // The base address of an empty buffer may be nil, which libyaml asserts against.
        if let start = input.baseAddress {
            yaml_parser_set_input_string(parser, start, input.count)
        } else {
            yaml_parser_set_input(
                parser,
                { _, _, _, read in
                    read?.pointee = 0; return 1
                }, nil)
        }
    }

    deinit {
        yaml_event_delete(event)
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
    }

    /// With the encoding fixed libyaml would count the mark as a column.
    private static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Frees the event that stood here and reads the next one.
    mutating func next() throws(NodeError) {
        yaml_event_delete(event)
        if yaml_parser_parse(parser, event) != 1 { throw YAMLProblem(parser, input: input).error }
    }

    var type: yaml_event_type_t { event.pointee.type }
    var start: Position { Position(event.pointee.start_mark) }
    var end: Position { Position(event.pointee.end_mark) }

    /// The anchor of a scalar, a sequence, a mapping or an alias, which all keep it at the same place.
    var anchor: String? { Self.text(event.pointee.data.scalar.anchor) }
    /// The tag of a scalar, a sequence or a mapping, which all keep it at the same place.
    var tag: String? { Self.text(event.pointee.data.scalar.tag) }

    var isFlow: Bool {
        type == YAML_MAPPING_START_EVENT
            ? event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
            : event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    }

    var text: String {
        let scalar = event.pointee.data.scalar
        return String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    }

    /// Whether the text holds a NUL, which only an escape can have made.
    var holdsNUL: Bool {
        let scalar = event.pointee.data.scalar
        return scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
            && UnsafeBufferPointer(start: scalar.value, count: scalar.length).contains(0)
    }

    var style: Scalar.Style {
        switch event.pointee.data.scalar.style {
        case YAML_PLAIN_SCALAR_STYLE: .plain
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .quoted
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

extension Position {
    /// libyaml counts from 0.
    init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}
