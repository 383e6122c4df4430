import Nodes
import Testing

@testable import DeviceSimulation

@Suite struct ScenarioTests {
    @Test func everyFieldIsRead() throws {
        let scenario = try ScenarioReader.read(
            Array(
                """
                seed: 7
                duration: 1.5m
                agentConfig: config.yaml
                approve: {server: "http://127.0.0.1:3333", tokenFile: admin.token}
                identities: devices.json
                startsPerSecond: 50
                pollPause: 200ms
                devices:
                  - name: kiosks
                    count: 30
                    labels: {fleet: kiosks, site: [berlin, oslo]}
                    applying: 2s..20s
                    failures: [{labels: {site: oslo}, share: 10%, message: no room}, {share: 0.01}]
                    offline: [{share: 5%, after: 1m..2m, for: 30s}]
                    flapping: [{share: 1%, every: 5s}]
                    links: [{share: 10%, latency: 100ms..800ms, bytesPerSecond: 8000}]
                    duplicates: 1%
                    clones: 0.1%
                    clockSkew: 2h
                    reporting: 5m..10m
                  - {name: gates, count: 3}
                """.utf8), file: "s.yaml")
        #expect(scenario.seed == 7)
        #expect(scenario.duration == .seconds(90))
        #expect(scenario.approval == .init(server: "http://127.0.0.1:3333", tokenFile: "admin.token"))
        #expect((scenario.agentConfiguration, scenario.identityFile) == ("config.yaml", "devices.json"))
        #expect((scenario.startsPerSecond, scenario.pollPause) == (50, .milliseconds(200)))
        #expect(scenario.devices == 33)
        let kiosks = try #require(scenario.groups.first)
        #expect(kiosks.labels == ["fleet": ["kiosks"], "site": ["berlin", "oslo"]])
        #expect(kiosks.applying == .init(.seconds(2), .seconds(20)))
        #expect(
            kiosks.failures == [
                .init(labels: ["site": "oslo"], share: 0.1, message: "no room"), .init(share: 0.01),
            ])
        #expect(
            kiosks.absences == [
                .init(share: 0.05, connected: .init(.seconds(60), .seconds(120)), away: .init(.seconds(30))),
                .init(share: 0.01, connected: .init(.seconds(5)), away: .init(.zero)),
            ])
        #expect(
            kiosks.links == [
                .init(share: 0.1, latency: .init(.milliseconds(100), .milliseconds(800)), bytesPerSecond: 8000)
            ])
        #expect((kiosks.duplicates, kiosks.clones, kiosks.clockSkew) == (0.01, 0.001, .seconds(7200)))
        #expect(kiosks.reporting == .init(.seconds(300), .seconds(600)))
    }

    @Test(arguments: [
        ("duration: 5m", "s.yaml:1:1: devices is empty"),
        ("devices: [{name: a, count: 1}]", "duration is missing"),
        ("duration: 5m\ndevices: {}", "s.yaml:2:10: devices is no list"),
        ("duration: 5\ndevices: [{name: a, count: 1}]", "s.yaml:1:11: '5' is no time"),
        ("duration: -5s\ndevices: [{name: a, count: 1}]", "'-5s' is no time"),
        ("duration: 5m\nsped: 3\ndevices: [{name: a, count: 1}]", "s.yaml:2:1: unknown field sped"),
        ("duration: 5m\ndevices: [{name: a}]", "a group has no count"),
        ("duration: 5m\ndevices: [{count: 1}]", "devices[0].name is missing"),
        ("duration: 5m\ndevices: [{name: a, count: 0}]", "devices[0].count is no whole number"),
        ("duration: 5m\ndevices: [{name: a, count: 1, aplying: 1s}]", "unknown field devices[0].aplying"),
        ("duration: 5m\ndevices: [{name: a, count: 1, applying: 9s..1s}]", "'9s..1s' is no time"),
        ("duration: 5m\ndevices: [{name: a, count: 1, duplicates: 101%}]", "'101%' is no share"),
        ("duration: 5m\ndevices: [{name: a, count: 1, duplicates: 2}]", "'2' is no share"),
        ("duration: 5m\ndevices: [{name: a, count: 1, labels: {site: []}}]", "label site has no value"),
        ("duration: 5m\ndevices: [{name: a, count: 1, offline: [{share: 1%}]}]", "offline[0].after is missing"),
        ("duration: 5m\ndevices: [{name: a, count: 1, links: [{share: 1%, bytesPerSecond: 0}]}]", "bytesPerSecond"),
        ("duration: 5m\nstartsPerSecond: 0\ndevices: [{name: a, count: 1}]", "startsPerSecond is no number above 0"),
        ("duration: 5m\napprove: {server: x}\ndevices: [{name: a, count: 1}]", "approve.tokenFile is missing"),
        (
            "duration: 5m\ndevices:\n- {name: a, count: 1}\n- {name: a, count: 2}",
            "s.yaml:4:3: another group is named 'a'"
        ),
        ("- 1", "is no mapping"), ("", "is not one YAML document"), ("a: [", "s.yaml:"),
    ])
    func whatIsNoScenarioIsRefused(text: String, message: String) {
        let error = #expect(throws: SimulationError.self) {
            try ScenarioReader.read(Array(text.utf8), file: "s.yaml")
        }
        #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("https://h:7443", ServerAddress(host: "h", port: 7443)), ("https://h/", ServerAddress(host: "h", port: 443)),
        ("http://[::1]:80", ServerAddress(host: "::1", port: 80, isSecure: false)),
        ("https://[::1]", ServerAddress(host: "::1", port: 443)),
        ("h:1", nil), ("https://", nil), ("https://h:1/x", nil), ("https://h:99999", nil), ("ftp://h", nil),
    ])
    func addressesAreReadFromURLs(url: String, address: ServerAddress?) {
        #expect(ServerAddress(url: url) == address)
    }
}
