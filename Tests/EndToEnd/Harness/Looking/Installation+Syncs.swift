import Glibc
import TestSupport

extension Installation {
    /// The commit in force of a sync; nil when there is none.
    func commitInForce(of sync: String = "fleets") async throws -> String? {
        try await store.text(
            "select applied_oid from sync_state s join resource r on r.id = s.sync_id where r.name = $1", [sync])
    }

    /// Waits until a commit is applied.
    func eventuallyInForce(_ oid: String, of sync: String = "fleets") async throws {
        try await eventually("\(oid) to be in force; the log ends\n\(server.log.tail)") {
            try await commitInForce(of: sync) == oid
        }
    }

    /// Waits until a sync says of the commit that it looked at last that it is not applied, and returns the condition.
    func eventuallyRefused(_ oid: String, of sync: String = "fleets") async throws -> Condition {
        try await value("\(oid) to be refused; the log ends\n\(server.log.tail)") {
            let condition = try await users.condition("Synced", of: "resourcesyncs/\(sync)")
            return condition?.status == "False" && condition?.message.contains(oid.prefix(12)) == true ? condition : nil
        }
    }

    /// Waits until a commit of a sync waits for approval because of what it takes away, and approves it.
    func approve(commit oid: String, of sync: String = "fleets") async throws {
        let blocked = try await condition("PruneBlocked", becomes: "True", of: sync)
        guard blocked.message.contains("martlet sync approve \(sync) --commit \(oid.prefix(12))") else {
            throw TestSupportError("another commit waits: \(blocked.message)")
        }
        try output(await martlet("sync", "approve", sync, "--commit", oid))
    }

    /// Waits until a condition of a sync has a status.
    func condition(_ type: String, becomes status: String, of sync: String = "fleets") async throws -> Condition {
        try await value("\(type) of \(sync) to be \(status); the log ends\n\(server.log.tail)") {
            let condition = try await users.condition(type, of: "resourcesyncs/\(sync)")
            return condition?.status == status ? condition : nil
        }
    }
}

/// The permission bits of a file.
func mode(of path: String) throws -> UInt32 {
    var status = stat()
    guard stat(path, &status) == 0 else { throw TestSupportError("\(path): \(errno)") }
    return status.st_mode & 0o7777
}
