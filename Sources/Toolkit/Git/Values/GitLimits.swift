/// How much one git operation may take. Everything a repository or a git server could make large has a limit here.
public struct GitLimits: Sendable, Hashable {
    /// Time for one operation, waiting for a free worker included. The worker is killed when it is over.
    public var deadline: Duration = .seconds(60)
    /// Time to connect to one address of a git server.
    public var connectTimeout: Duration = .seconds(10)
    /// Time in which a git server may send nothing at all while it is waited for.
    public var maxSilence: Duration = .seconds(30)
    /// Bytes that one fetch may receive on the wire, references and pack together.
    public var maxTransferBytes: UInt64 = 256 << 20
    /// Objects that one fetch may receive.
    public var maxObjects: UInt32 = 2_000_000
    /// References that a server may advertise.
    public var maxReferences: UInt32 = 500_000
    /// Content of a larger file is not read; the file is listed without it.
    public var maxFileBytes: UInt64 = 1 << 20
    /// Files in one answer.
    public var maxFiles: UInt32 = 100_000
    /// Tree entries that one listing may look at, whether they match or not.
    public var maxEntries: UInt32 = 1_000_000
    /// Content in one answer, all files together, in bytes.
    public var maxTotalBytes: UInt64 = 128 << 20
    /// Memory that a worker may allocate, in bytes.
    public var maxMemoryBytes: UInt64 = 1 << 30
    /// Packs in a mirror (each fetch leaves one) before it is cloned afresh.
    public var maxPacks: UInt32 = 64
    /// Workers at one time, over all repositories.
    public var maxWorkers: Int = 8
    /// Workers at one time for one repository, so that a slow one leaves room for the others.
    public var maxWorkersPerRemote: Int = 2
    /// Operations that may wait for a worker; further ones fail with ``GitError/Code/busy``.
    public var maxWaiting: Int = 4096

    /// The defaults.
    public init() {}
}
