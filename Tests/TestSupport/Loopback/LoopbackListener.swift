import NIOCore
import NIOPosix
import Synchronization

/// A port on loopback and the connections to it, all of which end with it.
final class LoopbackListener: Sendable {
    private let channel: any Channel
    private let open: Connections

    private final class Connections: Sendable {
        private let list = Mutex<[ObjectIdentifier: any Channel]>([:])

        func add(_ channel: any Channel) {
            list.withLock { $0[ObjectIdentifier(channel)] = channel }
            channel.closeFuture.whenComplete { _ in self.list.withLock { _ = $0.removeValue(forKey: .init(channel)) } }
        }

        func close() { for channel in list.withLock({ $0.values.map { $0 } }) { channel.close(promise: nil) } }
    }

    /// Listens on a free port of 127.0.0.1.
    init(_ initialize: @escaping @Sendable (any Channel) throws -> Void) async throws {
        let open = Connections()
        self.open = open
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                open.add(channel)
                return channel.eventLoop.makeCompletedFuture { try initialize(channel) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// Runs `body` and closes the port and every connection afterwards.
    func during<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        try? await channel.close()
        open.close()
        return try outcome.get()
    }
}
