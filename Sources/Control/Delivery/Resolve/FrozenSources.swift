import FoundationEssentials
import Nodes
import Rendering
import SQL
import Store

/// Files of sources as the store keeps them: one JSON document by content address, shared by every template version
/// that froze the same files.
enum FrozenSources {
    /// The JSON of a list of files.
    static func encode(_ files: [SourceFile]) -> [UInt8] {
        Node.array(
            files.map { file in
                Node.object([
                    ("path", .string(file.path)), ("mode", .integer(file.mode)),
                    ("content", .string(Data(file.content).base64EncodedString())),
                ])
            }
        ).canonicalJSON()
    }

    /// The files that a stored document lists.
    static func decode(_ json: [UInt8]) throws -> [SourceFile] {
        try (StoredSpec.node(json).elements ?? []).map { node in
            guard let path = node["path"]?.string, let mode = node["mode"]?.integer,
                let content = node["content"]?.string.flatMap({ Data(base64Encoded: $0) })
            else { throw StoreError.unreadable("frozen files without path, mode or content") }
            return SourceFile(path: path, mode: mode, content: Array(content))
        }
    }
}
