import Logging

extension Synchronizer {
    /// One step towards the desired spec; with nothing to update, the files of the current one are looked after.
    func step(at now: ContinuousClock.Instant) -> Outcome {
        do {
            guard let store, try store.isComplete() else { return .specFilesMissing }
            try recover()
            if store.desired.version > store.current.version, try isWorthTrying(store) {
                if due.map({ now >= $0 }) ?? true, let outcome = try update(store, at: now) { return outcome }
            }
            try reconcile(store)
            return store.current.isDecommissioning ? .decommission : .idle
        } catch {
            logger.error("the device could not be brought to its spec", metadata: ["error": "\(error)"])
            return .idle
        }
    }

    private func isWorthTrying(_ store: SpecStore) throws -> Bool {
        guard failures.earlierFailure(of: store.desired) != nil else { return true }
        var store = store
        try store.revert()
        self.store = store
        return false
    }

    /// Returns nil when the update may not start yet.
    private func update(_ store: SpecStore, at now: ContinuousClock.Instant) throws -> Outcome? {
        let head = store.desired
        do {
            guard try mayStart(store) else { return nil }
            logger.info("updating", metadata: ["from": "\(store.current.version)", "to": "\(head.version)"])
            board.update(.preparing(head.version))
            let document = try store.load(.desired)
            try apply(document)
            try commit(document, in: store)
        } catch {
            return try giveUp(head, UpdateFailure(error), at: now)
        }
        logger.info("updated", metadata: ["version": "\(head.version)"])
        record(.upgrade, from: store.current, to: head)
        board.update(.updated(head.version))
        return head.isDecommissioning ? .decommission : .updated(head.version)
    }

    private func apply(_ document: DeviceDocument) throws {
        if !document.head.isDecommissioning { try Preconditions.check(document.spec) }
        try Preconditions.check(board.snapshot.levels)
        let files = try ConfigFiles.read(document.spec)
        let plan = try FilePlanner(disk: disk, owners: owners).plan(owned: owned, files: files)
        board.update(.ready(document.head.version))
        warnAboutHooks()
        board.update(.applying(document.head.version))
        try transaction.perform(plan, target: document.head.digest)
    }

    private func commit(_ document: DeviceDocument, in store: SpecStore) throws {
        var store = store
        do { try store.promote(document) } catch {
            // Whether the name was switched before the error is known by looking; the files follow it either way.
            try recover()
            guard try SpecStore.currentDigest(disk) == document.head.digest else { throw error }
            store.promoted(document)
        }
        self.store = store
        // From here on the update is complete. Leftovers that cannot be removed now are removed by the next step.
        do { try transaction.finish() } catch {
            logger.warning("the update's leftovers could not be removed yet", metadata: ["error": "\(error)"])
        }
        try adopt(document)
    }

    private func giveUp(_ head: SpecHead, _ failure: UpdateFailure, at now: ContinuousClock.Instant) throws -> Outcome {
        board.update(.rollingBack(to: currentVersion))
        logger.error("the update failed", metadata: ["version": "\(head.version)", "error": "\(failure)"])
        record(.upgrade, from: store?.current, to: head, isSuccess: false)
        if failure.isRetryable {
            due = now + retry.delay()
            board.update(.retrying(head.version, failure.message))
            return .retrying(head.version)
        }
        failures.add(head)
        board.update(.failed(head.version, failure.message))
        try store?.revert()
        if let current = store?.current { record(.rollback, from: head, to: current) }
        return .failed(head.version)
    }

    /// Writes again what somebody else changed in the files of the current spec.
    private func reconcile(_ store: SpecStore) throws {
        let stamps = try DriftWatch.stamps(owned, disk)
        if drift.isUnchanged(stamps) { return }
        let document = try store.load(.current)
        let files = try ConfigFiles.read(document.spec)
        let plan = try FilePlanner(disk: disk, owners: owners).plan(owned: owned, files: files)
        guard !plan.isEmpty else { return drift.verified(stamps) }
        let paths = plan.writes.map(\.file.path).joined(separator: " ")
        logger.notice("files differ from the current spec and are written again", metadata: ["paths": "\(paths)"])
        try transaction.perform(plan, target: document.head.digest)
        try transaction.finish()
    }

    private func warnAboutHooks() {
        for directory in DevicePaths.hooks {
            guard let names = try? disk.names(in: directory), !names.isEmpty else { continue }
            logger.warning("hooks are not run by this agent yet", metadata: ["directory": "\(directory)"])
        }
    }
}
