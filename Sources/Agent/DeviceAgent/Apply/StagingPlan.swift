/// Decides where new files wait and old ones are kept, and which directories have to be made.
struct StagingPlan {
    let disk: Disk
    let plan: FilePlan

    func journal(target: String) throws -> ApplyJournal {
        let tag = Hex.random(bytes: 4)
        var entries: [ApplyJournal.Entry] = []
        var directories: Set<String> = []
        for (index, path) in plan.removals.enumerated() {
            let backup = try room(for: path, &directories, makes: false) + "/.martlet-\(tag)-r\(index).old"
            entries.append(ApplyJournal.Entry(path: path, staged: nil, backup: backup))
        }
        for (index, write) in plan.writes.enumerated() {
            let base = try room(for: write.file.path, &directories, makes: true) + "/.martlet-\(tag)-w\(index)"
            let backup = write.present == nil ? nil : base + ".old"
            entries.append(ApplyJournal.Entry(path: write.file.path, staged: base + ".new", backup: backup))
        }
        // Sorted, a directory stands before those inside it.
        return ApplyJournal(target: target, entries: entries, directories: directories.sorted())
    }

    /// The deepest directory above the path that exists now: on the same file system as the path will be, and there
    /// before and after the switch.
    private func room(for path: String, _ directories: inout Set<String>, makes: Bool) throws -> String {
        let parent = Disk.split(path).directory
        switch try disk.reach(parent) {
        case .arrived: return parent == "/" ? "" : parent
        case .missing(let rest): return note(rest, of: parent, &directories, makes)
        case .blocked(let rest):
            let room = note(rest, of: parent, &directories, makes)
            // A file of the spec before may become a directory of this one; anything else in the way is not ours.
            guard plan.removals.contains(room + "/" + rest[0]) else {
                throw UpdateFailure.permanent("cannot write \(path): \(room)/\(rest[0]) is not a directory")
            }
            return room
        }
    }

    private func note(_ rest: [String], of parent: String, _ directories: inout Set<String>, _ makes: Bool) -> String {
        let names = Disk.components(parent)
        let room = names.dropLast(rest.count).map { "/" + $0 }.joined()
        var made = room
        for name in rest where makes {
            made += "/" + name
            directories.insert(made)
        }
        return room
    }
}
