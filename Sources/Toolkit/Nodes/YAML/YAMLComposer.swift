import CLibYAML

/// Builds trees from events. Recursion is bounded by the depth limit.
struct YAMLComposer: ~Copyable {
    private var events: YAMLEvents
    private var budget: NodeBudget
    private var anchors = YAMLAnchors()

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
            document(try node(depth: 0).node)
        }
    }

    /// The node of the present event, and how many nodes it stands for with its aliases written out.
    private mutating func node(depth: Int) throws(NodeError) -> (node: Node, weight: Int) {
        if events.type == YAML_ALIAS_EVENT { return try alias() }
        try budget.spendNode(at: events.start)
        let anchor = events.anchor
        if let anchor { anchors.open(anchor) }
        let result =
            switch events.type {
            case YAML_SEQUENCE_START_EVENT: try sequence(depth: depth + 1)
            case YAML_MAPPING_START_EVENT: try mapping(depth: depth + 1)
            default: (try scalar(), 1)
            }
        if let anchor { anchors.close(anchor, result.0, weight: result.1) }
        return result
    }

    private mutating func alias() throws(NodeError) -> (node: Node, weight: Int) {
        var (node, weight) = try anchors.resolve(events.anchor ?? "", at: events.start, end: events.end)
        try budget.spendExpansion(weight, at: events.start)
        (node.start, node.end) = (events.start, events.end)
        return (node, weight)
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

    private mutating func sequence(depth: Int) throws(NodeError) -> (Node, Int) {
        let (start, isFlow) = (events.start, events.isFlow)
        try budget.checkDepth(depth, at: start)
        if let tag = events.tag { try YAMLTag.check(tag, is: "seq", start, events.end) }
        var elements: [Node] = []
        var weight = 1
        try events.next()
        while events.type != YAML_SEQUENCE_END_EVENT {
            let element = try node(depth: depth)
            elements.append(element.node)
            weight += element.weight
            try events.next()
        }
        let end = isFlow ? events.end : elements.last?.end
        return (Node(.sequence(elements), start: start, end: end ?? events.end), weight)
    }

    private mutating func mapping(depth: Int) throws(NodeError) -> (Node, Int) {
        let (start, isFlow) = (events.start, events.isFlow)
        try budget.checkDepth(depth, at: start)
        if let tag = events.tag { try YAMLTag.check(tag, is: "map", start, events.end) }
        var entries = YAMLEntries()
        var weight = 1
        try events.next()
        while events.type != YAML_MAPPING_END_EVENT {
            let key = try key()
            try events.next()
            let value = try node(depth: depth)
            try entries.append(key, value.node)
            weight += 1 + value.weight
            try events.next()
        }
        // A block ends for libyaml where the next thing starts, which may be lines and comments later.
        let end = isFlow ? events.end : entries.last?.value.end
        return (Node(.mapping(entries.merged()), start: start, end: end ?? events.end), weight)
    }

    private mutating func key() throws(NodeError) -> YAMLEntries.Key {
        let (start, end) = (events.start, events.end)
        guard events.type == YAML_SCALAR_EVENT || events.type == YAML_ALIAS_EVENT,
            case .scalar(let scalar) = try node(depth: 0).node.content
        else {
            throw NodeError(.complexKey, at: start, end: end, "A mapping key is a list or a mapping.", fix: "Use a string as the key.")
        }
        return YAMLEntries.Key(scalar: scalar, start: start, end: end)
    }
}
