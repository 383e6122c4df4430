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
}
