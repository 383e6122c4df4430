import CoreMetrics
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Serves the requests of ``LeanConnection``s: a task lasts as long as a request is being answered, and not as long as one
/// is held or a connection is open.
final class LeanServer: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var inProgress = 0
        var hasStopped = false
    }

    private let responder: FrontResponder
    private let gate: (any RequestGate)?
    private let configuration: ListenerConfiguration
    private let logger: Logger
    private let date = DateHeader()
    private let state = Mutex(State())
    /// At most as many wait as there are connections, since each has one request at a time.
    private let requests: AsyncStream<LeanRequest>
    private let continuation: AsyncStream<LeanRequest>.Continuation
    private let shed: Counter
    private let connections: Gauge

    init(
        _ responder: FrontResponder, gate: (any RequestGate)?, configuration: ListenerConfiguration, logger: Logger
    ) {
        self.responder = responder
        self.gate = gate
        self.configuration = configuration
        self.logger = logger
        (requests, continuation) = AsyncStream.makeStream()
        shed = Counter(label: "martlet_http_requests_shed_total", dimensions: [("server", configuration.name)])
        connections = Gauge(label: "martlet_http_connections", dimensions: [("server", configuration.name)])
    }

    var mostBodyBytes: Int { configuration.limits.bodyBytes }
    var idleTimeout: TimeAmount { TimeAmount(configuration.idleTimeout) }

    /// Serves until cancelled; then every connection is closed.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.serveRequests() }
            group.addTask { await self.giveMemoryBack() }
            await group.waitForAll()
        }
        let left = state.withLock { state in
            state.hasStopped = true
            return Array(state.open.values)
        }
        for channel in left { channel.close(promise: nil) }
    }

    private func serveRequests() async {
        await withDiscardingTaskGroup { group in
            for await request in requests {
                group.addTask {
                    await self.serve(request)
                    self.state.withLock { $0.inProgress -= 1 }
                }
            }
        }
    }

    /// Takes a request, or sends it away when too many are in progress.
    func submit(_ request: LeanRequest) {
        let isTaken = state.withLock { state in
            guard state.inProgress < configuration.maximumRequests else { return false }
            state.inProgress += 1
            return true
        }
        if isTaken {
            continuation.yield(request)
        } else {
            shed.increment()
            reply(request, StatusError.busy("too many requests are being answered").response(), ByteBuffer())
        }
    }

    private func serve(_ request: LeanRequest) async {
        let incoming = request.request
        if request.asksGate, let gate, GateRules.mayHold(incoming, configuration.limits),
            await gate.holds(request.held)
        {
            return
        }
        let context = FrontContext(channel: request.reply.channel, peer: request.held.peer, logger: logger)
        do {
            let response = try await responder.respond(to: incoming, context: context)
            reply(request, response, try await LeanBody.gathered(response.body))
        } catch {
            logger.error("an answer could not be made", metadata: ["reason": "\(error)"])
            reply(request, Response(status: .internalServerError), ByteBuffer())
        }
    }

    private func reply(_ request: LeanRequest, _ response: Response, _ body: ByteBuffer) {
        var head = response.head
        head.headerFields[.date] = date.now
        request.reply.write(head, body)
    }
}

/// Connections.
extension LeanServer {
    func opened(_ channel: any Channel) {
        let (count, hasStopped) = state.withLock { state in
            state.open[ObjectIdentifier(channel)] = channel
            return (state.open.count, state.hasStopped)
        }
        connections.record(count)
        if hasStopped { channel.close(promise: nil) }
    }

    func closed(_ channel: any Channel) {
        connections.record(
            state.withLock { state in
                state.open[ObjectIdentifier(channel)] = nil
                return state.open.count
            })
    }

    /// After many connections ended, their memory is given back to the system.
    private func giveMemoryBack() async {
        var memory = MemoryReturn()
        while true {
            do { try await Task.sleep(for: .seconds(5)) } catch { return }
            if memory.isDue(connections: state.withLock { $0.open.count }) { await MemoryReturn.now() }
        }
    }
}
