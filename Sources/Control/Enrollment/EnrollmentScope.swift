public import FoundationEssentials
public import Store

/// On whose behalf something is done, and in which organization.
public struct EnrollmentScope: Sendable {
    /// Internal id of the organization.
    public var organization: OrganizationID
    /// The organization's UUID, which goes into certificates.
    public var uid: UUID
    /// `user:<name>` or `device:<name>`; stands in events.
    public var actor: String
    /// The request that asks; stands in events.
    public var requestID: String?

    /// States a scope.
    public init(organization: OrganizationID, uid: UUID, actor: String, requestID: String? = nil) {
        self.organization = organization
        self.uid = uid
        self.actor = actor
        self.requestID = requestID
    }

    /// A scope in an organization read from the store; nil when its UUID is none.
    public init?(_ organization: Organization, actor: String, requestID: String? = nil) {
        guard let uid = UUID(uuidString: organization.uid) else { return nil }
        self.init(organization: organization.id, uid: uid, actor: actor, requestID: requestID)
    }

    func event(_ kind: String, _ name: String, _ reason: String, _ message: String) -> EventRecord {
        EventRecord(
            organization: organization, kind: kind, name: name, reason: reason, message: message,
            component: "enrollment", actor: actor, requestID: requestID)
    }
}
