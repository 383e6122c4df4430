import PKI

/// The identity files from the side of tasks that must not block.
actor IdentityKeeper {
    let thread: DiskThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    private let store: IdentityStore

    init(thread: DiskThread, disk: Disk) {
        self.thread = thread
        store = IdentityStore(disk: disk)
    }

    func key() throws -> SigningKey { try store.key() }
    func request(for key: SigningKey) throws -> String { try store.request(for: key) }
    func certificate(for key: SigningKey) throws -> ManagementCertificate? { try store.certificate(for: key) }
    func keep(_ certificate: ManagementCertificate) throws { try store.keep(certificate) }
    func forgetCertificate() throws { try store.forgetCertificate() }
    func wipe() throws { try store.wipe() }
    func load(_ loader: ConfigurationLoader) throws -> AgentConfiguration { try loader.load() }
}
