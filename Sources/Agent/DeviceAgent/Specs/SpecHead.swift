/// What the agent remembers of a device document without holding its files in memory.
struct SpecHead: Sendable, Hashable {
    /// The rendered version; numeric, ordered.
    var version: UInt64
    /// Hash of the rendered inputs as the service states it.
    var specHash: String?
    /// The fleet's template version, for the audit log.
    var templateVersion: String?
    /// SHA-256 of the document's bytes: tells one document on disk from another.
    var digest: String
    /// The service knows an older version than this device and waits for an operator.
    var isConflictPaused = false
    /// The device is to be taken out of service.
    var isDecommissioning = false
}
