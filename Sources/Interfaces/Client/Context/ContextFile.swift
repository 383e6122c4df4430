import Nodes
import Secrets

/// A client configuration file. What this program does not know in it is kept when it is written again.
public struct ContextFile: Sendable {
    /// Where it was read from; relative paths in it start there.
    let path: String
    private var root: Node

    /// A file that does not exist yet.
    init(path: String) {
        self.path = path
        self.root = .object([])
    }

    /// Reads the file, or that of the existing client; nil when there is neither.
    static func load(_ location: ContextLocation) throws(ClientError) -> ContextFile? {
        if let file = try read(location.path) { return file }
        guard let fallback = location.fallback else { return nil }
        return try read(fallback)
    }

    private static func read(_ path: String) throws(ClientError) -> ContextFile? {
        let bytes: [UInt8]
        do {
            guard let secret = try AtomicFile.readSecret(path) else { return nil }
            bytes = secret.reveal()
        } catch {
            throw ClientError(.file, error)
        }
        var file = ContextFile(path: path)
        file.root = try parse(bytes, path: path)
        return file
    }

    /// Only the place of a mistake is told: the text around it may be a token.
    private static func parse(_ bytes: [UInt8], path: String) throws(ClientError) -> Node {
        do {
            let documents = try YAML.documents(in: bytes, limits: .wire)
            guard documents.count == 1, documents[0].entries != nil else {
                throw ClientError(.file, "\(path) is no client configuration.", fix: "Run `martlet login URL` again.")
            }
            return documents[0]
        } catch let error as NodeError {
            throw ClientError(
                .file, "\(path):\(error.position) cannot be read.", fix: "Correct it, or run `martlet login URL` again."
            )
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.file, "\(path) cannot be read.", fix: "Run `martlet login URL` again.")
        }
    }

    /// Writes the file with mode 0600 and its directory with mode 0700.
    func write(to path: String) throws(ClientError) {
        do {
            try AtomicFile.createDirectory(ContextLocation.directory(of: path))
            try AtomicFile.write(Array(root.yaml().utf8), to: path, mode: 0o600)
        } catch {
            throw ClientError(.file, error)
        }
    }

    /// The text of a field such as `service`, `server`; nil when it is absent, empty or no string.
    subscript(keys: String...) -> String? {
        let node = keys.reduce(root as Node?) { $0?[$1] }
        return node?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether a field is `true`.
    func flag(_ section: String, _ key: String) -> Bool { root[section]?[key]?.bool ?? false }

    /// Sets or, with nil, removes a field of a section.
    mutating func set(_ section: String, _ key: String, _ value: Node?) {
        root = root.replacing(section, with: (root[section] ?? .object([])).replacing(key, with: value))
    }

    /// Sets or removes a field at the top.
    mutating func set(_ key: String, _ value: Node?) { root = root.replacing(key, with: value) }
}

extension Node {
    /// This mapping with one pair replaced, appended, or, with nil, removed.
    func replacing(_ key: String, with value: Node?) -> Node {
        var pairs = (entries ?? []).map { ($0.key, $0.value as Node?) }
        if let index = pairs.firstIndex(where: { $0.0 == key }) {
            pairs[index].1 = value
        } else {
            pairs.append((key, value))
        }
        return .object(pairs)
    }
}
