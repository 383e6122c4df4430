import Resources

/// When Martlet tries next to better what is not well with an object, for the annotation `martlet.io/nextAttempt`. It is
/// derived when it is read, so that it is never written for its own sake.
enum NextAttempt {
    /// A SQL expression over `resource r` and its `resource_status s`; null when nothing waits for an attempt.
    static func column(of kind: Kind) -> String {
        switch kind {
        case .repository: "next_attempt(s.conditions, \(poll("r.name")))"
        case .resourceSync: "next_attempt(s.conditions, \(poll("r.spec ->> 'repository'")))"
        case .fleet: resolving
        default: "null::timestamptz"
        }
    }

    private static func poll(_ name: String) -> String {
        "(select p.next_attempt from repository_poll p where p.org = r.org and p.repository = \(name))"
    }

    /// A fleet waits for its template version to be frozen. What no time can mend has no job and no next attempt.
    private static let resolving = """
        (select next_attempt(s.conditions, min(j.run_at)) from template_version v
         join job j on j.org = v.org and j.kind = 'resolve' and j.key = v.id::text and j.state < 2
         where v.fleet_id = r.id and v.state = 0 having count(*) > 0)
        """
}
