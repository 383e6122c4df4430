import Jobs
public import SQL

/// How a transaction says that a rollout may go on.
public enum RolloutQueue {
    /// Kind of the job that makes one step of a fleet's rollout; its key is the fleet's id.
    public static let jobKind = "rollout"

    /// Asks for a step of each fleet's rollout, in the caller's transaction.
    /// - Parameter pause: time until then; many causes within it make one step.
    public static func enqueue(
        _ connection: Connection, _ organization: OrganizationID, fleets: [Int64], after pause: Duration = .zero
    ) throws {
        try JobQueue.enqueue(
            connection,
            fleets.map {
                NewJob(organization: organization.value, kind: jobKind, key: "\($0)", priority: 10, delay: pause)
            })
    }
}
