import Resources

extension ServedRoutes {
    static let devices = [
        ServedRoute(.get, "/api/v1/devices/{name}", "One device").answering("Device").refusing(404),
        ServedRoute(.get, "/api/v1/devices/{name}/status", "One device").answering("Device").refusing(404),
        ServedRoute(.get, "/api/v1/devices/{name}/lastseen", "When the device was last seen; 204 for never")
            .answering("DeviceLastSeen").answering(nil, 204).refusing(404),
        ServedRoute(.get, "/api/v1/devices/{name}/rendered", "What the device is sent").asking([.knownVersion])
            .answering("Device").answering(nil, 204).refusing(404, 409),
    ]

    static let decisions = [
        ServedRoute(.put, "/api/v1/enrollmentrequests/{name}/approval", "Let a device in")
            .taking("EnrollmentRequestApproval").answering("EnrollmentApprovalStatus").refusing(404, 409, 413),
        ServedRoute(.get, "/api/v1/enrollmentconfig", "What an agent needs to enrol").asking([.certificateRequest])
            .answering("EnrollmentConfig").refusing(404),
        ServedRoute(.post, "/api/v1/certificatesigningrequests", "Ask for a certificate to enrol with")
            .taking("CertificateSigningRequest").answering("CertificateSigningRequest", 201).refusing(409, 413),
        ServedRoute(
            .put, "/api/v1/certificatesigningrequests/{name}/approval",
            "Refused: such a request is decided when it is made"
        ).refusing(404, 409),
    ]

    /// What is gone already counts as removed.
    static let removals = [
        ServedRoute(.delete, "/api/v1/devices/{name}", "Remove a device with its enrolment").answering("Status"),
        ServedRoute(.delete, "/api/v1/enrollmentrequests/{name}", "Remove a request that was not approved")
            .answering("Status").refusing(409),
        ServedRoute(.delete, "/api/v1/certificatesigningrequests/{name}", "Remove a request").answering("Status"),
    ]

    /// Writes that clients of the peer know and this server refuses, with the place to change instead.
    static var refused: [ServedRoute] {
        let fromGit = "Refused: what git declares is changed in git"
        let approval =
            "Approve the next batch of a rollout, by its annotations alone; refused otherwise: fleets are changed in git"
        let declared = [Kind.fleet, .device, .repository, .resourceSync].flatMap { kind in
            let collection = "/api/v1/\(kind.plural)"
            let changes = [ServedRoute.Method.put, .patch].map {
                kind == .fleet
                    ? ServedRoute($0, "\(collection)/{name}", approval).answering("Fleet")
                    : ServedRoute($0, "\(collection)/{name}", fromGit)
            }
            let removal = ServedRoute(.delete, "\(collection)/{name}", "Refused, unless there is no such object")
                .answering("Status")
            return [ServedRoute(.post, collection, fromGit)] + changes + (kind == .device ? [] : [removal])
        }
        let version = ServedRoute(
            .delete, "/api/v1/fleets/{name}/templateversions/{version}", "Refused, unless there is no such fleet"
        ).answering("Status")
        return (declared + [version]).map { $0.refusing(409) } + refusedReports
    }

    private static var refusedReports: [ServedRoute] {
        let statuses = [Kind.fleet, .device, .enrollmentRequest].flatMap {
            changes("/api/v1/\($0.plural)/{name}/status", "Refused: reports are the server's and the device's")
        }
        let requests = ServedRoute(.post, "/api/v1/enrollmentrequests", "Refused: devices ask at their own API")
        return statuses + [requests] + changes("/api/v1/enrollmentrequests/{name}", "Refused: the device's own")
            + changes("/api/v1/certificatesigningrequests/{name}", "Refused: not changed once made")
    }

    private static func changes(_ path: String, _ summary: String) -> [ServedRoute] {
        [ServedRoute(.put, path, summary), ServedRoute(.patch, path, summary)]
    }
}
