/// Where a context file stands: `~/.config/martlet/client.yaml`, or `client_<context>.yaml` beside it.
struct ContextLocation: Sendable, Equatable {
    /// The file that this program writes.
    let path: String
    /// The file of the existing client, read when ours is absent.
    let fallback: String?

    init(_ flags: ConnectionFlags, environment: [String: String]) throws(ClientError) {
        let file = try Self.fileName(flags.context)
        if let directory = flags.configDirectory {
            self.path = "\(directory)/\(file)"
            self.fallback = nil
            return
        }
        guard let home = environment["HOME"], !home.isEmpty else {
            throw .usage("HOME is not set, so there is no place for context files.", fix: "Give --config-dir DIR.")
        }
        self.path = "\(home)/.config/martlet/\(file)"
        self.fallback = "\(home)/.config/flightctl/\(file)"
    }

    /// The directory that relative paths in the file start from.
    static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private static func fileName(_ context: String?) throws(ClientError) -> String {
        guard let context else { return "client.yaml" }
        let isPlain = context.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
                || "-_.".utf8.contains($0)
        }
        guard !context.isEmpty, isPlain else {
            throw .usage("A context's name has letters, digits, '-', '_' and '.' only.")
        }
        return "client_\(context).yaml"
    }
}
