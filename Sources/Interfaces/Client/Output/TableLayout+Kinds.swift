import FoundationEssentials
import Nodes
import Resources

extension TableLayout {
    /// The columns of a kind, as existing clients print them.
    ///
    /// - Parameters:
    ///   - wide: with the columns that `-o wide` adds.
    ///   - summary: with the number of a fleet's devices.
    ///   - now: ages are counted to this moment.
    static func of(_ kind: Kind, wide: Bool, summary: Bool, now: Date) -> TableLayout {
        switch kind {
        case .device: wide ? device.adding("LABELS") { $0["metadata"]?["labels"]?.pairs ?? "" } : device
        case .fleet: summary ? fleet.adding("DEVICES", deviceCount) : fleet
        case .templateVersion: templateVersion
        case .repository: repository
        case .resourceSync: resourceSync(now)
        case .enrollmentRequest: enrollmentRequest
        case .certificateSigningRequest: certificateSigningRequest(now)
        case .event: event(now)
        case .organization: organization
        case .authProvider, .catalog, .catalogItem: plain
        }
    }

    private static let device = TableLayout("NAME", "ALIAS", "OWNER", "SYSTEM", "UPDATED", "APPLICATIONS") { device in
        [
            device.objectName, device.text("metadata", "labels", "alias") ?? "",
            device.text("metadata", "owner") ?? none,
            device.text("status", "summary", "status") ?? unknown,
            device.text("status", "updated", "status") ?? unknown,
            device.text("status", "applicationsSummary", "status") ?? unknown,
        ]
    }

    private static let fleet = TableLayout("NAME", "OWNER", "SELECTOR", "VALID") { fleet in
        let selector = SelectorText.of(fleet["spec"]?["selector"])
        return [fleet.objectName, fleet.text("metadata", "owner") ?? none, selector, fleet.conditionStatus("Valid")]
    }

    private static let deviceCount: @Sendable (Node) -> String = {
        $0.text("status", "devicesSummary", "total") ?? unknown
    }

    private static let templateVersion = TableLayout("FLEET", "NAME") { version in
        [version.text("spec", "fleet") ?? "", version.objectName]
    }

    private static let repository = TableLayout("NAME", "TYPE", "REPOSITORY URL", "ACCESSIBLE") { repository in
        let address = repository.text("spec", "url") ?? repository.text("spec", "registry") ?? ""
        return [
            repository.objectName, repository.text("spec", "type") ?? "", address,
            repository.conditionStatus("Accessible"),
        ]
    }

    private static func resourceSync(_ now: Date) -> TableLayout {
        TableLayout("NAME", "REPOSITORY", "PATH", "REVISION", "ACCESSIBLE", "SYNCED", "LAST SYNC") { sync in
            let age = Ago.age(sync.condition("Synced")?.text("lastTransitionTime"), now: now)
            return [
                sync.objectName, sync.text("spec", "repository") ?? "", sync.text("spec", "path") ?? "",
                sync.text("spec", "targetRevision") ?? "", sync.conditionStatus("Accessible"),
                sync.conditionStatus("Synced"), age.map { "\($0) ago" } ?? unknown,
            ]
        }
    }

    private static func event(_ now: Date) -> TableLayout {
        TableLayout("AGE", "INVOLVEDOBJECT.KIND", "INVOLVEDOBJECT.NAME", "TYPE", "MESSAGE") { event in
            [
                Ago.age(event.text("metadata", "creationTimestamp"), now: now) ?? none,
                event.text("involvedObject", "kind") ?? "", event.text("involvedObject", "name") ?? "",
                event.text("type") ?? "", event.text("message") ?? "",
            ]
        }
    }

    /// For kinds that existing clients print no more of.
    private static let plain = TableLayout("NAME") { [$0.objectName] }

    private static let organization = TableLayout("NAME", "DISPLAY NAME", "EXTERNAL ID") { organization in
        [
            organization.objectName, organization.text("spec", "displayName") ?? none,
            organization.text("spec", "externalId") ?? none,
        ]
    }
}
