/// Many small repositories, each with a directory of one fleet for each of its syncs.
struct RestRepositories: Sendable {
    /// Folder of the bare repositories, to be served.
    let root: String
    let count: Int
    let syncsEach: Int

    var syncs: Int { count * syncsEach }
    var names: [String] { (0..<count).map { "rest-\($0)" } }

    static func make(in place: Workplace, repositories: Int, syncsEach: Int) async throws -> RestRepositories {
        let made = RestRepositories(root: try place.folder("rest"), count: repositories, syncsEach: syncsEach)
        for (number, name) in made.names.enumerated() {
            let checkout = try place.folder("rest-checkout/\(name)")
            for sync in 0..<syncsEach {
                let folder = try place.folder("rest-checkout/\(name)/s\(sync)")
                try Workplace.write(fleet("f-\(number)-\(sync)"), to: "\(folder)/fleet.yaml")
            }
            try await Program.run(["git", "init", "-q", "--initial-branch=main"], in: checkout)
            try await Program.run(["git", "add", "-A"], in: checkout)
            try await Program.run(
                ["git", "-c", "user.name=operator", "-c", "user.email=operator@example.com", "commit", "-qm", "All"],
                in: checkout)
            try await Program.run(["git", "clone", "-q", "--bare", checkout, "\(made.root)/\(name).git"])
        }
        return made
    }

    /// The bootstrap directory's one file.
    func bootstrap(at base: String) -> String {
        names.map { name in
            """
            apiVersion: flightctl.io/v1beta1
            kind: Repository
            metadata: {name: \(name)}
            spec: {type: git, url: "\(base)/\(name).git"}
            ---

            """
                + (0..<syncsEach).map { sync in
                    """
                    apiVersion: flightctl.io/v1beta1
                    kind: ResourceSync
                    metadata: {name: \(name)-\(sync)}
                    spec: {repository: \(name), targetRevision: main, path: /s\(sync)}
                    ---

                    """
                }.joined()
        }.joined()
    }

    private static func fleet(_ name: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata: {name: \(name)}
        spec:
          selector: {matchLabels: {fleet: \(name)}}
          template: {spec: {os: {image: quay.io/example/device:1}}}

        """
    }
}
