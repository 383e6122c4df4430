import Glibc

/// The operating system user that runs PostgreSQL, which refuses to run as root.
struct Account: Sendable, Equatable {
    var name: String
    var user: uid_t
    var group: gid_t
    /// Whether this process must change to the user when it starts a program.
    var needsSwitch: Bool

    /// Ourselves; as root the owner of an existing cluster, else the distribution's `postgres`, else `nobody`.
    static func choose(forData data: String) throws(PrivatePostgresError) -> Account {
        let owner = Folder.owner(of: data)
        guard geteuid() == 0 else {
            guard owner == nil || owner == geteuid() else {
                throw PrivatePostgresError(
                    .wrongUser, "the database in \(data) belongs to user \(owner ?? 0)",
                    fix: "start the server as that user, or give the folder to the user that runs it")
            }
            return Account(name: "\(geteuid())", user: geteuid(), group: getegid(), needsSwitch: false)
        }
        if let owner { return try ofOwner(owner, data: data) }
        guard let account = lookUp(name: "postgres") ?? lookUp(name: "nobody") else {
            throw PrivatePostgresError(
                .wrongUser, "PostgreSQL cannot run as root, and there is neither a user postgres nor a user nobody",
                fix: "install the distribution's postgresql package, or start the server as an ordinary user")
        }
        return account
    }

    private static func ofOwner(_ owner: uid_t, data: String) throws(PrivatePostgresError) -> Account {
        guard owner != 0 else {
            throw PrivatePostgresError(
                .wrongUser, "the database in \(data) belongs to root, and PostgreSQL cannot run as root",
                fix: "give the folder to the user postgres (chown -R)")
        }
        return lookUp(user: owner) ?? Account(name: "\(owner)", user: owner, group: gid_t(owner), needsSwitch: true)
    }

    private static func lookUp(name: String) -> Account? {
        look { entry, buffer, size, found in getpwnam_r(name, entry, buffer, size, found) }
    }

    private static func lookUp(user: uid_t) -> Account? {
        look { entry, buffer, size, found in getpwuid_r(user, entry, buffer, size, found) }
    }

    private static func look(
        _ function: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> Account? {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 16_384)
        var found: UnsafeMutablePointer<passwd>?
        guard function(&entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return nil
        }
        return Account(name: String(cString: name), user: entry.pw_uid, group: entry.pw_gid, needsSwitch: true)
    }
}
