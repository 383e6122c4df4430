import Git
import TestSupport
import Testing

@Suite("A fleet of ten thousand files")
struct SizeTests {
    @Test("All files come through, each with its content; one changed file is one file (P5)")
    func tenThousand() async throws {
        try await Scene.with { scene in
            let text = String(repeating: "labels: {site: berlin}\n", count: 30)
            let changes = (0..<10_000).map {
                ("devices/\($0 % 100)/device-\($0).yaml", HostedChange.text("name: d\($0)\n\(text)"))
            }
            try await scene.repository.commit(Dictionary(uniqueKeysWithValues: changes))
            let clock = ContinuousClock()
            let start = clock.now
            let first = try await scene.fetch()
            let fetched = clock.now
            let delta = try await scene.files(first, "devices", suffixes: [".yaml"])
            // For the reader of the log; nothing depends on it.
            print("10,000 files: resolve and fetch \(fetched - start), list and read \(clock.now - fetched)")
            #expect(delta.files.count == 10_000)
            #expect(delta.texts["devices/42/device-4242.yaml"]?.hasPrefix("name: d4242\n") == true)
            try await scene.repository.commit(["devices/42/device-4242.yaml": .text("changed")])
            let second = try await scene.fetch()
            #expect(
                try await scene.files(second, "devices", since: first).texts == [
                    "devices/42/device-4242.yaml": "changed"
                ])
        }
    }
}
