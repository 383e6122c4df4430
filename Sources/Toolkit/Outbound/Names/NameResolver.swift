import NIOCore
import NIOPosix
import Synchronization

/// Looks names up away from the cooperative pool, on a few threads of its own, with a deadline for who waits.
package final class NameResolver: Sendable {
    /// One for the process: a resolver that hangs then holds no more than these threads.
    package static let shared = NameResolver()

    private static let threads = 4
    /// Questions that may wait for a thread.
    private static let maxWaiting = 1024

    private let pool = NIOThreadPool(numberOfThreads: NameResolver.threads)
    private let waiting = Atomic(0)

    private init() { pool.start() }

    /// - Throws: when the name has no address, or the answer does not come in time.
    package func addresses(
        of host: String, on loop: any EventLoop, within time: TimeAmount
    ) async throws(OutboundError) -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        guard waiting.add(1, ordering: .relaxed).newValue <= Self.maxWaiting else {
            waiting.subtract(1, ordering: .relaxed)
            throw OutboundError(.busy, "too many host names are being looked up", fix: "it is tried again later")
        }
        let promise = loop.makePromise(of: Result<[IPAddress], OutboundError>.self)
        let timer = loop.scheduleTask(in: time) { promise.succeed(.failure(Self.late(host))) }
        pool.submit { state in
            promise.succeed(state == .active ? NameLookup.addresses(of: host) : .failure(Self.late(host)))
            self.waiting.subtract(1, ordering: .relaxed)
        }
        defer { timer.cancel() }
        do {
            return try await promise.futureResult.get().get()
        } catch let error as OutboundError {
            throw error
        } catch {
            throw Self.late(host)
        }
    }

    private static func late(_ host: String) -> OutboundError {
        OutboundError(
            .timeout, "the host name \(host) could not be looked up in time",
            fix: "check that the server's name resolution works")
    }
}
