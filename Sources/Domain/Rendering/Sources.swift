public import Resources

/// Something outside that a spec draws config from.
public struct SourceReference: Sendable, Hashable {
    /// What is drawn on.
    public enum Place: Sendable, Hashable {
        /// A part of a git repository: branch, tag or commit; directory or file, without a leading slash.
        case git(revision: String, path: String)
        /// A document of a web server: what is appended to the repository's URL; the file on the device that gets it.
        case http(suffix: String, filePath: String)
        /// The keys of a secret: its name; the directory on the device that gets a file for each key.
        case secret(name: String, mountPath: String)
    }

    /// Name of the config provider.
    public let provider: String
    /// Name of the Repository; of a secret its namespace.
    public let repository: String
    /// What of it is meant.
    public let place: Place

    /// The reference that a provider makes; nil when its files stand in the spec itself.
    public init?(_ provider: ConfigProvider) {
        switch provider.source {
        case .git(let git):
            let place = Place.git(revision: git.targetRevision, path: String(git.path.drop { $0 == "/" }))
            self.init(provider: provider.name, repository: git.repository, place: place)
        case .http(let http):
            let place = Place.http(suffix: http.suffix ?? "", filePath: http.filePath)
            self.init(provider: provider.name, repository: http.repository, place: place)
        case .secret(let secret):
            let place = Place.secret(name: secret.name, mountPath: secret.mountPath)
            self.init(provider: provider.name, repository: secret.namespace, place: place)
        case .inline: return nil
        }
    }

    /// A reference as it was frozen.
    public init(provider: String, repository: String, place: Place) {
        self.provider = provider
        self.repository = repository
        self.place = place
    }

    /// Whether it can only be known for a device.
    public var hasPlaceholders: Bool {
        switch place {
        case .git(let first, let second), .http(let first, let second), .secret(let first, let second):
            [repository, first, second].contains { $0.contains(Substitution.opening) }
        }
    }

    /// Whether its files must be seen by nobody but the devices that get them (P9).
    public var isSecret: Bool {
        if case .secret = place { true } else { false }
    }
}

/// A file that a source contributes to a device.
public struct SourceFile: Sendable, Hashable {
    /// Absolute path on the device.
    public let path: String
    /// Permission bits.
    public let mode: Int64
    /// The content.
    public let content: [UInt8]

    /// States a file.
    public init(path: String, mode: Int64, content: [UInt8]) {
        self.path = path
        self.mode = mode
        self.content = content
    }
}

extension DeviceSpec {
    /// The outside references of the spec, in the order of its providers.
    public var references: [SourceReference] { config.compactMap(SourceReference.init) }

    /// Whether the spec needs anything from outside of itself before it can be rendered.
    public var hasReferences: Bool {
        config.contains { provider in
            if case .inline = provider.source { false } else { true }
        }
    }
}
