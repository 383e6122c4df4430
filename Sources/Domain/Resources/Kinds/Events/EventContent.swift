/// Something that happened: the fields of an event beside its metadata.
public struct EventContent: Described {
    /// How much an event weighs.
    public enum EventType: String, Word {
        /// To be known.
        case normal = "Normal"
        /// To be looked at.
        case warning = "Warning"
    }

    /// What it happened to.
    public var involvedObject = ObjectReference()
    /// Why, for programs.
    public var reason = EventReason.resourceCreated
    /// What happened, for people.
    public var message = ""
    /// How much it weighs.
    public var type = EventType.normal
    /// Which part of the server noticed.
    public var source = EventSource()
    /// Who did it: `user:<name>`, `service:<component>`, or the name of a task.
    public var actor = ""
    /// More, for programs.
    public var details: EventDetails?

    /// Nothing happened.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("involvedObject", &involvedObject, doc: "What it happened to.")
        v.field("reason", &reason, doc: "Why, for programs, such as ResourceUpdated.")
        v.field("message", &message, .text(), doc: "What happened, for people.")
        v.field("type", &type, doc: "How much it weighs: Normal or Warning.")
        v.field("source", &source, doc: "Which part of the server noticed.")
        v.field(
            "actor", &actor, .text(), doc: "Who did it: user:NAME, service:COMPONENT, or the name of a task.")
        v.field("details", &details, doc: "More, for programs.")
    }

    /// An event weighs what its reason says.
    public mutating func check(_ report: Report) {
        guard type != reason.type else { return }
        report.add(
            .eventType, at: ["type"], "Events of reason \(reason.rawValue) are of type \(reason.type.rawValue).",
            fix: "Write “\(reason.type.rawValue)”.")
    }
}

/// A resource by kind and name.
public struct ObjectReference: Described {
    /// The kind.
    public var kind = ""
    /// The name.
    public var name = ""

    /// Nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("kind", &kind, .text(1...253), doc: "The kind of the resource.")
        v.field("name", &name, .text(1...253), doc: "The name of the resource.")
    }
}

/// A part of the server.
public struct EventSource: Described {
    /// Its name.
    public var component = ""

    /// None.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("component", &component, .text(1...253), doc: "The part of the server.")
    }
}
