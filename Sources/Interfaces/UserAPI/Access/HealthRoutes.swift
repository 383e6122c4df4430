import HTTPFront
import Hummingbird
import Logging
import Nodes
import SQL
import Store

/// Whether the server lives, whether it can serve, and which one it is.
struct HealthRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        router.get("/healthz") { _, _ in Response(status: .ok) }
        router.get("/readyz", use: ready)
        let version = Node.object([("version", .string(api.settings.version))]).json()
        router.get("/api/version") { _, _ in Response.json(version) }
        router.get("/api/v1/version", use: api.authenticated { _ in .json(version) })
    }

    /// Ready when the database, which is store and queue, answers in time.
    @Sendable private func ready(_ request: Request, _ context: FrontContext) async -> Response {
        let isReady = await withTaskGroup(of: Bool.self) { group in
            group.addTask { await databaseAnswers(context) }
            group.addTask {
                // Ends early, with an error, only when the answer is there already.
                try? await Task.sleep(for: api.settings.readinessTimeout)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        return Response(status: isReady ? .ok : .serviceUnavailable)
    }

    private func databaseAnswers(_ context: FrontContext) async -> Bool {
        do {
            return try await api.store.database.read { try $0.query("select 1").count == 1 }
        } catch {
            context.logger.warning("not ready", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
