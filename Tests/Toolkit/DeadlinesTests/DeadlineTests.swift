import Deadlines
import Synchronization
import Testing

@Suite("What has a time to end in")
struct DeadlineTests {
    private struct Failure: Error {}

    @Test("What ends in time gives its value, or its error")
    func inTime() async throws {
        #expect(try await within(.seconds(600)) { 7 } == 7)
        await #expect(throws: Failure.self) { try await within(.seconds(600)) { throw Failure() } }
    }

    @Test("What takes longer is cancelled, and has ended when the caller goes on")
    func late() async throws {
        let hasEnded = Mutex(false)
        await #expect(throws: TimeIsOver.self) {
            try await within(.zero) {
                defer { hasEnded.withLock { $0 = true } }
                try await Task.sleep(for: .seconds(600))
            }
        }
        #expect(hasEnded.withLock { $0 })
    }

    @Test("A caller that is cancelled waits for no time to be over")
    func cancelled() async throws {
        let task = Task { try await within(.seconds(600)) { try await Task.sleep(for: .seconds(600)) } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
