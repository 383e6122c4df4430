extension Synchronizer {
    /// What became of a document from the service.
    enum Acceptance: Sendable, Hashable {
        /// It is the desired one now.
        case desired(UInt64)
        /// The version that is known already: something else about the device changed.
        case wakeUp
        /// An older version than the known one; never applied.
        case older(UInt64)
        /// It failed before and is not tried again.
        case failedBefore(UInt64)
    }

    /// Takes a document from the service.
    ///
    /// - Throws: ``AgentError`` `badAnswer` when it is not a rendered document for this device; nothing has changed then.
    func accept(_ bytes: [UInt8], device: String) throws -> Acceptance {
        guard var store else { return .wakeUp }
        let document = try DeviceDocument(bytes, device: device)
        let head = document.head
        if head.isConflictPaused { board.sendAgain() }
        guard head.version >= knownVersion, head.version >= store.current.version else { return .older(head.version) }
        guard head.version > knownVersion else { return .wakeUp }
        if let earlier = failures.earlierFailure(of: head) {
            noteAccepted(head.version)
            board.update(.failed(head.version, "it is the same spec as renderedVersion \(earlier), which failed"))
            return .failedBefore(head.version)
        }
        let before = store.desired
        try store.accept(document)
        self.store = store
        noteAccepted(head.version)
        due = nil
        retry.reset()
        record(.sync, from: before, to: head)
        return .desired(head.version)
    }
}
