import Resources

/// How the objects of a kind are read: one description for get and list, one column order for all kinds.
///
/// Columns: name, labels, annotations, owner, generation, revision, creation time, spec, status, sort keys. Events have
/// their finished JSON in the place of the spec; devices have name, id, sort keys.
struct Listing: Sendable {
    /// FROM and its joins, with a first condition.
    let from: String
    /// Column of the organization.
    let organization: String
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
    /// Whether the sort keys are integers.
    let keysAreNumbers: Bool
    /// ORDER BY.
    let order: String
    /// What must hold of a row that stands after the sort keys `$a` (and `$b`).
    let after: @Sendable ([String]) -> String

    /// A listing in the order of names.
    static func byName(
        from: String, organization: String, name: String, labels: String, columns: String, fields: [String: String]
    ) -> Listing {
        Listing(
            from: from, organization: organization, name: name, labels: labels, columns: columns, fields: fields,
            keys: [name], keysAreNumbers: false, order: name, after: { "\(name) > \($0[0])" })
    }

    /// Where the sort keys begin among the columns.
    static func firstKey(of kind: Kind) -> Int { kind == .device ? 2 : 9 }

    /// The greatest number that a sort key may be: far beyond any, and small enough to calculate with.
    private static let greatestKey: Int64 = 1 << 52

    /// Whether keys that came from outside can stand for a row of this listing.
    func accepts(_ texts: [String]) -> Bool {
        guard texts.count == keys.count else { return false }
        guard keysAreNumbers else { return texts.allSatisfy { !$0.utf8.contains(0) } }
        return texts.allSatisfy { Int64($0).map { (0...Self.greatestKey).contains($0) } ?? false }
    }

    /// The expressions of a field's alternatives; what the kind does not have is never set.
    func columns(of field: SelectableField) -> [String] {
        field.alternatives.map { fields[$0] ?? "null::text" }
    }
}

extension Listing {
    /// The description of a kind; nil for what is not listed from the store.
    static func of(_ request: ListRequest) -> Listing? {
        switch request.kind {
        case .repository, .resourceSync, .fleet: resource(request.kind)
        case .device: device
        case .enrollmentRequest: enrollmentRequest
        case .certificateSigningRequest: signingRequest
        case .templateVersion: templateVersion
        case .event: event(oldestFirst: request.oldestFirst)
        case .organization, .authProvider, .catalog, .catalogItem: nil
        }
    }
}
