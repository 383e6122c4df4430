import Resources

/// How the objects of a kind are read: one description for get and list, one column order for all kinds.
///
/// Columns: name, labels, annotations, owner, generation, revision, creation time, spec, status, sort keys. Events have
/// their finished JSON in the place of the spec; devices have name, id, sort keys.
struct Listing: Sendable {
    /// FROM and its joins.
    let from: String
    /// Column of the organization; nil for what belongs to none.
    let organization: String?
    /// Column of the name.
    let name: String
    /// Column of the labels, `jsonb`.
    let labels: String
    /// The select list up to the status.
    let columns: String
    /// SQL expression of each selectable field.
    let fields: [String: String]
    /// Sort keys as text, first to last.
    let keys: [String]
    /// ORDER BY.
    let order: String
    /// What must hold of a row that stands after the sort keys `$a` (and `$b`).
    let after: @Sendable ([String]) -> String

    /// A listing in the order of names.
    static func byName(
        from: String, organization: String?, name: String, labels: String, columns: String, fields: [String: String]
    ) -> Listing {
        Listing(
            from: from, organization: organization, name: name, labels: labels, columns: columns, fields: fields,
            keys: [name], order: name, after: { "\(name) > \($0[0])" })
    }
}

extension Listing {
    /// The description of a kind.
    static func of(_ request: ListRequest) -> Listing {
        switch request.kind {
        case .repository, .resourceSync, .fleet: resource(request.kind)
        case .device: device
        case .enrollmentRequest: enrollmentRequest
        case .certificateSigningRequest: signingRequest
        case .templateVersion: templateVersion
        case .event: event(oldestFirst: request.oldestFirst)
        case .organization: organization
        }
    }

    /// The expressions of a field's alternatives.
    func columns(of field: SelectableField) -> [String] {
        field.alternatives.compactMap { fields[$0] }
    }
}
