/// Changes a set of files so that, whenever the power fails, the device comes back with all of the old ones or all of
/// the new ones (promise P8).
///
/// New files and second names of the old ones are made first, where nobody looks for them; what can fail, fails there.
/// Then names are switched. The update is complete when the current document is the target, which one rename decides;
/// until then everything can be taken back from the journal, and after a crash it is.
struct FileTransaction {
    let disk: Disk

    /// Stages and switches the files of a plan. To be followed by the caller's commit and ``finish()``.
    ///
    /// On an error the files are as they were, or will be after ``recover(isCommitted:)`` if the disk fails meanwhile.
    func perform(_ plan: FilePlan, target: String) throws {
        var journal = try StagingPlan(disk: disk, plan: plan).journal(target: target)
        do {
            try save(journal)
            try stage(journal, plan)
            journal.phase = .switching
            try save(journal)
            try switchNames(journal)
        } catch {
            let failure = UpdateFailure(error)
            do { _ = try recover { _ in false } } catch {
                throw UpdateFailure.transient("\(failure.message); taking it back failed as well: \(error)")
            }
            throw failure
        }
    }

    /// Removes what is left of a completed update.
    func finish() throws {
        guard let journal = try load() else { return }
        for name in journal.entries.flatMap({ [$0.staged, $0.backup].compactMap(\.self) }) { try disk.remove(name) }
        try close(journal)
    }

    private func stage(_ journal: ApplyJournal, _ plan: FilePlan) throws {
        for (entry, write) in zip(journal.entries.dropFirst(plan.removals.count), plan.writes) {
            guard let staged = entry.staged else { continue }
            try disk.create(staged, write.file.content, mode: write.file.mode, owner: write.owner)
            if let backup = entry.backup { try disk.keep(entry.path, as: backup) }
        }
        try sync(rooms(of: journal))
    }

    private func switchNames(_ journal: ApplyJournal) throws {
        for entry in journal.entries where entry.staged == nil {
            if let backup = entry.backup { try disk.rename(entry.path, to: backup) }
        }
        for directory in journal.directories { try disk.makeDirectory(directory) }
        for entry in journal.entries {
            if let staged = entry.staged { try disk.rename(staged, to: entry.path) }
        }
        try sync(touched(by: journal))
    }

    // MARK: The journal on disk

    func save(_ journal: ApplyJournal) throws {
        try disk.replace(DevicePaths.journal, with: journal.bytes, mode: 0o600)
    }

    /// - Returns: nil when no update is under way.
    func load() throws -> ApplyJournal? {
        guard let bytes = try disk.read(DevicePaths.journal, limit: DeviceDocument.maxBytes) else { return nil }
        if let journal = ApplyJournal(bytes) { return journal }
        // It was replaced as a whole, so only the disk itself can have damaged it. Nothing can be taken back from it;
        // comparing the files with the current spec puts right what that spec names.
        try disk.rename(DevicePaths.journal, to: DevicePaths.journal + ".damaged")
        return nil
    }

    func close(_ journal: ApplyJournal) throws {
        try sync(touched(by: journal))
        try disk.remove(DevicePaths.journal)
        try disk.syncDirectory(DevicePaths.data)
    }

    private func rooms(of journal: ApplyJournal) -> Set<String> {
        Set(journal.entries.flatMap { [$0.staged, $0.backup].compactMap(\.self) }.map { Disk.split($0).directory })
    }

    private func touched(by journal: ApplyJournal) -> Set<String> {
        let names = journal.entries.map(\.path) + journal.directories
        return rooms(of: journal).union(names.map { Disk.split($0).directory })
    }

    private func sync(_ directories: Set<String>) throws {
        for directory in directories.sorted() { try disk.syncDirectory(directory) }
    }
}
