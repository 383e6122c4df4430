import PreviewCommands
import TestRepositories
import Testing

/// A repository on disk with a fleet in it, for the time of `body`. Its second commit changes what it says.
func withFleet(_ body: (HostedRepository) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        let repository = try await HostedRepository(directory: "\(directory)/fleet.git")
        try await repository.git("remote", "add", "origin", "https://bot:token@Git.example.com/acme/fleet.git/")
        try await repository.commit(Sample.base, message: "the base")
        try await repository.commit(Sample.change, message: "the change")
        try await body(repository)
    }
}

func plan(
    _ repository: HostedRepository, _ base: String = "main~1", _ head: String = "main", inventory: String? = nil,
    _ adjust: (inout PlanCommand) -> Void = { _ in }
) async throws -> (output: String, hasChanges: Bool, isRefused: Bool) {
    var command = PlanCommand(base: base, head: head)
    command.directory = repository.directory
    adjust(&command)
    guard let inventory else { return try command.run(inventory: nil) }
    return try command.run(inventory: Inventory.read(text: inventory))
}

/// Runs a call that must fail, and returns how.
func failure<T>(_ call: () async throws -> T) async -> PreviewFailure? {
    await #expect(throws: PreviewFailure.self) { _ = try await call() }
}

extension String {
    /// With the names of commits replaced, which differ from day to day.
    func withoutCommits() -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: " ", omittingEmptySubsequences: false).map { word in
                word.count >= 12 && word.allSatisfy(\.isHexDigit) ? "COMMIT" : String(word)
            }.joined(separator: " ")
        }.joined(separator: "\n")
    }
}

/// A small world: one sync, two repositories, two fleets.
enum Sample {
    static let syncs = """
        apiVersion: flightctl.io/v1beta1
        kind: Repository
        metadata: {name: fleet}
        spec:
          type: git
          url: https://git.example.com/acme/fleet
          httpConfig: {username: bot, password: first-secret}
        ---
        apiVersion: flightctl.io/v1beta1
        kind: ResourceSync
        metadata: {name: all}
        spec: {repository: fleet, targetRevision: main, path: /fleets}

        """

    static let kiosks = """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata: {name: kiosks}
        spec:
          selector: {matchLabels: {role: kiosk}}
          rolloutPolicy:
            deviceSelection: {strategy: BatchSequence, sequence: [{limit: 1}]}
          template:
            spec:
              os: {image: "quay.io/acme/kiosk:1"}
              config:
              - name: motd
                inline:
                - path: /etc/motd
                  content: |
                    Hello {{ .metadata.labels.site }}
                    bye
              - name: own
                gitRef: {repository: fleet, targetRevision: main, path: /config}
              - name: away
                gitRef: {repository: elsewhere, targetRevision: v1, path: /x}

        """

    static let old = """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata: {name: old}
        spec: {selector: {matchLabels: {role: old}}, template: {spec: {}}}

        """

    static let base: [String: HostedChange] = [
        "fleets/syncs.yaml": .text(syncs), "fleets/kiosks.yaml": .text(kiosks), "fleets/old.yaml": .text(old),
        "config/etc/app.conf": .text("level=1\n"), "config/etc/run": .file(Array("#!\n".utf8), executable: true),
        "README.yaml": .text("not: a manifest\n"),
    ]

    static let change: [String: HostedChange] = [
        "fleets/syncs.yaml": .text(syncs.replacing("first-secret", with: "other-secret")),
        "fleets/kiosks.yaml": .text(kiosks.replacing("bye", with: "good night").replacing("kiosk:1", with: "kiosk:2")),
        "fleets/old.yaml": .delete, "config/etc/app.conf": .text("level=2\n"),
    ]

    static let inventory = """
        {"apiVersion": "flightctl.io/v1beta1", "kind": "DeviceList", "metadata": {}, "items": [
          {"kind": "Device", "metadata": {"name": "k2", "labels": {"role": "kiosk", "site": "berlin"}}},
          {"kind": "Device", "metadata": {"name": "k1", "labels": {"role": "kiosk", "site": "berlin"}},
           "status": {"summary": {"status": "Online"}}},
          {"kind": "Device", "metadata": {"name": "o1", "labels": {"role": "old"}, "owner": "Fleet/old"}}
        ]}
        """
}
