extension FileTransaction {
    /// What was found of an earlier update.
    enum Recovery: Sendable, Hashable {
        case nothing
        /// The update had not been completed; the old files are back.
        case takenBack
        /// The update had been completed; its leftovers are gone.
        case completed
    }

    /// Deals with an update that was interrupted. Can itself be interrupted and run again.
    ///
    /// - Parameter isCommitted: whether the document of that digest is the current one.
    func recover(isCommitted: (String) throws -> Bool) throws -> Recovery {
        guard let journal = try load() else { return .nothing }
        if try isCommitted(journal.target) {
            try finish()
            return .completed
        }
        switch journal.phase {
        case .staging: try unstage(journal)
        case .switching: try switchBack(journal)
        }
        try close(journal)
        return .takenBack
    }

    private func unstage(_ journal: ApplyJournal) throws {
        for entry in journal.entries {
            if let staged = entry.staged { try disk.remove(staged) }
            if let backup = entry.backup, entry.staged != nil { try disk.remove(backup) }
        }
    }

    /// Each entry is judged by itself, since after a power loss any of the switches may have reached the disk.
    private func switchBack(_ journal: ApplyJournal) throws {
        for entry in journal.entries.reversed() {
            if let staged = entry.staged { try switchBack(entry, staged: staged) }
        }
        for directory in journal.directories.reversed() { try disk.removeDirectory(directory) }
        for entry in journal.entries.reversed() where entry.staged == nil { try restore(entry) }
    }

    private func switchBack(_ entry: ApplyJournal.Entry, staged: String) throws {
        if try disk.facts(staged) != nil {
            // Not switched: the new file still waits.
            try disk.remove(staged)
            if let backup = entry.backup { try disk.remove(backup) }
        } else if entry.backup == nil {
            try disk.remove(entry.path)
        } else {
            try restore(entry)
        }
    }

    private func restore(_ entry: ApplyJournal.Entry) throws {
        guard let backup = entry.backup, try disk.facts(backup) != nil else { return }
        try disk.rename(backup, to: entry.path)
        // Between two names of one file, rename does nothing: then the second name is still there.
        try disk.remove(backup)
    }
}
