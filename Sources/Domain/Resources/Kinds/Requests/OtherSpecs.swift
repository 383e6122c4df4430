/// Which fleet a template version belongs to.
public struct TemplateVersionSpec: Described {
    /// The name of the fleet.
    public var fleet = ""

    /// A version of no fleet.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("fleet", &fleet, .resourceName, doc: "The name of the fleet.")
    }
}

/// A tenant.
public struct OrganizationSpec: Described {
    /// What people are shown.
    public var displayName: String?
    /// The identity provider's name for it.
    public var externalId: String?

    /// A tenant without names.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("displayName", &displayName, .text(), doc: "What people are shown.")
        v.field("externalId", &externalId, .text(), doc: "The identity provider's name for it.")
    }
}
