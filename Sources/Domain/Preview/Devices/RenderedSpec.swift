import FoundationEssentials
public import Nodes
public import Rendering
import Resources

/// A file as a device gets it.
public struct RenderedFile: Sendable, Hashable {
    /// The bytes.
    public let content: [UInt8]
    /// Permission bits.
    public let mode: Int64
    /// The owner.
    public let user: String
    /// The group.
    public let group: String
}

/// What a device gets, taken apart for looking at.
public struct RenderedSpec: Sendable {
    /// The document as it is sent, without the files of references that are not at hand.
    public let document: Node
    /// The files by path.
    public let files: [String: RenderedFile]
    /// References whose files are not at hand, as `git NAME@REV:path`.
    public let unresolved: [SourceReference]

    /// What the document was rendered from: the layers, the lowest first, and the fleet's template, placeholders filled.
    let parts: [DeviceSpec]
    /// The device's own spec, which lies over them.
    let own: DeviceSpec?
    let sources: [SourceReference: [SourceFile]]

    init(
        _ parts: [DeviceSpec], own: DeviceSpec?, json: [UInt8], sources: [SourceReference: [SourceFile]],
        unresolved: [SourceReference]
    ) throws(RenderError) {
        self.parts = parts
        self.own = own
        self.sources = sources
        do {
            document = try JSON.parse(json, limits: .preview)
        } catch {
            throw RenderError("the rendered spec cannot be read: \(error.message)")
        }
        self.unresolved = unresolved
        var files: [String: RenderedFile] = [:]
        for provider in document["config"]?.elements ?? [] {
            for file in provider["inline"]?.elements ?? [] {
                guard let path = file["path"]?.string else { continue }
                files[path] = RenderedFile(file)
            }
        }
        self.files = files
    }

    /// Everything but the files.
    var rest: Node {
        .object((document.entries ?? []).filter { $0.key != "config" }.map { ($0.key, $0.value) })
    }
}

extension RenderedFile {
    fileprivate init(_ node: Node) {
        let content = node["content"]?.string.flatMap { Data(base64Encoded: $0) } ?? Data()
        self.init(
            content: Array(content), mode: node["mode"]?.integer ?? 0, user: node["user"]?.string ?? "",
            group: node["group"]?.string ?? "")
    }

    /// `0644 root:root`.
    var ownership: String {
        let octal = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - octal.count)) + "\(octal) \(user):\(group)"
    }
}

extension SourceReference {
    /// `git NAME@REV:path`, `http NAME/suffix`, or `secret NAMESPACE/NAME`.
    public var shown: String {
        switch place {
        case .git(let revision, let path): "git \(repository)@\(revision):\(path)"
        case .http(let suffix, _): "http \(repository)\(suffix)"
        case .secret(let name, _): "secret \(repository)/\(name)"
        }
    }
}

extension NodeLimits {
    /// For specs that were rendered here.
    static let preview = NodeLimits(
        maxBytes: 64 << 20, maxDepth: 128, maxNodes: 4_000_000, maxDocuments: 1, maxAliasExpansion: 0)
}
