/// A ResourceSync as the engine needs it: what it declares, and where it stands.
public struct SyncRecord: Sendable {
    /// Id and name.
    public let reference: SyncReference
    /// The organization it belongs to. Never taken from content.
    public let organization: OrganizationID
    /// The organization's UUID.
    public let organizationUID: String
    /// `spec`, as stored.
    public let spec: [UInt8]
    /// Generation of the spec.
    public let generation: Int64
    /// `status.conditions`, as stored.
    public let conditions: [UInt8]
    /// The commit in force; nil when none was applied yet.
    public let appliedOID: String?
    /// Address, revision and path that the commit in force was read with.
    public let appliedSource: String?
    /// The commit seen last, applied or not.
    public let observedOID: String?
    /// Generation at the last success.
    public let succeededGeneration: Int64?
    /// Why it is left alone; nil when it is not, also when the time for that is over.
    public let suspension: SyncSuspension?
    /// The commit that it is held at; nil when it follows its reference.
    public let pin: SyncPin?
}

/// A Repository as the engine needs it.
public struct RepositoryRecord: Sendable {
    /// `resource.id`.
    public let id: Int64
    /// `metadata.name`.
    public let name: String
    /// `spec` with its secrets masked.
    public let spec: [UInt8]
    /// The spec with its secrets, sealed; nil when it has none.
    public let sealed: PreparedObject.SealedSpec?
}
