import Logging

extension Synchronizer {
    /// Whether the desired spec's update policy lets the update start now; tells what it waits for otherwise. Once started,
    /// an update ends whatever the time. A device that is taken out of service waits for no window.
    func mayStart(_ store: SpecStore) throws -> Bool {
        let head = store.desired
        guard !head.isDecommissioning else { return true }
        var gate = try gate(of: store)
        let wait = gate.wait(at: Int64(clock()), version: head.version)
        self.gate = gate
        if let wait, wait != toldWait {
            logger.info("the update waits for its window", metadata: ["why": "\(wait.message)"])
            board.update(wait)
        }
        toldWait = wait
        return wait == nil
    }

    /// Read once per document, since the document may be large.
    private func gate(of store: SpecStore) throws -> UpdateGate {
        if let gate, gate.digest == store.desired.digest { return gate }
        let document = try store.load(.desired)
        return UpdateGate(digest: document.head.digest, windows: try UpdateWindows(document.spec, zones))
    }
}
