import Hummingbird
import HummingbirdCore

/// A gate before the responder of connections that many requests share. There each request has a task, which waits.
struct GatedResponder: Sendable {
    let gate: any RequestGate
    let limits: RequestLimits

    func before(_ responder: @escaping HTTPChannelHandler.Responder) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            if GateRules.mayHold(request, limits) { await wait(request) }
            try await responder(request, writer, channel)
        }
    }

    private func wait(_ request: Request) async {
        let (releases, continuation) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let held = HeldRequest(request.head, ConnectionFacts.current?.peer) { _, asksAgain in
            continuation.yield(asksAgain)
        }
        for _ in 0..<GateRules.mostQuestions {
            guard await gate.holds(held) else { return }
            let asksAgain = await withTaskCancellationHandler {
                await releases.first { _ in true } ?? false
            } onCancel: {
                held.tellGone()
            }
            if !asksAgain { return }
        }
    }
}

/// What is put before a gate at all.
enum GateRules {
    /// What lets a request go may turn out to be nothing for it, so a few times are looked into.
    static let mostQuestions = 10

    static func mayHold(_ request: Request, _ limits: RequestLimits) -> Bool {
        guard request.method == .get, limits.refusal(request) == nil else { return false }
        if case .refused = VersionNegotiation.outcome(path: request.uri.path, headers: request.headers) { return false }
        return true
    }
}
