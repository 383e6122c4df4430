/// A whole document as a server answers it. Version and kind were read before.
struct ObjectDocument<Meta: Described, Spec: Described, Status: Described>: Described {
    var metadata = Meta()
    var spec = Spec()
    var status: Status?

    mutating func describe(_ v: inout some FieldVisitor) {
        v.ignored("apiVersion", because: nil)
        v.ignored("kind", because: nil)
        v.field("metadata", &metadata, doc: "The name of the resource and what the server says of it.")
        v.field("spec", &spec, doc: "What the resource should be.")
        v.field("status", &status, doc: "What the resource is.")
    }
}

/// A whole document of a kind without a status.
struct PlainDocument<Meta: Described, Spec: Described>: Described {
    var metadata = Meta()
    var spec = Spec()

    mutating func describe(_ v: inout some FieldVisitor) {
        v.ignored("apiVersion", because: nil)
        v.ignored("kind", because: nil)
        v.field("metadata", &metadata, doc: "The name of the resource and what the server says of it.")
        v.field("spec", &spec, doc: "What the resource is.")
    }
}

/// A whole document about something that happened: it has neither spec nor status.
struct EventDocument: Described {
    var metadata = ServerMetadata()
    var content = EventContent()

    mutating func describe(_ v: inout some FieldVisitor) {
        v.ignored("apiVersion", because: nil)
        v.ignored("kind", because: nil)
        v.field("metadata", &metadata, doc: "The name of the event and its time.")
        content.describe(&v)
    }

    mutating func check(_ report: Report) { content.check(report) }
}

/// The document of a tenant, which may go without a spec.
struct OrganizationDocument: Described {
    var metadata = ServerMetadata()
    var spec: OrganizationSpec?

    mutating func describe(_ v: inout some FieldVisitor) {
        v.ignored("apiVersion", because: nil)
        v.ignored("kind", because: nil)
        v.field("metadata", &metadata, doc: "The name of the organization.")
        v.field("spec", &spec, doc: "What the organization is called elsewhere.")
    }
}
