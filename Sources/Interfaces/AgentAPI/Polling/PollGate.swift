import HTTPFront
import HTTPTypes
import PKI
import Store

/// Holds the long polls of devices that have what there is. Whatever else a request may be, its handler answers it.
struct PollGate: RequestGate {
    let api: AgentAPI

    func pass(_ head: HTTPRequest, _ client: WaitingClient) async {
        guard let poll = PollRequest(head), let key = try? Door.device(client.peer, named: poll.device) else { return }
        let deadline = ContinuousClock.now + api.settings.pollWait
        for _ in 0..<Self.mostWakeUps {
            guard await hasNothing(for: poll, key, client.peer) else { return }
            guard await api.desk.park(key, known: poll.known, until: deadline, client) == .changed else { return }
        }
    }

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
