import HTTPFront
import Nodes

/// The one thing that is read from the body of a webhook: which repository it is about. Reading makes no tree, and takes
/// memory of the order of the body however the body is made.
enum PushPayload {
    /// The most addresses that are taken from one body.
    static let mostAddresses = 16
    /// The longest address that is looked for, in bytes.
    static let longestAddress = 2048
    /// What a list of links may cost.
    private static let links = NodeLimits(
        maxBytes: 1 << 16, maxDepth: 8, maxNodes: 256, maxDocuments: 1, maxAliasExpansion: 0)

    /// The addresses by which the body names its repository; none when it is no such body.
    static func addresses(in body: [UInt8], of provider: WebhookProvider) -> [String] {
        guard let json = document(body) else { return [] }
        let paths = provider.addressPaths + provider.linkPaths
        guard let found = try? JSONScanner.scan(json, paths: paths) else { return [] }
        let single = found.prefix(provider.addressPaths.count).compactMap { range in
            range.flatMap { JSONScanner.string(at: $0, in: json) }
        }
        let listed = found.dropFirst(provider.addressPaths.count).flatMap { range in
            range.map { hrefs(Array(json[$0])) } ?? []
        }
        return Array((single + listed).filter(isPlausible).prefix(mostAddresses))
    }

    /// The JSON of a body; hosts may be set to send it in the field `payload` of a form.
    private static func document(_ body: [UInt8]) -> [UInt8]? {
        let prefix = "payload=".utf8
        guard body.starts(with: prefix) else { return body }
        let value = body.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "&") }
        return PercentEncoding.decoded(value, plusIsSpace: true).map { Array($0.utf8) }
    }

    private static func hrefs(_ list: [UInt8]) -> [String] {
        guard let node = try? JSON.parse(list, limits: links) else { return [] }
        return (node.elements ?? []).compactMap { $0["href"]?.string }
    }

    private static func isPlausible(_ address: String) -> Bool {
        !address.isEmpty && address.utf8.count <= longestAddress && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
