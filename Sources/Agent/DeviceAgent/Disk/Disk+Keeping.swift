import Glibc

extension Disk {
    /// 64 MiB: the largest file that is copied where it cannot be given a second name.
    private static let largestCopy = 64 << 20

    /// Keeps what stands at a path under a second name: by a hard link, or by a copy on file systems without them.
    func keep(_ path: String, as backup: String) throws(SystemFailure) {
        do {
            try link(path, to: backup)
        } catch  where [EPERM, EOPNOTSUPP, EMLINK, EXDEV].contains(error.code) {
            guard let facts = try facts(path), facts.form == .file,
                let bytes = try read(path, limit: Self.largestCopy)
            else { throw error }
            let owner = geteuid() == 0 ? facts.owner : nil
            try create(backup, bytes, mode: facts.mode, owner: owner)
        }
    }
}
