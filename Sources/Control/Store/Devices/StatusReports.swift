import Crypto
public import SQL
public import Wire

/// A report on its way into the store.
public struct StatusWrite: Sendable {
    /// `device.id`.
    public let device: Int64
    /// What the device reported.
    public let report: DeviceStatusReport
    let hash: [UInt8]

    /// Pairs a device with its newest report.
    public init(device: Int64, report: DeviceStatusReport) {
        self.device = device
        self.report = report
        var hash = SHA256()
        hash.update(data: report.document)
        hash.update(data: Array((report.applications ?? "").utf8))
        self.hash = Array(hash.finalize())
    }
}

/// What became of one report.
public enum StatusOutcome: Sendable {
    /// The report is stored when the transaction commits; the device as it stands then.
    case stored(DeviceRecord)
    /// Somebody else holds the row: try again.
    case busy
    /// There is no such device any more.
    case gone
}

/// Takes reports of devices in, many in one transaction (P6).
public enum StatusReports {
    /// Writes the reports that differ from what is stored, and tells transitions. Rows are locked in the order of their
    /// ids, rows that somebody else holds are left out, and a report that says nothing new writes nothing.
    /// - Parameter writes: at most one per device.
    /// - Returns: The outcome by device.
    public static func write(_ connection: Connection, _ writes: [StatusWrite]) throws -> [Int64: StatusOutcome] {
        let ids = writes.map(\.device)
        let locked = try lock(connection, writes)
        let known = try ReportedDevice.load(connection, ids: ids)
        let free = writes.filter { locked[$0.device] != nil || known[$0.device]?.hash == $0.hash }
        try SeenDevices.record(connection, ids: known.values.filter(\.isDisconnected).map(\.id).sorted())
        let settled = try save(connection, free.filter { locked[$0.device] != nil }, before: locked)
        try RolloutQueue.devicesChanged(connection, settled)
        let after = try DeviceRecords.load(connection, ids: free.map(\.device))
        try announce(connection, known, after.filter { locked[$0.id] != nil })
        var outcomes: [Int64: StatusOutcome] = [:]
        for id in ids { outcomes[id] = known[id] == nil ? .gone : .busy }
        for record in after { outcomes[record.id] = .stored(record) }
        return outcomes
    }

    /// What decides about the outcome of an update.
    private struct Standing: Equatable {
        let version: Int64
        let failed: Int64

        init(_ row: Row) throws {
            version = try row.int(1)
            failed = try row.int(2)
        }
    }

    private static func lock(_ connection: Connection, _ writes: [StatusWrite]) throws -> [Int64: Standing] {
        let rows = try connection.query(
            """
            select s.device_id, s.reported_version, s.failed_version from device_status s
            join unnest($1::bigint[], $2::bytea[]) i(id, hash) on i.id = s.device_id
            where s.doc_hash <> i.hash
            order by s.device_id
            for no key update of s skip locked
            """,
            [.intArray(writes.map(\.device)), .bytesArray(writes.map(\.hash))])
        return try standings(rows)
    }

    private static func standings(_ rows: Rows) throws -> [Int64: Standing] {
        try Dictionary(rows.map { try ($0.int(0), Standing($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// An error that does not say which version it is about belongs, when it is new, to the newest rendered one.
    /// - Returns: the devices that run another version than before, or failed at one.
    private static func save(
        _ connection: Connection, _ writes: [StatusWrite], before: [Int64: Standing]
    ) throws -> [Int64] {
        guard !writes.isEmpty else { return [] }
        let reports = writes.map(\.report)
        let rows = try connection.query(
            """
            update device_status s
            set reported_version = i.version, updating = i.updating, updating_reason = i.reason,
                updating_message = i.message, worst_resource = i.worst, resource_info = i.info, cpu = i.cpu,
                memory = i.memory, disk = i.disk, apps = coalesce(i.apps, s.apps), app_count = i.app_count,
                decommissioning = coalesce(i.decommissioning, s.decommissioning), os_image = i.image,
                os_digest = i.digest, os_mode = coalesce(i.os_mode, s.os_mode), doc = i.doc, doc_hash = i.hash,
                failed_version = case
                    when i.failed is not null then i.failed
                    when s.updating = i.updating and s.updating_reason = i.reason and s.updating_message = i.message
                        then s.failed_version
                    else (select t.rendered_version from device_target t where t.device_id = s.device_id) end,
                rev = s.rev + 1
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::text[], $11::text[], $12::bigint[], $13::text[], $14::text[], $15::text[],
                        $16::text[], $17::bytea[], $18::bytea[], $19::bigint[])
                 i(id, version, updating, reason, message, worst, info, cpu, memory, disk, apps, app_count,
                   decommissioning, image, digest, os_mode, doc, hash, failed)
            where s.device_id = i.id
            returning s.device_id, s.reported_version, s.failed_version
            """,
            [
                .intArray(writes.map(\.device)), .intArray(reports.map(\.renderedVersion)),
                .textArray(reports.map(\.updating.status)), .textArray(reports.map(\.updating.reason)),
                .textArray(reports.map(\.updating.message)), .textArray(reports.map(\.resources.worst)),
                .textArray(reports.map(\.resources.info)), .textArray(reports.map(\.resources.cpu)),
                .textArray(reports.map(\.resources.memory)), .textArray(reports.map(\.resources.disk)),
                .optionalTextArray(reports.map(\.applications)), .intArray(reports.map(\.applicationCount)),
                .optionalTextArray(reports.map(\.decommissioning)), .textArray(reports.map(\.image)),
                .textArray(reports.map(\.imageDigest)), .optionalTextArray(reports.map(\.osMode)),
                .bytesArray(reports.map(\.document)), .bytesArray(writes.map(\.hash)),
                .optionalIntArray(reports.map(\.updating.failure.version)),
            ])
        return try standings(rows).filter { $0.value != before[$0.key] }.keys.sorted()
    }

    private static func announce(
        _ connection: Connection, _ before: [Int64: ReportedDevice], _ after: [DeviceRecord]
    ) throws {
        let events = after.flatMap { record -> [EventRecord] in
            guard let old = before[record.id] else { return [] }
            return StatusTransition.between(old.facts, record.facts).map { transition in
                EventRecord(
                    organization: record.organization, kind: "Device", name: record.metadata.name,
                    reason: transition.reason, severity: transition.severity, message: transition.message,
                    component: "agent-api")
            }
        }
        try Events.record(connection, events)
    }
}

extension ReportedCondition.Failure {
    /// As it is stored: 0 is no failure; nil is one whose version is to be found.
    fileprivate var version: Int64? {
        switch self {
        case .none: 0
        case .version(let version): version
        case .unnamed: nil
        }
    }
}
