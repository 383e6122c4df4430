import TestSupport
import Testing

@Suite("Clocks that step")
struct ClockTests {
    private static let settings = Server.Settings(environment: SteppedClock.environment)

    private static func fleet(_ content: String) -> HostedChange { .text(Manifests.fleet(content: content)) }

    @Test(
        "A server's clock that leaps ahead or falls back loses nothing: commits are applied, and devices catch up once it is right"
    )
    func steps() async throws {
        try await Installation.with(
            ["fleets/kiosk.yaml": Self.fleet("one")], settings: Self.settings, starts: false
        ) { installation in
            let clock = try await SteppedClock(in: installation.sandbox)
            try await installation.server.start()
            let device = try await installation.enrolled("kiosk-1")
            try await device.file("/etc/motd", becomes: "one")
            for days in [40, -3, 366, -400] {
                try clock.step(to: .seconds(days * 86400))
                let oid = try await installation.repository.commit(["fleets/kiosk.yaml": Self.fleet("day \(days)")])
                try await installation.eventuallyInForce(oid)
                #expect(try await installation.users.items("fleets").count == 1, "\(days)")
                #expect(try await installation.users.items("devices").count == 1, "\(days)")
                #expect(device.certificate != nil, "\(days)")
            }
            try clock.step(to: .zero)
            let oid = try await installation.repository.commit(["fleets/kiosk.yaml": Self.fleet("right again")])
            try await installation.eventuallyInForce(oid)
            try await device.file("/etc/motd", becomes: "right again")
            for type in ["Accessible", "ResourceParsed", "Synced"] {
                _ = try await installation.condition(type, becomes: "True")
            }
        }
    }
}
