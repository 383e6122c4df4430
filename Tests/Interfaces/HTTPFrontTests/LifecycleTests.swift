import AsyncHTTPClient
import CoreMetrics
import HTTPFront
import Hummingbird
import Logging
import NIOCore
import Observability
import ServiceLifecycle
import Testing

@Suite("A listener", .timeLimit(.minutes(2)))
struct LifecycleTests {
    private func listener(
        port: Int = 0, grace: Duration = .seconds(60), routes: (Router<FrontContext>) -> Void = { _ in }
    ) throws -> Listener {
        var configuration = ListenerConfiguration(
            name: "lifecycle", address: ListenAddress(host: "127.0.0.1", port: port), transport: .plain)
        configuration.shutdownGrace = grace
        let router = frontRouter()
        routes(router)
        return try Listener(configuration, router: router, logger: .silent)
    }

    @Test("answers requests that wait when it is asked to stop, and stops")
    func parked() async throws {
        let waiting = Signal()
        let listener = try listener { router in
            router.get("/wait") { _, _ -> String in
                try await cancelWhenGracefulShutdown {
                    waiting.fire()
                    try await Task.sleep(for: .seconds(3600))
                    return "never"
                }
            }
        }
        let services = ServiceGroup(services: [listener], logger: .silent)
        let answer = try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask {
                try await services.run()
                return nil
            }
            let address = try await listener.boundAddress()
            group.addTask { try await withClient { try await $0.send("GET", "http://\(address)/wait") } }
            try await waiting.wait()
            await services.triggerGracefulShutdown()
            var answer: Answer?
            for try await result in group where result != nil { answer = result }
            return answer
        }
        #expect(answer?.code == 503)
        #expect(answer?.header("Retry-After") == "1")
    }

    @Test("cancels requests that do not end by themselves after the grace")
    func stubborn() async throws {
        let waiting = Signal()
        let cancelled = Signal()
        let listener = try listener(grace: .milliseconds(50)) { router in
            router.get("/wait") { _, _ -> String in
                waiting.fire()
                do { try await Task.sleep(for: .seconds(3600)) } catch { cancelled.fire() }
                return "late"
            }
        }
        let services = ServiceGroup(services: [listener], logger: .silent)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            group.addTask {
                let address = try await listener.boundAddress()
                _ = try? await withClient { try await $0.send("GET", "http://\(address)/wait") }
            }
            group.addTask {
                try await waiting.wait()
                await services.triggerGracefulShutdown()
                try await cancelled.wait()
            }
            while (try? await group.next()) != nil {}
        }
    }

    @Test("whose port is taken says so to its owner and to all who wait for its address")
    func portTaken() async throws {
        try await withListener(routes: { _ in }) { address in
            let second = try listener(port: address.port)
            async let bound = second.boundAddress()
            await #expect(throws: ListenerError.self) { try await second.run() }
            let result: Result<ListenAddress, any Error>
            do { result = .success(try await bound) } catch { result = .failure(error) }
            #expect {
                try result.get()
            } throws: { "\($0)".contains("127.0.0.1:\(address.port)") && "\($0)".contains("choose another") }
        }
    }

    @Test("lets a task stop waiting for its address")
    func cancelledWait() async throws {
        let listener = try listener()
        let task = Task { try await listener.boundAddress() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(
        "reads addresses",
        arguments: [
            ("127.0.0.1:7443", "127.0.0.1", 7443), (":7443", "0.0.0.0", 7443), ("[::1]:0", "::1", 0),
            ("fleet.example.com:65535", "fleet.example.com", 65535),
        ])
    func addresses(text: String, host: String, port: Int) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.host == host && address.port == port)
        #expect(ListenAddress("\(address)") == address)
    }

    @Test(
        "refuses what is no address", arguments: ["", "7443", "localhost", "::1:80", "a:65536", "a:-1", "a:http", "a:"])
    func badAddresses(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test("measures requests by route, method and code, and nothing that a client invents")
    func metrics() async throws {
        let registry = Self.registry
        let routes: (Router<FrontContext>) -> Void = { router in
            router.get("/measured/{name}") { _, _ in "12345" }
        }
        try await withListener(adjust: { $0.name = "measured" }, routes: routes) { address in
            try await withClient { client in
                for name in 0..<3 { _ = try await client.send("GET", "http://\(address)/measured/\(name)") }
                for method in ["PROPFIND", "MKCOL", "LOCK", "REPORT", "PURGE"] {
                    _ = try await client.send(method, "http://\(address)/nowhere/\(method)")
                }
            }
        }
        let text = String(decoding: registry.exposition(), as: UTF8.self)
        let labels =
            #"{http_request_method="GET",http_response_status_code="200",http_route="/measured/{name}",server="measured"}"#
        #expect(text.contains("http_server_request_duration_seconds_count\(labels) 3\n"))
        #expect(text.contains("http_server_response_body_size_bytes_sum\(labels) 15\n"))
        let unknown = #"{http_request_method="_OTHER",http_response_status_code="404",http_route="",server="measured"}"#
        #expect(text.contains("http_server_request_duration_seconds_count\(unknown) 5\n"))
        #expect(!text.contains("MKCOL") && !text.contains("nowhere"))
    }

    /// The metrics system can be set up only once in a process.
    private static let registry = Observability.bootstrapMetrics()
}
