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

    /// Makes commits upon the newest one in the served repository, each a change of one file, and no branch of them.
    /// - Returns: the commits, oldest first; see ``point(at:)``.
    func chain(_ count: Int, fleets: Int) async throws -> [ObjectID] {
        var stream = ""
        for number in 0..<count {
            let fleet = number % fleets
            let text = Self.manifest(fleet, text: "change \(number)")
            stream +=
                "commit refs/hidden/chain\ncommitter operator <operator@example.com> \(1_700_000_000 + number) +0000\n"
                + "data 8\nA change\n" + (number == 0 ? "from refs/heads/main^0\n" : "")
                + "M 100644 inline fleets/\(fleet % 100)/fleet-\(fleet).yaml\ndata \(text.utf8.count)\n\(text)\n"
        }
        let bare = "\(root)/fleets.git"
        try Workplace.write(stream, to: "\(bare)/chain")
        try await Program.run(["sh", "-c", "git fast-import --quiet < chain && rm chain"], in: bare)
        let list = ["git", "rev-list", "--reverse", "refs/heads/main..refs/hidden/chain"]
        return try await Program.run(list, in: bare).split(separator: "\n").compactMap { ObjectID(hex: String($0)) }
    }

    /// Makes a commit the newest of the branch.
    func point(at commit: ObjectID) throws {
        try Workplace.write("\(commit)\n", to: "\(root)/fleets.git/refs/heads/main")
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
