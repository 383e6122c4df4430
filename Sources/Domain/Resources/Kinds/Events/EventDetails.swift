/// What an event says to programs. One type for all forms: which fields a form has, its description says; the others are
/// empty.
public struct EventDetails: Variant {
    /// The forms.
    public enum DetailType: String, Word {
        /// A resource was written.
        case resourceUpdated = "ResourceUpdated"
        /// A device changed its fleet.
        case deviceOwnershipChanged = "DeviceOwnershipChanged"
        /// Several fleets select a device.
        case deviceMultipleOwnersDetected = "DeviceMultipleOwnersDetected"
        /// They no longer do.
        case deviceMultipleOwnersResolved = "DeviceMultipleOwnersResolved"
        /// A task failed and will be tried again.
        case internalTaskFailed = "InternalTaskFailed"
        /// A task failed for good.
        case internalTaskPermanentlyFailed = "InternalTaskPermanentlyFailed"
        /// A sync is through.
        case resourceSyncCompleted = "ResourceSyncCompleted"
        /// A repository that is used was written.
        case referencedRepositoryUpdated = "ReferencedRepositoryUpdated"
        /// A rollout began.
        case fleetRolloutStarted = "FleetRolloutStarted"
        /// A rollout stopped.
        case fleetRolloutFailed = "FleetRolloutFailed"
        /// A rollout is through.
        case fleetRolloutCompleted = "FleetRolloutCompleted"
        /// A batch began.
        case fleetRolloutBatchDispatched = "FleetRolloutBatchDispatched"
        /// A batch is through.
        case fleetRolloutBatchCompleted = "FleetRolloutBatchCompleted"
        /// A device was chosen for a batch.
        case fleetRolloutDeviceSelected = "FleetRolloutDeviceSelected"
        /// A vulnerability was found on a device.
        case deviceVulnerability = "DeviceVulnerabilityCVE"
        /// Something that a spec refers to changed.
        case dependencyChangeDetected = "DependencyChangeDetected"
        /// Something that a spec refers to could not be looked at.
        case dependencySyncProbeFailed = "DependencySyncProbeFailed"
        /// An application was started or stopped.
        case applicationLifecycleChanged = "ApplicationLifecycleChanged"
    }

    /// The form.
    public var tag: DetailType
    /// Texts by their keys, as the form names them.
    public var texts: [String: String] = [:]
    /// Lists of texts by their keys.
    public var lists: [String: [String]] = [:]
    /// Numbers by their keys.
    public var numbers: [String: Int64] = [:]
    /// The event that a task worked on.
    public var originalEvent: OpenJSON?

    /// A resource of which nothing was written.
    public init() { self.init(tag: .resourceUpdated) }

    /// Empty details of this form.
    public init(tag: DetailType) { self.tag = tag }

    /// The field that names the form.
    public static let tagField = Field("detailType", .required, doc: "What the details are about.")

    /// States the fields of the form at hand.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        switch tag {
        case .resourceUpdated, .deviceOwnershipChanged, .deviceMultipleOwnersDetected, .deviceMultipleOwnersResolved:
            describeOwnership(&v)
        case .internalTaskFailed, .internalTaskPermanentlyFailed: describeTask(&v)
        case .fleetRolloutStarted, .fleetRolloutFailed, .fleetRolloutCompleted, .fleetRolloutBatchDispatched,
            .fleetRolloutBatchCompleted, .fleetRolloutDeviceSelected:
            describeRollout(&v)
        case .resourceSyncCompleted, .referencedRepositoryUpdated, .dependencyChangeDetected,
            .dependencySyncProbeFailed:
            describeSources(&v)
        case .deviceVulnerability, .applicationLifecycleChanged: describeDevice(&v)
        }
    }

    mutating func text(
        _ key: String, _ v: inout some FieldVisitor, _ format: TextFormat = .text(), isRequired: Bool = true,
        doc: String
    ) {
        v.text(Field(key, isRequired ? .required : .optional, doc: doc), &texts[key], format)
    }

    mutating func list(
        _ key: String, _ v: inout some FieldVisitor, _ format: ListFormat, isRequired: Bool, doc: String
    ) {
        v.texts(Field(key, isRequired ? .required : .optional, doc: doc), &lists[key], format)
    }

    mutating func number(_ key: String, _ v: inout some FieldVisitor, isRequired: Bool = true, doc: String) {
        v.integer(Field(key, isRequired ? .required : .optional, doc: doc), &numbers[key], .any)
    }
}
