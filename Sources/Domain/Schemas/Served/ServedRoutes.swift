import Resources

/// The routes of the listeners. Each list stands for all of its router's routes and no others.
public enum ServedRoutes {
    /// The API for people, on port 3333.
    public static var user: [ServedRoute] {
        health + access + lists + objects + devices + decisions + removals + operations + rollouts + webhooks + refused
    }

    /// The API for devices, on port 7443.
    public static let agent: [ServedRoute] = [
        ServedRoute(.get, "/api/v1/devices/{name}/rendered", "What the device should run; held until it changes")
            .asking([.knownVersion]).answering("Device").answering(nil, 204).refusing(404, 409),
        ServedRoute(.put, "/api/v1/devices/{name}/status", "Report the status of the device")
            .taking("Device").answering("Device").refusing(404, 413),
        ServedRoute(.post, "/api/v1/certificatesigningrequests", "Ask for the device's next certificate")
            .taking("CertificateSigningRequest").answering("CertificateSigningRequest", 201).refusing(409, 413),
        ServedRoute(.get, "/api/v1/certificatesigningrequests/{name}", "What became of such a request")
            .answering("CertificateSigningRequest").refusing(404),
        ServedRoute(.post, "/api/v1/enrollmentrequests", "Ask to be let in")
            .taking("EnrollmentRequest").answering("EnrollmentRequest", 201).refusing(409, 413),
        ServedRoute(.get, "/api/v1/enrollmentrequests/{name}", "What became of such a request")
            .answering("EnrollmentRequest").refusing(404),
    ]

    private static let webhooks = [
        ServedRoute(
            .post, "/api/v1/webhooks/{provider}",
            "Say that a repository changed, signed with its secret; 204 for what is no push"
        ).taking("WebhookPayload").answering("Status", 202).answering(nil, 204).refusing(401, 404, 408, 413, 503).open
    ]

    /// Routes of the device's listener that speak gRPC, for which OpenAPI has no form. Both answer “unimplemented”.
    public static let remoteProcedures = [
        "/flightctl.v1.RouterService/Stream", "/flightctl.v1.Enrollment/TPMChallenge",
    ]

    private static let health = [
        ServedRoute(.get, "/healthz", "Whether the process lives").answering(nil).open,
        ServedRoute(.get, "/readyz", "Whether the database answers").answering(nil).refusing(503).open,
        ServedRoute(.get, "/api/version", "The version of the server").answering("Version").open,
        ServedRoute(.get, "/api/v1/version", "The version of the server").answering("Version"),
    ]

    private static let access = [
        ServedRoute(.get, "/api/v1/auth/config", "How to log in").answering("AuthConfig").open,
        ServedRoute(.post, "/api/v1/auth/{provider}/token", "Refused: tokens are not exchanged here")
            .answering("TokenRefusal", 400).open,
        ServedRoute(.get, "/api/v1/auth/validate", "Whether the token is good").answering("Status"),
        ServedRoute(.get, "/api/v1/auth/userinfo", "Whose token it is").answering("UserInfo"),
        ServedRoute(.get, "/api/v1/auth/permissions", "What the token is good for").answering("PermissionList"),
        ServedRoute(.get, "/api/v1/organizations", "The organizations of the token").asking([.fieldSelector])
            .answering("OrganizationList"),
    ]

    private static var lists: [ServedRoute] {
        let plain = [Kind.repository, .resourceSync, .enrollmentRequest, .certificateSigningRequest].map {
            ServedRoute(.get, "/api/v1/\($0.plural)", "A page of objects").asking(QueryParameter.ofLists)
                .answering("\($0.rawValue)List")
        }
        return plain + [
            ServedRoute(.get, "/api/v1/fleets", "A page of fleets")
                .asking(QueryParameter.ofLists + [.devicesSummary]).answering("FleetList"),
            ServedRoute(.get, "/api/v1/devices", "A page of devices")
                .asking(QueryParameter.ofLists + [.summaryOnly]).answering("DeviceList").refusing(501),
            ServedRoute(.get, "/api/v1/events", "A page of events")
                .asking([.fieldSelector, .limit, .next, .order]).answering("EventList"),
            ServedRoute(.get, "/api/v1/fleets/{name}/templateversions", "A page of the versions of a fleet's template")
                .asking(QueryParameter.ofLists).answering("TemplateVersionList"),
            ServedRoute(.get, "/api/v1/labels", "The labels of devices, each as key=value")
                .asking([.labelKind, .labelSelector, .fieldSelector, .limit]).answering("LabelList"),
        ]
    }

    private static var objects: [ServedRoute] {
        let kinds = [Kind.fleet, .repository, .resourceSync, .enrollmentRequest, .certificateSigningRequest]
        let whole = kinds.map { ($0, "/api/v1/\($0.plural)/{name}") }
        let status = [Kind.fleet, .enrollmentRequest].map { ($0, "/api/v1/\($0.plural)/{name}/status") }
        let version = ServedRoute(
            .get, "/api/v1/fleets/{name}/templateversions/{version}", "A version of a fleet's template"
        ).answering("TemplateVersion").refusing(404)
        return (whole + status).map { kind, path in
            ServedRoute(.get, path, "One object").asking(kind == .fleet ? [.devicesSummary] : [])
                .answering(kind.rawValue).refusing(404)
        } + [version]
    }
}
