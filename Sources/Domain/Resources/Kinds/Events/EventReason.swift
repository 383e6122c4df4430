/// Why something happened, as events say it. The words are the wire's; their meaning is what they say.
public enum EventReason: String, Word {
    // What went wrong.
    case resourceCreationFailed = "ResourceCreationFailed"
    case resourceUpdateFailed = "ResourceUpdateFailed"
    case resourceDeletionFailed = "ResourceDeletionFailed"
    case deviceDecommissionFailed = "DeviceDecommissionFailed"
    case enrollmentRequestApprovalFailed = "EnrollmentRequestApprovalFailed"
    case deviceApplicationDegraded = "DeviceApplicationDegraded"
    case deviceApplicationError = "DeviceApplicationError"
    case deviceCPUCritical = "DeviceCPUCritical"
    case deviceCPUWarning = "DeviceCPUWarning"
    case deviceMemoryCritical = "DeviceMemoryCritical"
    case deviceMemoryWarning = "DeviceMemoryWarning"
    case deviceDiskCritical = "DeviceDiskCritical"
    case deviceDiskWarning = "DeviceDiskWarning"
    case deviceVulnerabilityCVECritical = "DeviceVulnerabilityCVECritical"
    case deviceVulnerabilityCVEWarning = "DeviceVulnerabilityCVEWarning"
    case deviceDisconnected = "DeviceDisconnected"
    case deviceConflictPaused = "DeviceConflictPaused"
    case deviceSpecInvalid = "DeviceSpecInvalid"
    case fleetInvalid = "FleetInvalid"
    case deviceMultipleOwnersDetected = "DeviceMultipleOwnersDetected"
    case deviceUpdateFailed = "DeviceUpdateFailed"
    case internalTaskFailed = "InternalTaskFailed"
    case internalTaskPermanentlyFailed = "InternalTaskPermanentlyFailed"
    case resourceSyncInaccessible = "ResourceSyncInaccessible"
    case resourceSyncParsingFailed = "ResourceSyncParsingFailed"
    case resourceSyncSyncFailed = "ResourceSyncSyncFailed"
    case fleetRolloutFailed = "FleetRolloutFailed"
    case dependencySyncProbeFailed = "DependencySyncProbeFailed"

    // What went as it should, and what is no more than a state.
    case resourceCreated = "ResourceCreated"
    case resourceUpdated = "ResourceUpdated"
    case resourceDeleted = "ResourceDeleted"
    case deviceDecommissioned = "DeviceDecommissioned"
    case deviceCPUNormal = "DeviceCPUNormal"
    case deviceMemoryNormal = "DeviceMemoryNormal"
    case deviceDiskNormal = "DeviceDiskNormal"
    case deviceApplicationHealthy = "DeviceApplicationHealthy"
    case deviceIsRebooting = "DeviceIsRebooting"
    case deviceConflictResolved = "DeviceConflictResolved"
    case deviceConnected = "DeviceConnected"
    case deviceContentUpToDate = "DeviceContentUpToDate"
    case deviceContentOutOfDate = "DeviceContentOutOfDate"
    case deviceContentUpdating = "DeviceContentUpdating"
    case deviceVulnerabilityCVEResolved = "DeviceVulnerabilityCVEResolved"
    case deviceOSImageChanged = "DeviceOSImageChanged"
    case enrollmentRequestApproved = "EnrollmentRequestApproved"
    case deviceMultipleOwnersResolved = "DeviceMultipleOwnersResolved"
    case deviceSpecValid = "DeviceSpecValid"
    case repositoryAccessible = "RepositoryAccessible"
    case repositoryInaccessible = "RepositoryInaccessible"
    case referencedRepositoryUpdated = "ReferencedRepositoryUpdated"
    case fleetValid = "FleetValid"
    case fleetRolloutCreated = "FleetRolloutCreated"
    case fleetRolloutStarted = "FleetRolloutStarted"
    case fleetRolloutCompleted = "FleetRolloutCompleted"
    case fleetRolloutBatchDispatched = "FleetRolloutBatchDispatched"
    case fleetRolloutDeviceSelected = "FleetRolloutDeviceSelected"
    case fleetRolloutBatchCompleted = "FleetRolloutBatchCompleted"
    case resourceSyncCommitDetected = "ResourceSyncCommitDetected"
    case resourceSyncAccessible = "ResourceSyncAccessible"
    case resourceSyncParsed = "ResourceSyncParsed"
    case resourceSyncSynced = "ResourceSyncSynced"
    case dependencyChangeDetected = "DependencyChangeDetected"
    case systemRestored = "SystemRestored"
    case encryptionMigrationStarted = "EncryptionMigrationStarted"
    case encryptionMigrationCompleted = "EncryptionMigrationCompleted"
    case applicationLifecycleChanged = "ApplicationLifecycleChanged"

    /// Whether events of this reason are warnings.
    public var type: EventContent.EventType { Self.warnings.contains(self) ? .warning : .normal }

    private static let warnings: Set<EventReason> = [
        .resourceCreationFailed, .resourceUpdateFailed, .resourceDeletionFailed, .deviceDecommissionFailed,
        .enrollmentRequestApprovalFailed, .deviceApplicationDegraded, .deviceApplicationError, .deviceCPUCritical,
        .deviceCPUWarning, .deviceMemoryCritical, .deviceMemoryWarning, .deviceDiskCritical, .deviceDiskWarning,
        .deviceVulnerabilityCVECritical, .deviceVulnerabilityCVEWarning, .deviceDisconnected, .deviceConflictPaused,
        .deviceSpecInvalid, .fleetInvalid, .deviceMultipleOwnersDetected, .deviceUpdateFailed, .internalTaskFailed,
        .internalTaskPermanentlyFailed, .resourceSyncInaccessible, .resourceSyncParsingFailed, .resourceSyncSyncFailed,
        .fleetRolloutFailed, .dependencySyncProbeFailed,
    ]
}
