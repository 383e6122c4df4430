import SQL

/// A server with one fleet that a git repository declares.
struct CommittedFleet: Sendable {
    let server: RunningServer
    private let checkout: String
    private let repository: String
    private let url: String
    private let policy: String?

    /// - Parameters:
    ///   - policy: the fleet's rollout policy, in YAML's flow style; nil for none.
    ///   - options: further ones of the server.
    static func with<T: Sendable>(
        _ place: Workplace, policy: String? = nil, options: [String] = [], _ body: (CommittedFleet) async throws -> T
    ) async throws -> T {
        let (root, checkout) = (try place.folder("fleet-git"), try place.folder("fleet-checkout"))
        try await Program.run(["git", "init", "-q", "--initial-branch=main"], in: checkout)
        try await Program.run(["git", "init", "-q", "--bare", "--initial-branch=main", "\(root)/fleets.git"])
        return try await GitHost.with(root, place) { base in
            let url = "\(base)/fleets.git"
            let setup = ServerSetup(
                bootstrap: bootstrap(url), environment: [HookedSyncs.variable: HookedSyncs.secret],
                options: ["--sync-interval", "24h"] + options)
            try await push("first", policy, from: checkout, to: "\(root)/fleets.git")
            return try await RunningServer.with(place, setup) { server in
                let fleet = CommittedFleet(
                    server: server, checkout: checkout, repository: "\(root)/fleets.git", url: url, policy: policy)
                try await wait(for: "the first sync") {
                    try await server.database.read {
                        try !$0.query("select 1 from fleet where good_tv_id is not null", []).isEmpty
                    }
                }
                return try await body(fleet)
            }
        }
    }

    /// Changes the fleet's template by a commit; the server does not know of it yet.
    func push(_ text: String) async throws {
        try await Self.push(text, policy, from: checkout, to: repository)
    }

    /// Tells the server of a push, as a git host does.
    func tell() async throws { try await HookedSyncs.tell(server, url) }

    private static func push(_ text: String, _ policy: String?, from checkout: String, to repository: String)
        async throws
    {
        try Workplace.write(manifest(text, policy), to: "\(checkout)/fleet.yaml")
        let author = ["-c", "user.name=operator", "-c", "user.email=operator@example.com"]
        try await Program.run(["git", "add", "-A"], in: checkout)
        try await Program.run(["git"] + author + ["commit", "-qm", "A change"], in: checkout)
        try await Program.run(["git", "push", "-q", repository, "main"], in: checkout)
    }

    private static func bootstrap(_ url: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Repository
        metadata: {name: fleets}
        spec: {type: git, url: "\(url)", webhookSecretRef: {env: \(HookedSyncs.variable)}}
        ---
        apiVersion: flightctl.io/v1beta1
        kind: ResourceSync
        metadata: {name: fleets}
        spec: {repository: fleets, targetRevision: main, path: /}

        """
    }

    private static func manifest(_ text: String, _ policy: String?) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata: {name: bench}
        spec:
          selector: {matchLabels: {fleet: bench}}
          \(policy.map { "rolloutPolicy: \($0)" } ?? "")
          template:
            spec:
              config: [{name: greeting, inline: [{path: /etc/motd, content: "\(text)"}]}]

        """
    }
}
