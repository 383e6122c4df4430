import Enrollment
import HTTPFront
import SQL
import Wire

/// Passes the refusals of enrolment on as the answers that they name.
func refusals<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await unavailable(body)
    } catch let refusal as EnrollmentRefusal {
        throw StatusError(
            refusal.status.code, refusal.status.message, reason: refusal.status.reason, retryAfter: refusal.retryAfter)
    }
}

/// Turns a database that does not answer, or a queue that is full, into 503 with the time after which to come again.
func unavailable<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch is BatchRefusal {
        throw StatusError.busy("the server is busy")
    } catch let error as SQLError {
        switch error.code {
        case .connection, .outcomeUnknown, .timeout, .busy, .closed, .resources:
            throw StatusError.busy("the database does not answer")
        default: throw error
        }
    }
}
