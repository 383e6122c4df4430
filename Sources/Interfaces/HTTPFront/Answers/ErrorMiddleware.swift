import Hummingbird
import Logging
import NIOHTTP1

/// Turns whatever a handler throws into an answer that gives nothing away.
struct ErrorMiddleware: RouterMiddleware {
    typealias Context = FrontContext

    func handle(
        _ request: Request, context: FrontContext, next: (Request, FrontContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as StatusError {
            return error.response()
        } catch let error as HTTPParserError {
            // The connection itself is broken: the server answers 400 and closes it.
            throw error
        } catch is CancellationError {
            return StatusError(503, "the server is stopping: try again", retryAfter: 1).response()
        } catch let error as HTTPError {
            return StatusError(error.status.code, error.body ?? error.status.reasonPhrase).response()
        } catch {
            return unexpected(error, context: context)
        }
    }

    private func unexpected(_ error: any Error, context: FrontContext) -> Response {
        context.logger.error("a request failed", metadata: ["reason": "\(error)"])
        return StatusError(500, "internal error: the server's log has the cause under request \(context.requestID)")
            .response()
    }
}

/// A router for a ``Listener``: errors of its handlers become ``StatusError`` answers.
public func frontRouter() -> Router<FrontContext> {
    let router = Router(context: FrontContext.self)
    router.add(middleware: ErrorMiddleware())
    return router
}
