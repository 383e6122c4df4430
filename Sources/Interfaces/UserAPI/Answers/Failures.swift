import Enrollment
import HTTPFront
import SQL
import Wire

/// Turns what is known to go wrong into the answer that says what to do.
func answering<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let refusal as EnrollmentRefusal {
        throw StatusError(
            refusal.status.code, refusal.status.message, reason: refusal.status.reason, retryAfter: refusal.retryAfter)
    } catch let error as SQLError {
        throw StatusError(error) ?? error
    }
}

extension StatusError {
    /// The answer to a failure of the database that is not a fault of ours; nil for any other.
    fileprivate init?(_ error: SQLError) {
        switch error.code {
        case .connection, .outcomeUnknown, .timeout, .busy, .closed, .resources, .serialization:
            self.init(503, "the database does not answer: try again", retryAfter: 5)
        case .invalidParameter, .invalidValue:
            self.init(400, "a value in the request cannot be compared with what is stored: check the selector")
        default: return nil
        }
    }
}
