import HTTPFront
import HTTPTypes
import PKI
import Store
import Wire

/// Holds the long polls of devices that have what there is. Whatever else a request may be, its handler answers it.
struct PollGate: RequestGate {
    let api: AgentAPI

    func pass(_ head: HTTPRequest, _ client: WaitingClient) async {
        guard let poll = Poll(head), let key = try? Door.device(client.peer, named: poll.device) else { return }
        let deadline = ContinuousClock.now + api.settings.pollWait
        for _ in 0..<Self.mostWakeUps {
            guard await hasNothing(for: poll, key, client.peer) else { return }
            guard await api.desk.park(key, known: poll.known, until: deadline, client) == .changed else { return }
        }
    }

    /// A wake-up may turn out to be about nothing, so a few are looked into.
    private static let mostWakeUps = 10

    private func hasNothing(for poll: Poll, _ key: DeviceKey, _ peer: PeerIdentity?) async -> Bool {
        let presence = try? await api.presence(key)
        guard case .enrolled(let state)? = presence, state.rendered != nil, state.version == poll.known else {
            return false
        }
        if let serial = peer?.serial, state.revoked.contains(serial) { return false }
        api.seen.note(state.device)
        return true
    }
}

/// A request for the rendered spec that says which version the device has.
private struct Poll {
    let device: String
    let known: Int64

    init?(_ head: HTTPRequest) {
        guard head.method == .get, let path = head.path else { return nil }
        let parts = APIPath.canonical(path).split(separator: "?", maxSplits: 1)
        let steps = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, steps.count == 6, steps.starts(with: ["", "api", "v1", "devices"]),
            steps[5] == "rendered", let known = Self.known(parts[1])
        else { return nil }
        device = String(steps[4])
        self.known = known
    }

    private static func known(_ query: Substring) -> Int64? {
        let name = "knownRenderedVersion="
        guard let value = query.split(separator: "&").first(where: { $0.hasPrefix(name) }) else { return nil }
        return Int64(value.dropFirst(name.count))
    }
}
