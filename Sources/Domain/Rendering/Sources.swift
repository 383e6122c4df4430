public import Resources

/// A part of a git repository that a spec draws config from.
public struct SourceReference: Sendable, Hashable {
    /// Name of the config provider.
    public let provider: String
    /// Name of the Repository.
    public let repository: String
    /// Branch, tag or commit.
    public let revision: String
    /// Directory or file, without a leading slash.
    public let path: String

    /// The reference that a provider makes; nil when its files stand in the spec itself.
    public init?(_ provider: ConfigProvider) {
        guard case .git(let git) = provider.source else { return nil }
        self.provider = provider.name
        repository = git.repository
        revision = git.targetRevision
        path = String(git.path.drop { $0 == "/" })
    }

    /// A reference as it was frozen.
    public init(provider: String, repository: String, revision: String, path: String) {
        self.provider = provider
        self.repository = repository
        self.revision = revision
        self.path = path
    }

    /// Whether it can only be known for a device.
    public var hasPlaceholders: Bool {
        revision.contains(Substitution.opening) || path.contains(Substitution.opening)
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

    /// The first provider of a form that this release cannot deliver.
    /// - Returns: What to tell the operator; nil when all can be delivered.
    public var undeliverable: String? {
        for provider in config {
            switch provider.source {
            case .inline, .git: continue
            case .http: return Self.undeliverable(provider.name, "httpRef")
            case .secret: return Self.undeliverable(provider.name, "secretRef")
            }
        }
        return nil
    }

    private static func undeliverable(_ name: String, _ form: String) -> String {
        "config provider '\(name)' uses \(form), which this release does not deliver: use gitRef or inline"
    }
}
