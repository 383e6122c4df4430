import HTTPFront
import HTTPTypes
import PKI
import Store

/// Holds the long polls of devices that have what there is. Whatever else a request may be, its handler answers it.
struct PollGate: RequestGate {
    let api: AgentAPI

    func holds(_ request: HeldRequest) async -> Bool {
        guard let poll = PollRequest(request.head), let key = try? Door.device(request.peer, named: poll.device) else {
            return false
        }
        // Devices that came together do not end together.
        let deadline = request.since + api.settings.pollWait * Double.random(in: Self.shortestWait...1)
        for _ in 0..<Self.mostWakeUps {
            guard await hasNothing(for: poll, key, request.peer) else { return false }
            switch api.desk.park(key, known: poll.known, until: deadline, request) {
            case .held: return true
            case .changed: continue
            case .full, .stopped: return false
            }
        }
        return false
    }

    /// The shortest part of the time that polls are held.
    private static let shortestWait = 0.85
    /// A wake-up may turn out to be about nothing, so a few are looked into.
    private static let mostWakeUps = 10

    private func hasNothing(for poll: PollRequest, _ key: DeviceKey, _ peer: PeerIdentity?) async -> Bool {
        let presence = try? await api.presence(key)
        guard case .enrolled(let state)? = presence, state.rendered != nil, state.version == poll.known else {
            return false
        }
        if let serial = peer?.serial, state.revoked.contains(serial) { return false }
        api.seen.note(state.device)
        return true
    }
}
