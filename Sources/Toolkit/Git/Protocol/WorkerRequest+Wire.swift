import Secrets

extension WorkerRequest {
    package func encoded() -> [UInt8] {
        var writer = WireWriter()
        writer.put(Self.version)
        writer.put(directory)
        writer.put(parent)
        remote.write(to: &writer)
        writer.put(network.allowsPrivateAddresses)
        writer.put(network.knownHosts)
        limits.write(to: &writer)
        operation.write(to: &writer)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = WireReader(bytes[...])
        guard try reader.integer(UInt8.self) == Self.version else { throw WireError("the request has another version") }
        self.init(
            directory: try reader.string(), parent: try reader.integer(), remote: try GitRemote(from: &reader),
            network: GitNetwork(allowsPrivateAddresses: try reader.bool(), knownHosts: try reader.string()),
            limits: try GitLimits(from: &reader), operation: try Operation(from: &reader))
        try reader.end()
    }
}

extension GitRemote {
    fileprivate func write(to writer: inout WireWriter) {
        writer.put(organization)
        writer.put(url)
        writer.put(optional: credential) { $1.write(to: &$0) }
        writer.put(optional: caCertificates) { $0.put(bytes: $1) }
        writer.put(optional: clientCertificate) { $0.put(bytes: $1) }
        writer.put(optional: clientKey) { $0.put(bytes: $1.reveal()) }
        writer.put(optional: proxy) { $0.put($1) }
        writer.put(optional: knownHosts) { $0.put($1) }
        writer.put(skipServerVerification)
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        self.init(
            organization: try reader.string(), url: try reader.string(),
            credential: try reader.optional(GitCredential.init(from:)),
            caCertificates: try reader.optional { (reader) throws(WireError) in try reader.bytes() })
        clientCertificate = try reader.optional { (reader) throws(WireError) in try reader.bytes() }
        clientKey = try reader.optional { (reader) throws(WireError) in Secret(try reader.bytes()) }
        proxy = try reader.optional { (reader) throws(WireError) in try reader.string() }
        knownHosts = try reader.optional { (reader) throws(WireError) in try reader.string() }
        skipServerVerification = try reader.bool()
    }
}

extension GitCredential {
    fileprivate func write(to writer: inout WireWriter) {
        switch self {
        case .password(let username, let password):
            writer.put(UInt8(1))
            writer.put(username)
            writer.put(password)
        case .token(let token):
            writer.put(UInt8(2))
            writer.put(token)
        case .key(let key, let passphrase):
            writer.put(UInt8(3))
            writer.put(bytes: key.reveal())
            writer.put(optional: passphrase) { $0.put(bytes: $1.reveal()) }
        }
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        switch try reader.integer(UInt8.self) {
        case 1: self = .password(username: try reader.string(), password: try reader.string())
        case 2: self = .token(try reader.string())
        case 3:
            self = .key(
                Secret(try reader.bytes()),
                passphrase: try reader.optional { (reader) throws(WireError) in Secret(try reader.bytes()) })
        default: throw WireError("unknown kind of credential")
        }
    }
}

extension GitLimits {
    /// The limits that the worker itself must know.
    fileprivate func write(to writer: inout WireWriter) {
        writer.put(deadline.milliseconds)
        writer.put(connectTimeout.milliseconds)
        writer.put(maxSilence.milliseconds)
        writer.put(maxTransferBytes)
        writer.put(maxObjects)
        writer.put(maxReferences)
        writer.put(maxFiles)
        writer.put(maxEntries)
        writer.put(maxTotalBytes)
        writer.put(maxMemoryBytes)
        writer.put(maxPacks)
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        self.init()
        deadline = .milliseconds(try reader.integer(Int64.self))
        connectTimeout = .milliseconds(try reader.integer(Int64.self))
        maxSilence = .milliseconds(try reader.integer(Int64.self))
        maxTransferBytes = try reader.integer()
        maxObjects = try reader.integer()
        maxReferences = try reader.integer()
        maxFiles = try reader.integer()
        maxEntries = try reader.integer()
        maxTotalBytes = try reader.integer()
        maxMemoryBytes = try reader.integer()
        maxPacks = try reader.integer()
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension WorkerRequest.Operation {
    fileprivate func write(to writer: inout WireWriter) {
        switch self {
        case .resolve(let reference):
            writer.put(UInt8(1))
            writer.put(reference)
        case .fetch(let reference, let commit):
            writer.put(UInt8(2))
            writer.put(reference)
            writer.put(commit)
        case .files(let query):
            writer.put(UInt8(3))
            query.write(to: &writer)
        case .rebuild(let reference, let commit):
            writer.put(UInt8(4))
            writer.put(optional: reference) { $0.put($1) }
            writer.put(commit)
        case .history(let query):
            writer.put(UInt8(5))
            query.write(to: &writer)
        }
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        switch try reader.integer(UInt8.self) {
        case 1: self = .resolve(reference: try reader.string())
        case 2: self = .fetch(reference: try reader.string(), commit: try reader.objectID())
        case 3: self = .files(try WorkerRequest.FileQuery(from: &reader))
        case 4:
            self = .rebuild(
                reference: try reader.optional { (reader) throws(WireError) in try reader.string() },
                commit: try reader.objectID())
        case 5: self = .history(try WorkerRequest.HistoryQuery(from: &reader))
        default: throw WireError("unknown operation")
        }
    }
}

extension WorkerRequest.FileQuery {
    fileprivate func write(to writer: inout WireWriter) {
        writer.put(commit)
        writer.put(path)
        writer.put(optional: since) { $0.put($1) }
        writer.put(maxFileBytes)
        writer.put(optional: suffixes) { $0.put(list: $1) { $0.put($1) } }
        writer.put(list: Array(known)) { $0.put($1) }
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        commit = try reader.objectID()
        path = try reader.string()
        since = try reader.optional { (reader) throws(WireError) in try reader.objectID() }
        maxFileBytes = try reader.integer()
        suffixes = try reader.optional { (reader) throws(WireError) in
            try reader.list { (reader) throws(WireError) in try reader.string() }
        }
        known = Set(try reader.list { (reader) throws(WireError) in try reader.objectID() })
    }
}

extension WorkerRequest.HistoryQuery {
    fileprivate func write(to writer: inout WireWriter) {
        writer.put(head)
        writer.put(optional: since) { $0.put($1) }
        writer.put(limit)
        writer.put(signatures)
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        head = try reader.objectID()
        since = try reader.optional { (reader) throws(WireError) in try reader.objectID() }
        limit = try reader.integer()
        signatures = try reader.bool()
    }
}
