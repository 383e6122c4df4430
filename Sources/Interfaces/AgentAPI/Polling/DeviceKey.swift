import FoundationEssentials

/// A device by what its certificate says: organization and name.
struct DeviceKey: Hashable, Sendable {
    let organization: UUID
    let name: String

    /// The organization's UUID as the store writes it.
    var organizationText: String { organization.uuidString.lowercased() }
}
