import FoundationEssentials
import Nodes
public import Resources

/// Makes the spec that a device is sent. Pure: assigned spec and frozen sources in, bytes out.
public enum Renderer {
    /// Part of every content address: a release that renders differently renders anew.
    public static let version = 1

    /// Renders an assigned spec: all config of all providers merged into one inline provider, in the order of the
    /// providers, a later one winning for the same path.
    /// - Parameters:
    ///   - spec: The spec of the devices, placeholders replaced.
    ///   - sources: The files of each outside reference.
    /// - Returns: The canonical JSON of the wire's `spec`.
    public static func render(
        _ spec: DeviceSpec, sources: [SourceReference: [SourceFile]]
    ) throws(RenderError) -> [UInt8] {
        let files = try merge(spec, sources)
        var declared = spec
        declared.config = []
        let rest = try parse(canonicalJSON(of: declared))
        let fixed = ["config", "applications", "consoles"]
        let others = (rest.entries ?? []).filter { !fixed.contains($0.key) }.map { ($0.key, Optional($0.value)) }
        return Node.object(
            others + [
                ("config", files.isEmpty ? .array([]) : .array([provider(files)])),
                ("applications", rest["applications"] ?? .array([])), ("consoles", .array([])),
            ]
        ).canonicalJSON()
    }

    private static func merge(
        _ spec: DeviceSpec, _ sources: [SourceReference: [SourceFile]]
    ) throws(RenderError) -> [String: Node] {
        var files: [String: Node] = [:]
        for provider in spec.config {
            if case .inline(let inline) = provider.source {
                for file in inline { files[file.path] = try node(file) }
            } else if let reference = SourceReference(provider) {
                guard let found = sources[reference] else {
                    throw RenderError("the files of config provider '\(provider.name)' are not at hand")
                }
                let (user, group) = provider.owners
                for file in found { files[file.path] = node(file.path, file.content, file.mode, user, group) }
            }
        }
        return files
    }

    private static func node(_ file: InlineFile) throws(RenderError) -> Node {
        guard let content = file.bytes else { throw RenderError("the content of \(file.path) is not base64") }
        return node(file.path, content, file.mode ?? InlineFile.defaultMode, file.user, file.group)
    }

    private static func node(
        _ path: String, _ content: [UInt8], _ mode: Int64, _ user: String?, _ group: String?
    ) -> Node {
        .object([
            ("path", .string(path)), ("content", .string(Data(content).base64EncodedString())),
            ("contentEncoding", .string("base64")), ("mode", .integer(mode)), ("user", .string(user ?? "root")),
            ("group", .string(group ?? "root")),
        ])
    }

    /// The one provider of a rendered spec; its name is empty on the wire.
    private static func provider(_ files: [String: Node]) -> Node {
        let ordered = files.sorted { $0.key < $1.key }.map(\.value)
        return .object([("name", .string("")), ("inline", .array(ordered))])
    }

    private static func parse(_ json: [UInt8]) throws(RenderError) -> Node {
        do {
            return try JSON.parse(json, limits: .rendered)
        } catch {
            throw RenderError("the spec cannot be written: \(error.message)")
        }
    }
}

extension ConfigProvider {
    /// Whom files from outside belong to on the device; nil is root.
    fileprivate var owners: (user: String?, group: String?) {
        if case .secret(let secret) = source { (secret.user, secret.group) } else { (nil, nil) }
    }
}
