import Enrollment
import HTTPFront
import Hummingbird
import Nodes
import Store

/// A request by somebody who is known.
struct UserRequest: Sendable {
    let request: Request
    let context: FrontContext
    let query: QueryParameters
    let holder: TokenHolder

    /// The largest body that is read, in bytes. Nothing that is written here is larger.
    private static let largestBody = 1 << 20

    /// The organization in which it is answered.
    var organization: OrganizationID { holder.organization.id }

    /// Who asks, as events say it.
    var actor: String { "user:\(holder.name)" }

    /// A name in the path.
    /// - Throws: ``StatusError`` with 400 when it cannot be read.
    func name(_ parameter: String = "name") throws -> String {
        guard let name = PercentEncoding.decoded(try context.parameters.require(parameter).utf8), !name.utf8.contains(0)
        else { throw StatusError(400, "the name in the path cannot be read: check its percent encoding") }
        return name
    }

    /// The body.
    /// - Throws: ``StatusError`` with 413 when it is too large.
    func body() async throws -> [UInt8] {
        Array(try await request.readBody(upTo: Self.largestBody).readableBytesView)
    }

    /// The body as JSON.
    /// - Throws: ``StatusError`` with 400 when it is none, 413 when it is too large.
    func document() async throws -> Node {
        do {
            return try JSON.parse(try await body())
        } catch let error as NodeError {
            throw StatusError(400, "API Error: \(error)")
        }
    }

    /// Who operates on a ResourceSync or a rollout.
    var `operator`: Operator {
        Operator(organization: organization, name: holder.name, requestID: context.requestID)
    }

    /// On whose behalf enrolment acts.
    func scope() throws -> EnrollmentScope {
        guard let scope = EnrollmentScope(holder.organization, actor: actor, requestID: context.requestID) else {
            throw StoreError.unreadable("an organization whose id is no UUID")
        }
        return scope
    }
}
