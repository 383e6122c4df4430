import HTTPFront
import HTTPTypes
import Hummingbird
import Nodes
import Resources
import SQL
import Store

/// What operators do about a ResourceSync between commits, below its own path. An extension.
struct SyncRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        let path = "/api/v1/resourcesyncs/{name}"
        router.get("\(path)/status", use: api.authenticated(standing))
        router.get("\(path)/history", use: api.authenticated(history))
        router.post("\(path)/now", use: api.authenticated(now))
        router.put("\(path)/pin", use: api.authenticated(pin))
        router.delete("\(path)/pin", use: api.authenticated(unpin))
        router.post("\(path)/approval", use: api.authenticated(approve))
        router.put("\(path)/suspension", use: api.authenticated(suspend))
        router.delete("\(path)/suspension", use: api.authenticated(resume))
    }

    @Sendable private func standing(_ call: UserRequest) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        let document = try await api.store.snapshot { try SyncStanding.document($0, organization, name: name) }
        guard let document else { throw StatusError.notFound(.resourceSync, name) }
        return .json(document)
    }

    @Sendable private func history(_ call: UserRequest) async throws -> Response {
        let (organization, name, limit) = (call.organization, try call.name(), try call.limit())
        let start = try call.start()
        let page = try await api.store.snapshot {
            try SyncHistory.page($0, organization, name: name, limit: limit, after: start)
        }
        guard let page else { throw StatusError.notFound(.resourceSync, name) }
        return .list("ResourceSyncHistory", page, items: page.items)
    }

    /// Queues a pass. How it ended is told by the sync's standing, once that says that nothing is pending.
    @Sendable private func now(_ call: UserRequest) async throws -> Response {
        try await change(call) { connection, sync in
            if let why = try Syncs.find(connection, id: sync.id)?.suspension {
                throw StatusError(
                    409, "ResourceSync/\(sync.name) is suspended by \(why.author): \(why.reason). Resume it first.")
            }
            try Syncs.enqueueNow(connection, sync)
        }
    }

    @Sendable private func pin(_ call: UserRequest) async throws -> Response {
        let wish = try PinWish(try await call.document())
        return try await change(call) { connection, sync in
            let oid = try wish.commit(SyncPins.commits(connection, sync, prefix: wish.text))
            try SyncPins.pin(connection, sync, oid: oid, reason: wish.reason, by: call.operator)
        }
    }

    @Sendable private func unpin(_ call: UserRequest) async throws -> Response {
        try await change(call) { _ = try SyncPins.unpin($0, $1, by: call.operator) }
    }

    /// Lets through the commit that waits, and no other.
    @Sendable private func approve(_ call: UserRequest) async throws -> Response {
        let wish = try ApprovalWish(try await call.document())
        return try await change(call) { connection, sync in
            let outcome = try SyncApprovals.approve(
                connection, sync.organization, sync: SyncReference(id: sync.id, name: sync.name), oid: wish.commit,
                by: call.actor, requestID: call.context.requestID)
            switch outcome {
            case .approved: break
            case .nothingWaits: throw StatusError(409, "no commit of ResourceSync/\(sync.name) waits for approval")
            case .anotherWaits(let block):
                throw StatusError(
                    409,
                    "it is commit \(block.oid) of ResourceSync/\(sync.name) that waits for approval: \(block.message)")
            }
        }
    }

    @Sendable private func suspend(_ call: UserRequest) async throws -> Response {
        let wish = try SuspensionWish(try await call.document())
        return try await change(call) { connection, sync in
            try SyncSuspensions.suspend(
                connection, sync, reason: wish.reason, seconds: wish.seconds, by: call.operator)
        }
    }

    @Sendable private func resume(_ call: UserRequest) async throws -> Response {
        try await change(call) { _ = try SyncSuspensions.resume($0, $1, by: call.operator) }
    }

    /// Changes a sync under its lock, and answers how it stands then.
    private func change(
        _ call: UserRequest, _ body: @escaping @Sendable (Connection, NamedSync) throws -> Void
    ) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        try await api.store.database.transaction { connection in
            guard let sync = try Syncs.lock(connection, organization, name: name) else {
                throw StatusError.notFound(.resourceSync, name)
            }
            try body(connection, sync)
        }
        return try await standing(call)
    }
}
