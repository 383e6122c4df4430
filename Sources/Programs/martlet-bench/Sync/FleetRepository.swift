import Git

/// A bare repository of one-fleet files, and a checkout to change it from.
struct FleetRepository: Sendable {
    /// Folder of the bare repository's parent, to be served.
    let root: String
    private let checkout: String

    /// Makes a repository of so many fleets in one commit on the branch main.
    static func make(fleets: Int, in place: Workplace) async throws -> FleetRepository {
        let repository = FleetRepository(root: try place.folder("git"), checkout: try place.folder("checkout"))
        for number in 0..<fleets {
            let folder = try place.folder("checkout/fleets/\(number % 100)")
            try Workplace.write(manifest(number, text: "first"), to: "\(folder)/fleet-\(number).yaml")
        }
        try await repository.git(["init", "-q", "--initial-branch=main"])
        try await repository.git(["config", "gc.auto", "0"])
        try await repository.commit()
        let bare = "\(repository.root)/fleets.git"
        try await Program.run(["git", "clone", "-q", "--bare", repository.checkout, bare])
        // Nothing may repack behind a measurement.
        try await Program.run(["git", "config", "receive.autogc", "false"], in: bare)
        return repository
    }

    /// Commits a change of one file.
    func change(_ number: Int, text: String) async throws {
        try Workplace.write(
            Self.manifest(number, text: text), to: "\(checkout)/fleets/\(number % 100)/fleet-\(number).yaml")
        try await commit()
        try await git(["push", "-q", "\(root)/fleets.git", "main"])
    }

    /// The newest commit.
    func head() async throws -> ObjectID {
        let text = try await Program.run(["git", "rev-parse", "HEAD"], in: checkout).filter { !$0.isWhitespace }
        guard let id = ObjectID(hex: text) else { throw BenchError("git named no commit") }
        return id
    }

    /// How long git itself takes for a question about the served repository.
    func question(_ arguments: [String]) async throws -> Duration {
        try await timed { try await Program.run(["git"] + arguments, in: "\(root)/fleets.git") }
    }

    private func commit() async throws {
        try await git(["add", "-A"])
        try await git([
            "-c", "user.name=operator", "-c", "user.email=operator@example.com", "commit", "-qm", "A change",
        ])
    }

    private func git(_ arguments: [String]) async throws {
        try await Program.run(["git"] + arguments, in: checkout)
    }

    private static func manifest(_ number: Int, text: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata:
          name: fleet-\(number)
          labels:
            team: team-\(number % 17)
        spec:
          selector:
            matchLabels:
              fleet: fleet-\(number)
          template:
            spec:
              os:
                image: quay.io/example/device:\(number % 7)
              config:
                - name: greeting
                  inline:
                    - path: /etc/motd
                      content: |
                        This is {{ .metadata.name }} of fleet \(number): \(text).
                      mode: 0644
                - name: service
                  inline:
                    - path: /etc/service/config.yaml
                      content: |
                        site: {{ .metadata.labels.site }}
                        interval: \(number % 60)
                        endpoint: https://service.example.com/\(number)
              systemd:
                matchPatterns:
                  - service.service

        """
    }
}
