import Testing

@testable import DeviceSimulation

@Suite struct BehaviourTests {
    private static let group: DeviceGroup = {
        var group = DeviceGroup(name: "g", count: 2000)
        group.labels = ["site": ["a", "b"], "fleet": ["f"]]
        group.failures = [.init(labels: ["site": "b"], share: 1, message: "no"), .init(share: 0)]
        group.absences = [.init(share: 0.25, connected: .init(.seconds(1), .seconds(2)), away: .init(.seconds(3)))]
        group.links = [.init(share: 0.5, latency: .init(.milliseconds(10), .milliseconds(20)), bytesPerSecond: 9)]
        group.clones = 0.1
        group.clockSkew = .seconds(60)
        return group
    }()

    private func devices(seed: UInt64) -> [DeviceBehaviour] {
        (0..<2000).map { DeviceBehaviour(Self.group, index: $0, place: $0, seed: seed) }
    }

    @Test func theSameSeedGivesTheSameBehaviour() {
        func trace(_ seed: UInt64) -> [String] {
            devices(seed: seed).map { device in
                var device = device
                return "\(device.isCloned) \(device.clockSkew) \(device.link as Any) \(device.nextApplying())"
            }
        }
        #expect(trace(1) == trace(1))
        #expect(trace(1) != trace(2))
    }

    @Test func sharesAreOfDevices() {
        let devices = devices(seed: 3)
        #expect((400...600).contains(devices.count { $0.absence != nil }))
        #expect((900...1100).contains(devices.count { $0.link != nil }))
        #expect((150...250).contains(devices.count { $0.isCloned }))
        #expect(devices.allSatisfy { (-60...60).contains($0.clockSkew) })
        #expect(devices.contains { $0.clockSkew < 0 } && devices.contains { $0.clockSkew > 0 })
    }

    @Test func labelsTakeTurnsAndDecideWhoFails() {
        for (index, device) in devices(seed: 4).enumerated() {
            var device = device
            #expect(device.labels == ["site": index % 2 == 0 ? "a" : "b", "fleet": "f"])
            #expect(device.nextFailure() == (index % 2 == 0 ? nil : "no"))
        }
    }

    @Test func chosenTimesLieWithinTheirSpan() {
        for device in devices(seed: 5) {
            var device = device
            #expect((Duration.seconds(1)...(.seconds(5))).contains(device.nextApplying()))
            #expect(device.link.map { (Duration.milliseconds(10)...(.milliseconds(20))).contains($0.latency) } ?? true)
            let presence = device.nextPresence()
            #expect(presence.map { (Duration.seconds(1)...(.seconds(2))).contains($0) } ?? (device.absence == nil))
        }
    }

    @Test func waitsDoubleAndHeedTheServer() {
        var (backoff, chance) = (Backoff(), Chance(seed: 1, place: 1))
        for seconds in [5.0, 10, 20, 40, 80, 160, 300, 300] {
            let wait = backoff.next(retryAfter: nil, &chance) / .seconds(1)
            #expect((0.8 * seconds...1.2 * seconds).contains(wait))
        }
    }

    @Test func whatTheServerAsksForIsNeverUndercut() {
        for place in 0..<200 {
            var (backoff, chance) = (Backoff(), Chance(seed: 1, place: place))
            #expect(backoff.next(retryAfter: 100, &chance) == .seconds(100))
            #expect(backoff.next(retryAfter: 1, &chance) >= .seconds(8))
        }
    }
}
