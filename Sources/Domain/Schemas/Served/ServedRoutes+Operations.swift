extension ServedRoutes {
    /// What operators do about ResourceSyncs between commits. Extensions.
    static let operations = [
        ServedRoute(.get, "/api/v1/resourcesyncs/{name}/status", "How a sync stands")
            .answering("ResourceSyncStanding").refusing(404),
        ServedRoute(.get, "/api/v1/resourcesyncs/{name}/history", "What its passes did, newest first")
            .asking([.limit, .next]).answering("ResourceSyncHistory").refusing(404),
        ServedRoute(.post, "/api/v1/resourcesyncs/{name}/now", "Look at its repository now")
            .answering("ResourceSyncStanding").refusing(404, 409),
        ServedRoute(.put, "/api/v1/resourcesyncs/{name}/pin", "Hold it at a commit until a new one arrives")
            .taking("ResourceSyncPin").answering("ResourceSyncStanding").refusing(404, 409, 413),
        ServedRoute(.delete, "/api/v1/resourcesyncs/{name}/pin", "Let it follow its reference again")
            .answering("ResourceSyncStanding").refusing(404),
        ServedRoute(.post, "/api/v1/resourcesyncs/{name}/approval", "Let through the commit that waits")
            .taking("ResourceSyncApproval").answering("ResourceSyncStanding").refusing(404, 409, 413),
        ServedRoute(.put, "/api/v1/resourcesyncs/{name}/suspension", "Leave it alone for a time")
            .taking("ResourceSyncSuspension").answering("ResourceSyncStanding").refusing(404, 413),
        ServedRoute(.delete, "/api/v1/resourcesyncs/{name}/suspension", "Resume it")
            .answering("ResourceSyncStanding").refusing(404),
        ServedRoute(.get, "/api/v1/devices/{name}/blame", "Who wrote what the device is sent, and where")
            .answering("DeviceBlame").refusing(404),
    ]
}
