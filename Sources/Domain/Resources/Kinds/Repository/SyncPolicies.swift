/// How much a commit may remove before somebody has to approve it. An extension.
public struct PrunePolicy: Described {
    /// How many objects a commit may remove; nil is the server's limit.
    public var maxDeletions: Int64?
    /// Which share of what the sync owns a commit may remove, in percent; nil is the server's limit.
    public var maxPercentage: Int64?
    /// Whether a commit may leave the sync without any object.
    public var allowEmpty: Bool?
    /// Whether a commit may remove devices that are online.
    public var allowOnline: Bool?
    /// Whether the trailer `Martlet-Allow-Prune: <count>` of a commit approves it.
    public var allowTrailer: Bool?

    /// The server's limits.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "maxDeletions", &maxDeletions, IntegerFormat(0...1_000_000),
            doc: "How many objects a commit may remove without approval.")
        v.field(
            "maxPercentage", &maxPercentage, IntegerFormat(0...100),
            doc: "Which percentage of the sync's objects a commit may remove without approval.")
        v.field("allowEmpty", &allowEmpty, doc: "Whether a commit may leave the sync without any object.")
        v.field("allowOnline", &allowOnline, doc: "Whether a commit may remove devices that are online.")
        v.field(
            "allowTrailer", &allowTrailer,
            doc: "Whether the trailer “Martlet-Allow-Prune: <count>” of a commit approves what it removes.")
    }
}

/// Whose signatures commits need. An extension.
public struct VerifyPolicy: Described {
    /// Which commits are judged.
    public enum Mode: String, Word {
        /// The commit that is applied.
        case head = "Head"
        /// Every commit since the one that was verified last.
        case everyCommit = "EveryCommit"
    }

    /// Which commits are judged.
    public var mode = Mode.head
    /// Lines of an allowed-signers file, as `ssh-keygen` reads them.
    public var sshAllowedSigners: String?
    /// Armored public keys.
    public var openPGPKeys: String?
    /// Fingerprints of keys that are not trusted any more, one a line: `SHA256:…` of SSH keys, hexadecimal of OpenPGP.
    public var revokedKeys: String?

    /// A policy without keys.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "mode", &mode, default: .head,
            doc: "Head (default): the commit that is applied; EveryCommit: every one since the last verified.")
        v.field(
            "sshAllowedSigners", &sshAllowedSigners, .text(1...262_144),
            doc: "Lines of an allowed-signers file, as ssh-keygen reads them.")
        v.field("openPGPKeys", &openPGPKeys, .text(1...1_048_576), doc: "OpenPGP public keys, armored.")
        v.field(
            "revokedKeys", &revokedKeys, .text(0...262_144),
            doc: "Fingerprints of keys that are not trusted any more, one a line.")
    }

    /// Somebody must be trusted.
    public mutating func check(_ report: Report) {
        guard sshAllowedSigners == nil && openPGPKeys == nil else { return }
        report.add(
            .verifyWithoutKeys, "Signatures are demanded, and no key is trusted.",
            fix: "Write “sshAllowedSigners” or “openPGPKeys”.")
    }
}

/// What a sync may declare. An extension.
public struct SyncTargets: Described {
    /// The kinds; empty is every kind.
    public var kinds: [String] = []
    /// How names must start; empty is any name.
    public var namePrefixes: [String] = []
    /// Labels that every object must have, and that fleets must select devices by.
    public var matchLabels: [String: String] = [:]

    /// No limits.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "kinds", &kinds,
            ListFormat(of: .oneOf(["Device", "Fleet", "Repository", "ResourceSync"]), isSet: true),
            doc: "The kinds that the sync may declare; all by default.")
        v.field(
            "namePrefixes", &namePrefixes, ListFormat(of: .text(1...253), isSet: true),
            doc: "How the names of its objects must start; any by default.")
        v.field(
            "matchLabels", &matchLabels, keys: .labelKey, values: .labelValue,
            doc: "Labels that each of its objects must have, and that its fleets must select devices by.")
    }

    /// Limits that limit nothing are a mistake.
    public mutating func check(_ report: Report) {
        guard kinds.isEmpty && namePrefixes.isEmpty && matchLabels.isEmpty else { return }
        report.add(
            .emptyTargets, "“targets” names no kind, no prefix and no label.",
            fix: "Write what the sync may declare, or remove “targets”.")
    }
}
