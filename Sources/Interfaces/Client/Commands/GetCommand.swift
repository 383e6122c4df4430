import Resources

/// `martlet get`: prints objects.
public struct GetCommand: ClientCommand {
    /// What to print.
    public var selection: ObjectSelection
    /// In which form.
    public var format = OutputFormat.table
    /// Which of them.
    public var query = ListQuery()
    /// The fleet of template versions.
    public var fleet: String?
    /// The document that a device would get, instead of the device.
    public var rendered = false
    /// When a device was last seen, instead of the device.
    public var lastSeen = false
    /// With counts: a fleet's devices, or the states of devices.
    public var summary = false
    /// The states of devices and nothing else.
    public var summaryOnly = false

    /// A plain table of the objects.
    public init(_ selection: ObjectSelection) { self.selection = selection }

    /// Runs the command; ``validate()`` has been called before.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        if summaryOnly { return try await printSummary(session) }
        if lastSeen { return try await printLastSeen(session) }
        if selection.names.isEmpty { return try await printList(session) }
        try await printNamed(session)
    }

    /// Refuses flags that do not go together, before anything is sent.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public func validate() throws(ClientError) {
        try validateDeviceFlags()
        try validateSummaries()
        if selection.kind == .templateVersion, fleet == nil {
            throw .usage("Template versions belong to a fleet.", fix: "Give --fleetname FLEET.")
        }
        if selection.kind != .templateVersion, fleet != nil {
            throw .usage("--fleetname is for template versions only.")
        }
        if !selection.names.isEmpty, query.isNarrowed {
            throw .usage(
                "Selectors, --limit and --continue are for lists.", fix: "Leave out the names or the selectors.")
        }
        if let limit = query.limit, limit < 1 { throw .usage("--limit is a number from 1.") }
        if query.labelSelector != nil, !selection.kind.hasLabels {
            throw .usage("\(selection.kind.plural) have no labels.", fix: "Use --field-selector.")
        }
    }

    private func validateDeviceFlags() throws(ClientError) {
        for (flag, isGiven) in [("--rendered", rendered), ("--last-seen", lastSeen)] where isGiven {
            guard selection.kind == .device, selection.names.count == 1 else {
                throw .usage("\(flag) is for one device.", fix: "Write `martlet get device/NAME \(flag)`.")
            }
        }
        if rendered, lastSeen {
            throw .usage("--rendered and --last-seen are two questions.", fix: "Ask one at a time.")
        }
    }

    private func validateSummaries() throws(ClientError) {
        if summary, selection.kind != .device, selection.kind != .fleet {
            throw .usage("--summary is for devices and fleets.")
        }
        guard summaryOnly else { return }
        guard selection.kind == .device, selection.names.isEmpty else {
            throw .usage(
                "--summary-only is for the list of devices.", fix: "Write `martlet get devices --summary-only`.")
        }
        if query.limit != nil || query.continueToken != nil {
            throw .usage("--summary-only counts all devices; it has no --limit and no --continue.")
        }
    }
}

extension Kind {
    /// Whether the API takes a label selector for this kind.
    var hasLabels: Bool { self != .event && self != .organization }
}
