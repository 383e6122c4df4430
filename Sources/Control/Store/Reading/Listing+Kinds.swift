import Resources

extension Listing {
    static func resource(_ kind: Kind) -> Listing {
        let fields = [
            "metadata.name": "r.name", "metadata.owner": "'ResourceSync/' || sync.name",
            "metadata.creationTimestamp": "r.created_at",
            "spec.template.spec.os.image": "r.spec #>> '{template,spec,os,image}'", "spec.type": "r.spec ->> 'type'",
            "spec.url": "r.spec ->> 'url'", "spec.registry": "r.spec ->> 'registry'",
            "spec.accessMode": "r.spec ->> 'accessMode'", "spec.repository": "r.spec ->> 'repository'",
        ]
        return byName(
            from: """
                resource r
                left join resource_status s on s.resource_id = r.id
                left join manifest m on m.org = r.org and m.kind = r.kind and m.name = r.name
                left join resource sync on sync.id = m.sync_id
                left join fleet f on f.id = r.id
                left join template_version tv on tv.id = f.current_tv_id
                left join lateral (
                    select o.batch, o.annotations, sum(o.rev) over ()::bigint as rev
                    from rollout o where o.fleet_id = f.id order by o.id desc limit 1) o on true
                left join commit c on c.id = m.commit_id
                where r.kind = '\(kind.rawValue)'
                """,
            organization: "r.org", name: "r.name", labels: "r.labels",
            columns: """
                r.name, r.labels, jsonb_strip_nulls(jsonb_build_object(
                    'fleet-controller/templateVersion', tv.name, 'martlet.io/commit', c.oid,
                    'martlet.io/path', m.path || ':' || m.line || ':' || m.col,
                    'martlet.io/conditions', \(ExtensionColumns.ownConditions("s.conditions")),
                    'martlet.io/nextAttempt', \(WireTime.text(NextAttempt.column(of: kind))))
                    || coalesce(o.annotations, '{}') || \(ExtensionColumns.annotations("r.spec", of: kind))),
                'ResourceSync/' || sync.name, \(kind == .repository ? "null::bigint" : "r.generation"),
                r.rev + coalesce(s.rev, 0) + coalesce(o.rev, 0), \(WireTime.text("r.created_at")),
                \(ExtensionColumns.spec("r.spec", of: kind)),
                coalesce(s.doc, '{}')
                    || case when o.batch is null then '{}'
                            else jsonb_build_object('rollout', jsonb_build_object('currentBatch', o.batch)) end
                    || jsonb_build_object('conditions', \(ExtensionColumns.conditions("s.conditions")))
                """,
            fields: fields)
    }

    static let enrollmentRequest = byName(
        from: "enrollment_request r where true", organization: "r.org", name: "r.name", labels: "r.labels",
        columns: """
            r.name, r.labels, null::jsonb, null::text, null::bigint, r.rev, \(WireTime.text("r.created_at")), r.spec,
            jsonb_strip_nulls(jsonb_build_object('certificate', r.certificate, 'approval', r.approval))
                || jsonb_build_object('conditions', r.conditions)
            """,
        fields: [
            "metadata.name": "r.name", "metadata.owner": "null::text", "metadata.creationTimestamp": "r.created_at",
            "status.approval.approved": "r.approval ->> 'approved'",
            "status.certificate": "r.certificate",
        ])

    static let signingRequest = byName(
        from: "certificate_signing_request r where true", organization: "r.org", name: "r.name", labels: "r.labels",
        columns: """
            r.name, r.labels, null::jsonb, r.owner, null::bigint, r.rev, \(WireTime.text("r.created_at")), r.spec,
            jsonb_strip_nulls(jsonb_build_object('certificate', \(base64("r.certificate"))))
                || jsonb_build_object('conditions', r.conditions)
            """,
        fields: [
            "metadata.name": "r.name", "metadata.owner": "r.owner", "metadata.creationTimestamp": "r.created_at",
            "status.certificate": base64("r.certificate"),
        ])

    /// Postgres breaks the lines of base64; the wire does not.
    private static func base64(_ text: String) -> String {
        "translate(encode(convert_to(\(text), 'UTF8'), 'base64'), E'\\n', '')"
    }

    /// Newest first, as people look for the latest.
    static let templateVersion = Listing(
        from: "template_version r join resource f on f.id = r.fleet_id where true", organization: "r.org",
        name: "r.name", labels: "'{}'::jsonb",
        columns: """
            r.name, '{}'::jsonb, null::jsonb, 'Fleet/' || f.name, null::bigint, r.rev, \(WireTime.text("r.created_at")),
            jsonb_build_object('fleet', f.name),
            r.spec || jsonb_build_object('updatedAt', \(WireTime.text("r.created_at")), 'conditions',
                case r.state when 0 then '[]' else jsonb_build_array(jsonb_build_object(
                    'type', 'Valid', 'status', case r.state when 1 then 'True' else 'False' end,
                    'reason', case r.state when 1 then 'Valid' else 'Invalid' end, 'message', coalesce(r.error, ''),
                    'lastTransitionTime', \(WireTime.text("r.created_at")))) end)
            """,
        fields: [
            "metadata.name": "r.name", "metadata.owner": "'Fleet/' || f.name",
            "metadata.creationTimestamp": "r.created_at",
        ],
        keys: ["r.id::text"], keysAreNumbers: true, order: "r.id desc", after: { "r.id < \($0[0])::text::bigint" })

    static func event(oldestFirst: Bool) -> Listing {
        Listing(
            from: "event r where true", organization: "r.org", name: "r.uid::text", labels: "'{}'::jsonb",
            columns: """
                r.uid::text, '{}'::jsonb, null::jsonb, null::text, null::bigint, 1::bigint,
                \(WireTime.text("r.at")), jsonb_strip_nulls(jsonb_build_object(
                    'apiVersion', 'flightctl.io/v1beta1', 'kind', 'Event',
                    'metadata', jsonb_build_object(
                        'name', r.uid, 'creationTimestamp', \(WireTime.text("r.at")),
                        'annotations', jsonb_build_object('event-controller/requestID', r.request_id)),
                    'involvedObject', jsonb_build_object('kind', r.kind, 'name', r.name), 'reason', r.reason,
                    'message', r.message, 'type', r.type, 'source', jsonb_build_object('component', r.component),
                    'actor', r.actor, 'details', r.details)), null::jsonb
                """,
            fields: [
                "metadata.name": "r.uid::text", "metadata.owner": "null::text", "metadata.creationTimestamp": "r.at",
                "reason": "r.reason", "actor": "r.actor", "type": "r.type", "involvedObject.name": "r.name",
                "involvedObject.kind": "r.kind",
            ],
            keys: ["(extract(epoch from r.at) * 1000000)::bigint::text", "r.id::text"], keysAreNumbers: true,
            order: oldestFirst ? "r.at, r.id" : "r.at desc, r.id desc",
            after: { keys in
                // Whole microseconds: the same instant whatever time zone and date style a session has.
                let at = "timestamptz 'epoch' + \(keys[0])::text::bigint * interval '1 microsecond'"
                return "(r.at, r.id) \(oldestFirst ? ">" : "<") (\(at), \(keys[1])::text::bigint)"
            })
    }

    /// The status of a device is made from its view and the bytes that it sent: this lists ids only.
    static let device = byName(
        from: "device_state r where true", organization: "r.org", name: "r.name", labels: "r.labels",
        columns: "r.name, r.id",
        fields: [
            "metadata.name": "r.name", "metadata.owner": "'Fleet/' || r.fleet",
            "metadata.creationTimestamp": "r.created_at", "metadata.alias": "r.labels ->> 'alias'",
            "status.summary.status": "r.summary", "status.applicationsSummary.status": "r.applications",
            "status.updated.status": "r.updated", "status.lifecycle.status": "r.lifecycle",
            "status.capabilities.osMode": "r.os_mode",
        ])
}
