extension ServedRoutes {
    /// How rollouts stand, what operators do about them, and why a device has its spec. Extensions.
    static let rollouts =
        [
            ServedRoute(.get, "/api/v1/fleets/{name}/rollout", "How the newest rollout of a fleet stands")
                .answering("FleetRollout").refusing(404),
            ServedRoute(.get, "/api/v1/fleets/{name}/rollout/history", "The rollouts of a fleet, newest first")
                .asking([.limit, .next]).answering("FleetRolloutHistory").refusing(404),
            ServedRoute(.get, "/api/v1/devices/{name}/explanation", "Why a device has its spec, and what it waits for")
                .answering("DeviceExplanation").refusing(404),
        ]
        + commands.map { word, summary in
            ServedRoute(.post, "/api/v1/fleets/{name}/rollout/\(word)", summary)
                .taking("FleetRolloutWish").answering("FleetRollout").refusing(404, 409, 413)
        }

    private static let commands = [
        ("pause", "Dispatch to no more devices"), ("resume", "Go on with a paused rollout"),
        ("approve", "Let the next batch begin"), ("cancel", "End the rollout; devices keep what they have"),
        ("retry", "Begin again, also for devices that refused the version"),
        ("rollback", "Send the devices that have the version back to the good one"),
    ]
}
