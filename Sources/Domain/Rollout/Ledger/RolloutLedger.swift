public import Resources

/// Which devices a dispatch takes from.
public enum DispatchScope: Sendable, Hashable {
    /// Those chosen for the current batch of the rollout.
    case batch
    /// All members that have not got the version and may; they are chosen for the current batch by that. For a batch of all
    /// devices left that nothing holds back.
    case rest
    /// Newcomers and devices that were away, for the good version: members that are connected, should run nothing of the fleet
    /// yet or a version older than the good one (ids of versions grow, so that nobody is taken backwards), have not refused the
    /// good one, and, while the rollout is active, are not chosen for its current batch.
    case joiners
    /// Those that run the version, connected, to go back: where to is said at ``RolloutLedger/sendBack(_:_:to:)``.
    case rollback
}

/// Which devices are sent back.
public enum ReturnScope: Sendable, Hashable {
    /// Those that failed with the version and are not remembered as having refused it.
    case refused
    /// Those, and all others that should run it and either do not run it yet or are silent: they are away already, so that no
    /// budget has to hold them back.
    case unsettled
}

/// The seam between decisions about rollouts and the store: what one step of one fleet's rollout reads and writes, all of it in
/// one transaction that begins with `load` and holds the fleet's lock from then on. Two steps of one fleet therefore never
/// overlap, and a step that is cut off has not happened.
///
/// Implemented on Postgres and in memory; both are held to the same conformance tests.
public protocol RolloutLedger {
    /// Locks the fleet and reads how it stands; nil when it is gone.
    func load(fleet: Int64) throws -> FleetStanding?

    /// Reads the aggregates for a rollout of the loaded fleet.
    /// - Parameter updateTimeout: seconds after its dispatch at which a device without outcome has timed out.
    func facts(_ rollout: Rollout, updateTimeout: Int64) throws -> RolloutFacts

    /// Reads the groups of a budget; one with an empty key for an empty list.
    func groups(_ rollout: Rollout, by keys: [String], scope: DispatchScope, updateTimeout: Int64) throws
        -> [GroupFacts]

    /// Stores a rollout: a new one (id 0), or the new values of an old one.
    /// - Returns: its id.
    func save(_ rollout: Rollout) throws -> Int64

    /// Chooses devices for batch `rollout.batch`: members that match, should not run the version yet and have not refused it
    /// (one that was chosen for an earlier batch and fell silent before it was dispatched to is chosen anew); in the order of
    /// their names.
    /// - Parameters:
    ///   - limit: a count as it is; a share is of all members that match, less those of them that got the version before,
    ///     whether they kept or refused it: `round(total × share) − already`; nil and 100 % are all.
    ///   - includesOffline: whether devices that are silent may be chosen.
    /// - Returns: how many were chosen.
    func choose(_ rollout: Rollout, selector: LabelSelector?, limit: Amount?, includesOffline: Bool) throws -> Int64

    /// Gives a version to devices of a scope: it is what they should run from now on. In the order of their names. Remembers for
    /// each when, whether it was connected, and, where it runs what it should until now and is not rolled back, that version as
    /// the one it came from (`prior_tv_id`). One that fails with the good version until now is remembered as having refused it. An
    /// error of rendering counts no more: it was about another version. Counts against the rate of the organization.
    /// - Parameters:
    ///   - version: the rollout's own, or for joiners and a rollback the good one.
    ///   - allowances: nil is no budget; otherwise groups that are not named get none.
    ///   - limit: at most so many in all; nil is no limit.
    ///   - includesOffline: whether silent ones are taken.
    /// - Returns: how many got it.
    func dispatch(
        _ rollout: Rollout, _ scope: DispatchScope, version: Int64, allowances: [GroupAllowance]?, groupBy: [String],
        limit: Int64?, includesOffline: Bool
    ) throws -> Int64

    /// Takes the version from devices of a scope. Those that failed with it are remembered as having refused it, so that it is not
    /// offered to them again; that they refused the good version before stays remembered as well. When, and whether they were
    /// connected, is remembered as in a dispatch. Each gets the good version; one that refused that gets the version it came from
    /// instead, if it is another and was not refused either; where there is neither, it should run nothing of the fleet (`tv_id`
    /// null) and keeps what was rendered for it last.
    /// - Returns: how many were remembered or get something else now.
    func sendBack(_ rollout: Rollout, _ scope: ReturnScope, to good: Int64?) throws -> Int64

    /// Forgets which devices refused the version, so that a retry may offer it again. For those for whom it is still the rendered
    /// one and who failed with it, what was rendered is forgotten too (`rendered_tv_id` null). What such a device should still
    /// run is rendered anew, with a higher version, and an agent tries it again.
    func forgetOutcomes(_ rollout: Rollout) throws

    /// States that the version of a rollout is the fleet's good one.
    func adoptGood(_ version: Int64) throws

    /// Keeps the report of a batch that ended.
    func keep(_ report: BatchReport, of rollout: Rollout) throws

    /// Tells what happened: an event each, and the fleet's condition and annotations as they are now.
    func tell(_ rollout: Rollout, _ events: [RolloutEvent]) throws

    /// Asks for another step of the fleet at an instant; an earlier one that is asked for already stands.
    func wake(at moment: Moment) throws
}
