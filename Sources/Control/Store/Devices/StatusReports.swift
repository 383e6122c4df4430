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
        let before = try DeviceRecords.load(connection, ids: ids, documents: false)
        let known = Dictionary(uniqueKeysWithValues: before.map { ($0.id, $0) })
        let free = writes.filter { locked.contains($0.device) || known[$0.device]?.reportHash == $0.hash }
        try SeenDevices.record(connection, ids: before.filter(\.isDisconnected).map(\.id))
        try save(connection, free.filter { locked.contains($0.device) })
        let after = try DeviceRecords.load(connection, ids: free.map(\.device))
        try announce(connection, known, after.filter { locked.contains($0.id) })
        var outcomes: [Int64: StatusOutcome] = [:]
        for id in ids { outcomes[id] = known[id] == nil ? .gone : .busy }
        for record in after { outcomes[record.id] = .stored(record) }
        return outcomes
    }

    private static func lock(_ connection: Connection, _ writes: [StatusWrite]) throws -> Set<Int64> {
        let rows = try connection.query(
            """
            select s.device_id from device_status s
            join unnest($1::bigint[], $2::bytea[]) i(id, hash) on i.id = s.device_id
            where s.doc_hash <> i.hash
            order by s.device_id
            for no key update of s skip locked
            """,
            [.intArray(writes.map(\.device)), .bytesArray(writes.map(\.hash))])
        return try Set(rows.map { try $0.int(0) })
    }

    private static func save(_ connection: Connection, _ writes: [StatusWrite]) throws {
        guard !writes.isEmpty else { return }
        let reports = writes.map(\.report)
        try connection.query(
            """
            update device_status s
            set reported_version = i.version, updating = i.updating, updating_reason = i.reason,
                updating_message = i.message, worst_resource = i.worst, resource_info = i.info, cpu = i.cpu,
                memory = i.memory, disk = i.disk, apps = coalesce(i.apps, s.apps), app_count = i.app_count,
                decommissioning = coalesce(i.decommissioning, s.decommissioning), os_image = i.image,
                os_digest = i.digest, os_mode = coalesce(i.os_mode, s.os_mode), doc = i.doc, doc_hash = i.hash,
                rev = s.rev + 1
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::text[], $11::text[], $12::bigint[], $13::text[], $14::text[], $15::text[],
                        $16::text[], $17::bytea[], $18::bytea[])
                 i(id, version, updating, reason, message, worst, info, cpu, memory, disk, apps, app_count,
                   decommissioning, image, digest, os_mode, doc, hash)
            where s.device_id = i.id
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
            ])
    }

    private static func announce(
        _ connection: Connection, _ before: [Int64: DeviceRecord], _ after: [DeviceRecord]
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
