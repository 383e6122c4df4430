/// The parts of `https://host:port/path`.
struct ServiceAddress: Sendable, Hashable {
    var host: String
    /// Empty or with its colon.
    var port: String
    var path: String

    /// - Returns: nil when the text is not such an address.
    init?(_ text: String) {
        guard text.hasPrefix("https://") else { return nil }
        let rest = text.dropFirst("https://".count)
        let authority = rest.prefix { $0 != "/" }
        let isBracketed = authority.hasPrefix("[")
        let end =
            isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        let split = end ?? authority.endIndex
        host = String(authority[..<split])
        port = String(authority[split...])
        path = String(rest.dropFirst(authority.count))
        while path.hasSuffix("/") { path.removeLast() }
        guard !host.isEmpty, !authority.contains("@"), port.isEmpty || UInt16(port.dropFirst()) != nil else {
            return nil
        }
    }

    /// The address with another name in the place of the host.
    func url(named host: String? = nil) -> String { "https://\(host ?? self.host)\(port)\(path)" }
}
