import Nodes
public import SQL
public import Wire

/// A device as it stands: identity, what it should run, what it reported, and what follows from both.
public struct DeviceRecord: Sendable {
    /// `device.id`.
    public var id: Int64
    /// Its organization.
    public var organization: OrganizationID
    /// `metadata`, with the annotations that agents read.
    public var metadata: ObjectMetadata
    /// JSON of the spec that a manifest declares; nil when none does.
    public var declaredSpec: [UInt8]?
    /// Version of the newest rendered spec.
    public var renderedVersion: Int64
    /// `rendered.id` of the newest rendered spec; nil while there is none.
    public var renderedID: Int64?
    /// What the device wrote into its status.
    public var document: [UInt8]
    /// What follows from time, fleet and device.
    public var computed: ComputedStatus
    /// What transitions are told from.
    public var facts: StatusFacts

    /// The Device as the wire shows it, around a spec that is JSON already (nil leaves it out).
    public func json(spec: [UInt8]?) throws -> [UInt8] {
        guard let status = DeviceStatusDocument.json(document, computed) else {
            throw StoreError.unreadable("a status of device \(metadata.name)")
        }
        return ObjectDocument.json(kind: "Device", metadata: metadata, spec: spec, status: status)
    }
}

/// Reads devices, always as sets.
public enum DeviceRecords {
    /// The devices that exist of these, in the order of their names.
    public static func load(_ connection: Connection, ids: [Int64]) throws -> [DeviceRecord] {
        try connection.query(
            """
            select s.id, s.org, s.name, s.labels, s.generation, s.resource_version, \(WireTime.text("s.created_at")),
                   s.fleet, target_tv.name, s.rendered_tv, s.rendered_version, s.rendered_id, s.error,
                   \(WireTime.text("coalesce(t.rendered_at, s.created_at)")), encode(r.spec_hash, 'hex'), s.declared_spec,
                   r1.doc, s.integrity, s.summary_info, s.lifecycle, \(StatusFacts.columns),
                   (select string_agg(f.name, ',' order by f.name)
                    from device_conflict c join resource f on f.id = c.fleet_id where c.device_id = s.id),
                   \(WireTime.text(NextAttempt.ofDevice)),
                   exists (select from rollout o
                           where o.id = t.rollout_id and o.finished_at is null and o.batch = t.batch)
            from device_state s
            join device_target t on t.device_id = s.id
            left join template_version target_tv on target_tv.id = t.tv_id
            join device_status r1 on r1.device_id = s.id
            left join rendered r on r.id = s.rendered_id
            where s.id = any($1)
            order by s.name
            """,
            [.intArray(ids)]
        ).map(record)
    }

    private static func record(_ row: Row) throws -> DeviceRecord {
        let facts = try StatusFacts(row, at: 20)
        return try DeviceRecord(
            id: row.int(0), organization: OrganizationID(row.int(1)), metadata: metadata(row),
            declaredSpec: row.optionalJSON(15), renderedVersion: row.int(10), renderedID: row.optionalInt(11),
            document: row.bytes(16), computed: computed(row, facts), facts: facts)
    }

    private static func metadata(_ row: Row) throws -> ObjectMetadata {
        try ObjectMetadata(
            name: row.string(2), labels: row.json(3), annotations: annotations(row),
            owner: row.optionalString(7).map { "Fleet/\($0)" }, generation: row.int(4), resourceVersion: row.int(5),
            creationTimestamp: row.string(6))
    }

    /// The wire's annotations are made from columns; they are in no table.
    private static func annotations(_ row: Row) throws -> [UInt8] {
        let hasRendered = !(try row.isNull(11))
        let pairs: [(String, String?)] = try [
            ("device-controller/renderedVersion", hasRendered ? String(row.int(10)) : nil),
            ("device-controller/renderedSpecHash", row.optionalString(14)),
            ("fleet-controller/templateVersion", row.optionalString(8)),
            ("fleet-controller/renderedTemplateVersion", row.optionalString(9)),
            ("fleet-controller/selectedForRollout", row.bool(32) ? "" : nil),
            ("fleet-controller/lastRolloutError", row.isNull(7) ? nil : row.optionalString(12)),
            ("martlet.io/nextAttempt", row.optionalString(31)),
        ]
        var writer = JSONWriter()
        writer.object { writer in pairs.forEach { writer.field($0.0, $0.1) } }
        return writer.bytes
    }

    private static func computed(_ row: Row, _ facts: StatusFacts) throws -> ComputedStatus {
        try ComputedStatus(
            summary: facts.summary, summaryInfo: row.optionalString(18), updated: facts.updated,
            updatedInfo: facts.updatedInfo, applications: facts.applications, lifecycle: row.string(19),
            integrity: row.optionalJSON(17), conditions: conditions(row))
    }

    /// The conditions that are ours and that no device can write.
    private static func conditions(_ row: Row) throws -> [ConditionDocument] {
        var conditions: [ConditionDocument] = []
        let time = try row.string(13)
        if let error = try row.optionalString(12) {
            conditions.append(
                ConditionDocument(
                    type: "SpecValid", status: "False", reason: "Invalid", message: error, lastTransitionTime: time))
        } else if !(try row.isNull(11)) {
            conditions.append(
                ConditionDocument(
                    type: "SpecValid", status: "True", reason: "Valid", message: "", lastTransitionTime: time))
        }
        if let fleets = try row.optionalString(30) {
            conditions.append(
                ConditionDocument(
                    type: "MultipleOwners", status: "True", reason: "MultipleOwners", message: fleets,
                    lastTransitionTime: time))
        }
        return conditions
    }
}
