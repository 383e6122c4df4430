public import Enrollment
public import HTTPFront
public import Hummingbird
import Logging
public import Rollouts
public import Store

/// The API for people: lists and gets of everything, and the few decisions that are not made in git.
///
/// Every endpoint but health, `/api/version` and the login's questions asks for a bearer token. What git declares is
/// written in git: such writes are refused with the place to change.
public struct UserAPI: Sendable {
    let store: Store
    let enrollment: EnrollmentService
    let rollouts: RolloutEngine
    let settings: UserSettings
    let tokens: TokenCache

    /// An API over a store.
    /// - Parameter rollouts: what carries out commands on rollouts; nil is one without the server's own limits.
    public init(
        store: Store, enrollment: EnrollmentService, rollouts: RolloutEngine? = nil, settings: UserSettings
    ) {
        self.store = store
        self.enrollment = enrollment
        self.rollouts = rollouts ?? RolloutEngine(store: store, logger: Logger(label: "rollout"))
        self.settings = settings
        tokens = TokenCache()
    }

    /// Registers every route, below `/api/v1`; the front answers `/api/v1beta1` by the same.
    public func addRoutes(to router: Router<FrontContext>) {
        HealthRoutes(api: self).add(to: router)
        AccessRoutes(api: self).add(to: router)
        ListRoutes(api: self).add(to: router)
        ObjectRoutes(api: self).add(to: router)
        DeviceRoutes(api: self).add(to: router)
        EnrollmentRoutes(api: self).add(to: router)
        RemovalRoutes(api: self).add(to: router)
        DeclarationRoutes(api: self).add(to: router)
        SyncRoutes(api: self).add(to: router)
        BlameRoutes(api: self).add(to: router)
        RolloutRoutes(api: self).add(to: router)
    }
}

/// What the API says of the installation.
public struct UserSettings: Sendable {
    /// The server's version.
    public var version: String
    /// Base URL at which people reach this API, such as `https://fleet.example.com:3333`.
    public var endpoint: String
    /// How long `/readyz` waits for the database.
    public var readinessTimeout: Duration = .seconds(2)

    /// Settings with the usual time-out.
    public init(version: String, endpoint: String) {
        self.version = version
        self.endpoint = endpoint
    }
}
