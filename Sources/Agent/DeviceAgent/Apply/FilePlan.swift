/// What has to change on the disk so that it holds the files of a spec.
struct FilePlan: Sendable {
    /// A file to be written, with its owner already found.
    struct Write: Sendable {
        var file: FileEntry
        var owner: FileOwner?
        /// What stands at the path now.
        var present: FileFacts?
    }

    /// Paths to remove: of the spec before, not of this one, and still there.
    var removals: [String] = []
    var writes: [Write] = []

    var isEmpty: Bool { removals.isEmpty && writes.isEmpty }
}

/// Compares a spec with the disk. Reads only.
struct FilePlanner {
    let disk: Disk
    let owners: OwnerRules

    /// - Parameters:
    ///   - owned: the paths of the current spec; nothing else is ever removed.
    ///   - files: the files that shall be there.
    func plan(owned: [String], files: [FileEntry]) throws -> FilePlan {
        let wanted = Set(files.map(\.path))
        var plan = FilePlan()
        for path in owned.sorted() where !wanted.contains(path) {
            // A directory in its place is somebody else's: a spec only ever places files.
            guard let present = try disk.facts(path), present.form != .directory else { continue }
            plan.removals.append(path)
        }
        for file in files.sorted(by: { $0.path < $1.path }) {
            if let write = try write(file) { plan.writes.append(write) }
        }
        return plan
    }

    /// - Returns: nil when the file is there as it shall be.
    private func write(_ file: FileEntry) throws -> FilePlan.Write? {
        let owner = try owners.owner(of: file)
        let present = try disk.facts(file.path)
        switch present?.form {
        case .directory: throw UpdateFailure.permanent("cannot write \(file.path): there is a directory at this path")
        case .other:
            throw UpdateFailure.permanent("cannot write \(file.path): something else than a file is at this path")
        case .file, .link, nil: break
        }
        if let present, try matches(present, file, owner) { return nil }
        return FilePlan.Write(file: file, owner: owner, present: present)
    }

    private func matches(_ present: FileFacts, _ file: FileEntry, _ owner: FileOwner?) throws -> Bool {
        guard present.form == .file, present.mode == file.mode, present.size == file.content.count,
            owner == nil || owner == present.owner
        else { return false }
        return try disk.read(file.path, limit: file.content.count) == file.content
    }
}
