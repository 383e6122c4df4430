import HTTPTypes
import Wire

/// A request for the rendered spec that says which version the device has. Made from whatever a client sent as its path.
struct PollRequest: Equatable {
    let device: String
    let known: Int64

    /// Nil when the request is another one.
    init?(_ head: HTTPRequest) {
        guard head.method == .get, let path = head.path else { return nil }
        let parts = APIPath.canonical(path).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let steps = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard steps.count == 6, steps.starts(with: ["", "api", "v1", "devices"]), steps[5] == "rendered",
            let known = Self.known(parts[1])
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
