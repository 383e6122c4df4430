import Resources

/// When Martlet tries next to better what is not well with an object, for the annotation `martlet.io/nextAttempt`. It is
/// derived when it is read, so that it is never written for its own sake.
///
/// Nothing is stuck in silence. Every way in which work can wait or fail, what says so, and what goes on by itself:
///
/// | What | Said by | Goes on |
/// |---|---|---|
/// | a Repository that was not asked yet | Repository `Accessible` Unknown `Pending` | at once |
/// | a Repository that cannot be reached | Repository `Accessible` False, and that of its syncs | next poll or probe: backoff, `Retry-After` |
/// | a sync without Repository, with an unusable one, or a missing reference | ResourceSync `Accessible` False | next poll |
/// | a path that is missing, wrong documents, a refused, unsigned, rewritten or pruning commit | ResourceSync `ResourceParsed`, `Synced`, `Verified`, `PruneBlocked` | next poll; at once by a webhook, an approval or a changed spec |
/// | a sync that is suspended or pinned | ResourceSync `Suspended`, `Pinned` | when it expires, or is ended |
/// | a pass that fails in itself | ResourceSync `Synced` False, from the second time on | its job, then the next poll |
/// | a template version whose sources cannot be read | Fleet `Valid` False | its job, for ever, at most 15 minutes apart |
/// | a template that cannot be delivered | Fleet `Valid` False | never: it takes a commit |
/// | a device whose sources cannot be read | Device `SpecValid` False | a job for its fleet, for ever, at most 15 minutes apart |
/// | a device whose labels do not fill the template | Device `SpecValid` False | when labels or template change |
/// | a device that two fleets match | Device `MultipleOwners` | when labels or fleets change |
/// | a place that cannot be looked at again | event `DependencySyncProbeFailed`; what was frozen stays in force | next look: backoff, `Retry-After` |
/// | a job that failed for good | the log, `martletd jobs`, metrics | an hour later |
///
/// The events of these states tell of transitions, once each.
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

    /// A SQL expression over `device_target t`: a device waits for the sources of its fleet.
    static let ofDevice = """
        case when t.stale and t.error is not null then (
            select greatest(min(j.run_at), now()) from job j
            where j.org = t.org and j.kind = 'gather' and j.key = coalesce(t.fleet_id, 0)::text and j.state < 2
            having count(*) > 0) end
        """

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
