import Resources

extension Kind {
    /// The path of the collection; `fleet` is needed for template versions, which live below their fleet.
    func collectionPath(fleet: String?) -> RequestPath {
        if self == .templateVersion, let fleet { return RequestPath("fleets", fleet, plural) }
        return RequestPath(plural)
    }

    /// The path of one object.
    func path(_ name: String, fleet: String?) -> RequestPath {
        if self == .templateVersion, let fleet { return RequestPath("fleets", fleet, plural, name) }
        return RequestPath(plural, name)
    }

    /// Whether the API has a path for one object; the others are found by a field selector on their collection.
    var hasItemPath: Bool { self != .event && self != .organization }
}
