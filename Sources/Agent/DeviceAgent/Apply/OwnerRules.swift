import Glibc

/// Turns the owner that a spec names into one that the system knows, and says when this agent may not set it.
///
/// An agent that runs as root sets every owner. One that does not can only leave files to itself: it refuses any other
/// owner, except that below a root directory of its own (`--root`) `root`, the default, also stands for itself.
struct OwnerRules: Sendable {
    /// The account that the agent runs as.
    var own = FileOwner(user: geteuid(), group: getegid())
    /// True when the agent works below another directory than `/`.
    var isRooted: Bool

    /// - Returns: the owner to set; nil when it is left as the system sets it.
    /// - Throws: a permanent failure for an account that does not exist or that this agent may not give files to.
    func owner(of file: FileEntry) throws(UpdateFailure) -> FileOwner? {
        let user = try Self.number(file.user, kind: "user", of: file.path, lookUp: Self.user)
        let group = try Self.number(file.group, kind: "group", of: file.path, lookUp: Self.group)
        if own.user == 0 { return FileOwner(user: user, group: group) }
        guard user == own.user || (isRooted && user == 0), group == own.group || (isRooted && group == 0) else {
            throw .permanent(
                "the owner \(file.user):\(file.group) of \(file.path) can only be set by an agent that runs as root")
        }
        return nil
    }

    private static func number(
        _ name: String, kind: String, of path: String, lookUp: (String) -> UInt32?
    ) throws(UpdateFailure) -> UInt32 {
        if let number = UInt32(name), number != .max { return number }
        if let number = lookUp(name) { return number }
        throw .permanent("the \(kind) \(name.prefix(64)) of \(path) does not exist on this device")
    }

    private static func user(_ name: String) -> UInt32? {
        var (record, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
        return withBuffer { getpwnam_r(name, &record, $0, $1, &found) == 0 && found != nil ? record.pw_uid : nil }
    }

    private static func group(_ name: String) -> UInt32? {
        var (record, found) = (Glibc.group(), UnsafeMutablePointer<Glibc.group>?.none)
        return withBuffer { getgrnam_r(name, &record, $0, $1, &found) == 0 && found != nil ? record.gr_gid : nil }
    }

    /// 64 KiB: groups with thousands of members are the largest records there are.
    private static func withBuffer(_ body: (UnsafeMutablePointer<CChar>, Int) -> UInt32?) -> UInt32? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64 * 1024) { buffer in
            buffer.baseAddress.flatMap { body($0, buffer.count) }
        }
    }
}
