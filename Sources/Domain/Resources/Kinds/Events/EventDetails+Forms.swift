// The fields of each form.
extension EventDetails {
    mutating func describeOwnership(_ v: inout some FieldVisitor) {
        switch tag {
        case .deviceMultipleOwnersDetected:
            list("matchingFleets", &v, Self.names, isRequired: true, doc: "The fleets that select the device.")
        case .deviceMultipleOwnersResolved:
            text(
                "resolutionType", &v, .oneOf(["SingleMatch", "NoMatch", "FleetDeleted"]),
                doc: "What became of it: SingleMatch, NoMatch or FleetDeleted.")
            text("assignedOwner", &v, isRequired: false, doc: "The fleet that the device belongs to now.")
            list(
                "previousMatchingFleets", &v, Self.names, isRequired: false, doc: "The fleets that selected the device."
            )
        default:
            if tag == .resourceUpdated {
                list(
                    "updatedFields", &v,
                    ListFormat(of: .oneOf(["owner", "labels", "spec", "spec.selector", "spec.template"])),
                    isRequired: true, doc: "What was written: owner, labels, spec, spec.selector or spec.template.")
            }
            text("previousOwner", &v, isRequired: false, doc: "The owner before.")
            text("newOwner", &v, isRequired: false, doc: "The owner now.")
        }
    }

    mutating func describeTask(_ v: inout some FieldVisitor) {
        text("errorMessage", &v, doc: "What went wrong.")
        number(
            "retryCount", &v, isRequired: tag == .internalTaskPermanentlyFailed, doc: "How often it was tried again.")
        v.field(requiredMapping: "originalEvent", &originalEvent, doc: "The event that the task worked on.")
    }

    mutating func describeRollout(_ v: inout some FieldVisitor) {
        if tag == .fleetRolloutDeviceSelected { text("fleetName", &v, doc: "The fleet.") }
        text("templateVersion", &v, doc: "The version that is rolled out.")
        switch tag {
        case .fleetRolloutStarted:
            text("rolloutStrategy", &v, .oneOf(["None", "Batched"]), doc: "How: None or Batched.")
        case .fleetRolloutBatchDispatched: text("batch", &v, doc: "The batch.")
        case .fleetRolloutBatchCompleted:
            text("batch", &v, doc: "The batch.")
            number("successPercentage", &v, doc: "How many of a hundred devices succeeded.")
            number("total", &v, doc: "How many devices the batch has.")
            number("successful", &v, doc: "How many succeeded.")
            number("failed", &v, doc: "How many failed.")
            number("timedOut", &v, doc: "How many took too long.")
        default: break
        }
    }

    mutating func describeSources(_ v: inout some FieldVisitor) {
        switch tag {
        case .resourceSyncCompleted:
            text("commitHash", &v, doc: "The commit.")
            number("changeCount", &v, doc: "How many resources changed.")
            number("errorCount", &v, doc: "How many could not be applied.")
        case .referencedRepositoryUpdated: text("repository", &v, doc: "The repository.")
        default:
            text("resourceKey", &v, doc: "What is referred to.")
            let isProbe = tag == .dependencySyncProbeFailed
            text(isProbe ? "error" : "fingerprint", &v, doc: isProbe ? "What went wrong." : "What it is now.")
        }
    }

    mutating func describeDevice(_ v: inout some FieldVisitor) {
        guard tag == .deviceVulnerability else {
            text("appName", &v, doc: "The application.")
            text("action", &v, .oneOf(["stop", "start", "restart"]), doc: "What was done: stop, start or restart.")
            return
        }
        text("cveId", &v, .vulnerability, doc: "The vulnerability.")
        text("firstImageRef", &v, isRequired: false, doc: "The first image that has it.")
        text("firstImageDigest", &v, isRequired: false, doc: "The digest of that image.")
    }

    private static let names = ListFormat(of: .text(1...253))
}
