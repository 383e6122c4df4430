import Logging
import PKI

/// Asks the service to enrol this device and waits until somebody approves it.
struct Enroller {
    let client: ServiceClient
    let request: EnrollmentRequest
    let key: SigningKey
    let configuration: AgentConfiguration
    let logger: Logger
    /// The present, in seconds since 1970.
    let now: @Sendable () -> Double

    /// - Returns: the device's management certificate.
    /// - Throws: ``AgentError/Code/enrollmentDenied`` when the service refuses the device for good, `CancellationError`.
    func run() async throws -> ManagementCertificate {
        var backoff = Backoff(
            base: configuration.enrollmentVerifyInterval, factor: 1.5, maximum: configuration.enrollmentVerifyCap,
            jitter: 0.1)
        var isKnown = false
        while true {
            var asked: Duration?
            do {
                if !isKnown { isKnown = try await post(&asked) }
                if isKnown, let certificate = try await look(&asked, &isKnown) { return certificate }
            } catch let error as AgentError where error.code != .enrollmentDenied {
                logger.warning("enrolment", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: backoff.delay(asked: asked))
        }
    }

    /// - Returns: true when the service has the request, be it from an earlier time.
    private func post(_ asked: inout Duration?) async throws -> Bool {
        let answer = try await client.call(.post, "/enrollmentrequests", body: request.body)
        asked = answer.retryAfter
        switch answer.status {
        case 201:
            logger.info("enrolment requested; it waits for approval", metadata: ["device": "\(request.device)"])
            return true
        case 409:
            logger.info(
                "the service already has this device's enrolment request", metadata: ["device": "\(request.device)"])
            return true
        default: throw answer.refusal(of: "the enrolment request")
        }
    }

    private func look(_ asked: inout Duration?, _ isKnown: inout Bool) async throws -> ManagementCertificate? {
        let answer = try await client.call(.get, "/enrollmentrequests/\(request.device)")
        asked = answer.retryAfter
        // Deleted while it waited: ask again.
        if answer.status == 404 { isKnown = false }
        guard answer.status == 200 else { throw answer.refusal(of: "the question about the enrolment request") }
        switch try EnrollmentDecision.read(try answer.node(of: "the question about the enrolment request")) {
        case .waiting: return nil
        case .refused(let reason):
            throw AgentError(
                .enrollmentDenied, "the service refuses to enrol this device: \(reason.prefix(300))",
                fix: "delete the enrolment request on the service and start the agent again")
        case .approved(let pem): return try accept(pem)
        }
    }

    private func accept(_ pem: String) throws -> ManagementCertificate {
        let certificate = try ManagementCertificate(pem: pem, key: key)
        guard !certificate.isExpired(at: now()) else {
            throw AgentError(
                .badCertificate, "the certificate from the service has expired",
                fix: "delete the enrolment request on the service, so that this device can ask anew")
        }
        return certificate
    }
}
