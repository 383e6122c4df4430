import Nodes
import Testing

@testable import DeviceAgent

struct MonitorTests {
    private let start = ContinuousClock.now

    private func monitor() throws -> ResourceMonitor {
        let spec = try JSON.parse(
            Array(
                """
                {"resources":[{"monitorType":"CPU","samplingInterval":"10s","alertRules":[
                {"severity":"Critical","percentage":90,"duration":"1m","description":""},
                {"severity":"Warning","percentage":50,"duration":"30s","description":""},
                {"severity":"Info","percentage":10,"duration":"0s","description":""}]}]}
                """.utf8))
        return try #require(ResourceMonitor.read(spec).first { $0.resource == .cpu })
    }

    @Test(
        "a rule counts once it has held for its duration, and no longer than it holds",
        arguments: [
            ([(0, 95.0)], ResourceMonitor.Level.healthy), ([(0, 95), (29, 95)], .healthy),
            ([(0, 95), (30, 95)], .warning),
            ([(0, 95), (60, 95)], .critical), ([(0, 95), (30, 60), (60, 95)], .warning),
            ([(0, 95), (60, 95), (70, 40)], .healthy),
            ([(0, 95), (20, 40), (40, 95)], .healthy), ([(0, 20), (900, 20)], .healthy),
        ])
    func levels(_ samples: [(Int, Double)], _ level: ResourceMonitor.Level) throws {
        var monitor = try monitor()
        #expect(monitor.level == .unknown)
        for (second, percentage) in samples { monitor.sampled(percentage, at: start + .seconds(second)) }
        #expect(monitor.level == level)
    }

    @Test("a sample that cannot be taken is an error and not health")
    func noSample() throws {
        var monitor = try monitor()
        monitor.sampled(nil, at: start)
        #expect(monitor.level == .error)
    }

    @Test("a spec without monitors keeps the standard ones, one with a monitor replaces only that")
    func standard() throws {
        #expect(ResourceMonitor.read(.object([])).map(\.resource) == [.cpu, .memory, .disk])
        let monitor = try monitor()
        #expect(monitor.interval == .seconds(10) && monitor.rules.count == 3)
        let disk = try #require(ResourceMonitor.standard.first { $0.resource == .disk })
        #expect(disk.path == "/sysroot" && disk.rules.map(\.percentage) == [90, 80])
        #expect(disk.rules.map(\.duration) == [.seconds(600), .seconds(1800)])
    }

    @Test("the kernel's own texts are understood, others are not")
    func texts() throws {
        let times = try #require(ResourceUsage.processorTimes("cpu  100 0 50 800 50 0 0 0 0 0"))
        #expect(times.busy == 150 && times.total == 1000)
        #expect(ResourceUsage.processorTimes("intr 1 2 3 4 5 6") == nil)
        #expect(ResourceUsage.memoryShare("MemTotal:  1000 kB\nMemFree: 1 kB\nMemAvailable:  250 kB\n") == 75)
        #expect(ResourceUsage.memoryShare("MemTotal:  0 kB\nMemAvailable: 0 kB") == nil)
        #expect(ResourceUsage.memoryShare("") == nil)
    }

    @Test("this machine can be measured", arguments: ResourceMonitor.standard)
    func measured(_ monitor: ResourceMonitor) throws {
        var usage = ResourceUsage(root: .system)
        let sample = usage.sample(monitor)
        let share = try #require(sample)
        #expect((0...100).contains(share))
    }

    @Test("a condition's time moves only when its status does, and its text is cut at 250 characters")
    func conditions() throws {
        let board = StatusBoard()
        board.update(.preparing(3))
        let first = try #require(board.snapshot.conditions.first)
        board.update(.applying(3))
        let second = try #require(board.snapshot.conditions.first)
        #expect(
            first.since == second.since && second.reason == "ApplyingUpdate" && board.snapshot.conditions.count == 1)
        board.update(.failed(3, String(repeating: "x", count: 500)))
        #expect(board.snapshot.conditions.first?.message.count == 250)
    }

    @Test(
        "the texts of the Updating condition are those of the protocol",
        arguments: [
            (UpdateProgress.preparing(7), "true/Preparing: Device is preparing an update to renderedVersion: 7"),
            (.ready(7), "true/ReadyToUpdate: Device is ready to apply update to renderedVersion: 7"),
            (.applying(7), "true/ApplyingUpdate: Device is applying renderedVersion: 7"),
            (.updated(7), "false/Updated: Updated to desired renderedVersion: 7"),
            (.retrying(7, "why"), "true/ApplyingUpdate: Failed to update to renderedVersion: 7: retrying: why"),
            (.rollingBack(to: 6), "true/RollingBack: Device is rolling back to the previous renderedVersion: 6"),
            (.failed(7, "why"), "false/Error: Failed to update to renderedVersion: 7: why"),
        ])
    func wording(_ progress: UpdateProgress, _ text: String) {
        #expect("\(progress.status)/\(progress.reason): \(progress.message)" == text)
    }
}
