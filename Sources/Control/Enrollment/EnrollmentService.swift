public import PKI
public import Store

/// How devices are let in, get their certificates, and are removed again.
public struct EnrollmentService: Sendable {
    let store: Store
    let authority: CertificateAuthority
    let settings: EnrollmentSettings

    /// A service over a store and the authority that signs.
    public init(store: Store, authority: CertificateAuthority, settings: EnrollmentSettings) {
        self.store = store
        self.authority = authority
        self.settings = settings
    }
}

/// What enrolment needs to know of the installation.
public struct EnrollmentSettings: Sendable {
    /// Base URL at which devices reach the agent API, such as `https://fleet.example.com:7443`.
    public var agentEndpoint: String
    /// Base URL of the pages for people; empty when there are none.
    public var userInterfaceEndpoint: String
    /// How many enrolment requests an organization may have waiting for a decision; one more is answered with 503.
    public var mostPendingRequests: Int64 = 10_000

    /// Settings with the usual limit.
    public init(agentEndpoint: String, userInterfaceEndpoint: String) {
        self.agentEndpoint = agentEndpoint
        self.userInterfaceEndpoint = userInterfaceEndpoint
    }
}
