/// The host of an address, as questions are counted by it. Lenient: what an address may be is judged elsewhere.
public enum PollHost {
    /// Host and port in lower case; nil when the address names none.
    public static func of(_ address: String) -> String? {
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] }
        // Without a scheme it is `user@host:path` or a registry, `host:port`.
        let authority = (rest ?? address[...]).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let place = authority.split(separator: "@").last ?? ""
        let host = rest == nil && authority.contains("@") ? place.prefix { $0 != ":" } : place
        return host.isEmpty ? nil : host.lowercased()
    }
}
