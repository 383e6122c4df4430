import CLibYAML

/// Builds trees from events. Recursion is bounded by the depth limit.
struct YAMLComposer: ~Copyable {
    private var events: YAMLEvents
    private var budget: NodeBudget
    private var anchors = YAMLAnchors()
    /// Nodes so far with aliases written out; what an anchor's node adds to it is what an alias to it costs.
    private var weight = 0

    init(events: consuming YAMLEvents, budget: NodeBudget) {
        self.events = events
        self.budget = budget
    }

    mutating func documents(_ document: (Node) -> Void) throws(NodeError) {
        var count = 0
        while true {
            try events.next()
            if events.type == YAML_STREAM_END_EVENT { return }
            guard events.type == YAML_DOCUMENT_START_EVENT else { continue }
            count += 1
            if count > budget.limits.maxDocuments {
                throw NodeError(
                    .tooMany, at: events.start, "The input has more than \(budget.limits.maxDocuments) documents.",
                    fix: "Split it into smaller files.")
            }
            anchors = YAMLAnchors()
            try events.next()
            document(try node(depth: 0))
        }
    }

    /// The node of the present event.
    private mutating func node(depth: Int) throws(NodeError) -> Node {
        if events.type == YAML_ALIAS_EVENT { return try alias() }
        try budget.spendNode(at: events.start)
        weight += 1
        guard let anchor = events.anchor else { return try value(depth: depth) }
        anchors.open(anchor)
        let before = weight - 1
        let node = try value(depth: depth)
        anchors.close(anchor, node, weight: weight - before)
        return node
    }

    private mutating func value(depth: Int) throws(NodeError) -> Node {
        switch events.type {
        case YAML_SEQUENCE_START_EVENT: try sequence(depth: depth + 1)
        case YAML_MAPPING_START_EVENT: try mapping(depth: depth + 1)
        default: try scalar()
        }
    }

    private mutating func alias() throws(NodeError) -> Node {
        var (node, weight) = try anchors.resolve(events.anchor ?? "", at: events.start, end: events.end)
        try budget.spendExpansion(weight, at: events.start)
        self.weight += weight
        (node.start, node.end) = (events.start, events.end)
        return node
    }

    private func scalar() throws(NodeError) -> Node {
        let (start, end) = (events.start, events.end)
        if events.holdsNUL {
            throw NodeError(
                .nul, at: start, end: end, "The string holds the character NUL (\\0).", fix: "Remove the escape.")
        }
        let scalar = Scalar(text: events.text, style: events.style)
        guard let tag = events.tag else { return Node(.scalar(scalar), start: start, end: end) }
        return Node(.scalar(try YAMLTag.apply(tag, to: scalar, start, end)), start: start, end: end)
    }

    private mutating func sequence(depth: Int) throws(NodeError) -> Node {
        let (start, isFlow) = (events.start, events.isFlow)
        try budget.checkDepth(depth, at: start)
        if let tag = events.tag { try YAMLTag.check(tag, is: "seq", start, events.end) }
        var elements: [Node] = []
        try events.next()
        while events.type != YAML_SEQUENCE_END_EVENT {
            elements.append(try node(depth: depth))
            try events.next()
        }
        let end = isFlow ? events.end : elements.last?.end
        return Node(.sequence(elements), start: start, end: end ?? events.end)
    }

    private mutating func mapping(depth: Int) throws(NodeError) -> Node {
        let (start, isFlow) = (events.start, events.isFlow)
        try budget.checkDepth(depth, at: start)
        if let tag = events.tag { try YAMLTag.check(tag, is: "map", start, events.end) }
        var entries = YAMLEntries()
        try events.next()
        while events.type != YAML_MAPPING_END_EVENT {
            let key = try key()
            try events.next()
            try entries.append(key, try node(depth: depth))
            try events.next()
        }
        // A block ends for libyaml where the next thing starts, which may be lines and comments later.
        let end = isFlow ? events.end : entries.end
        return Node(.mapping(entries.merged()), start: start, end: end ?? events.end)
    }

    private mutating func key() throws(NodeError) -> YAMLEntries.Key {
        let (start, end) = (events.start, events.end)
        guard events.type == YAML_SCALAR_EVENT || events.type == YAML_ALIAS_EVENT,
            case .scalar(let scalar) = try node(depth: 0).content
        else {
            throw NodeError(
                .complexKey, at: start, end: end, "A mapping key is a list or a mapping.",
                fix: "Use a string as the key.")
        }
        return YAMLEntries.Key(scalar: scalar, start: start, end: end)
    }
}
