import Logging
import PKI

/// Keeps the device connected: enrols it when it has no certificate, and manages it while it has one.
struct Connection {
    let context: AgentContext

    /// Runs until it is cancelled, or the service refuses the device for good.
    func run() async throws {
        while true {
            try Task.checkCancellation()
            if let certificate = try await context.identity.certificate(for: context.key),
                !certificate.isExpired(at: context.now())
            {
                try await manage(certificate)
            } else {
                try await enrol()
            }
        }
    }

    private func enrol() async throws {
        guard let endpoint = context.configuration.enrollment, let certificate = endpoint.clientCertificate,
            let key = endpoint.clientKey
        else { throw Self.missing("enrollment-service with a client certificate and key") }
        let client = try client(endpoint, TLSIdentity(certificatePEM: certificate, key: key))
        let result = await Self.result { try await enroller(client).run() }
        await client.close()
        try await context.identity.keep(try result.get())
        context.logger.notice("the device is enrolled", metadata: ["device": "\(context.device)"])
    }

    private func enroller(_ client: ServiceClient) async throws -> Enroller {
        let info = await context.machine.info(context.configuration.systemInfo, certificate: nil)
        let request = EnrollmentRequest(
            device: context.device, request: try await context.identity.request(for: context.key),
            status: StatusDocument.status(context.board.snapshot, info),
            labels: EnrollmentLabels.make(context.configuration, info),
            knownRenderedVersion: await context.synchronizer.desiredVersion)
        return Enroller(
            client: client, request: request, key: context.key, configuration: context.configuration,
            logger: context.logger, now: context.now)
    }

    private func manage(_ certificate: ManagementCertificate) async throws {
        guard let endpoint = context.configuration.management ?? context.configuration.enrollment else {
            throw Self.missing("enrollment-service or management-service")
        }
        let own = TLSIdentity(certificatePEM: certificate.pem, key: context.key.pem)
        let client = try client(endpoint, own)
        let result = await Self.result { try await session(client, certificate) }
        await client.close()
        switch try result.get() {
        case .deleted:
            context.logger.notice("the service has deleted this device; it enrols again")
            try await context.identity.forgetCertificate()
        case .renewed(let fresh):
            context.logger.notice("the management certificate is renewed")
            try await context.identity.keep(fresh)
        case .expired: context.logger.error("the management certificate has expired; the device enrols again")
        }
    }

    private func session(_ client: ServiceClient, _ certificate: ManagementCertificate) async throws -> ManagementEnd {
        let context = context
        let poller = SpecPoller(
            client: client, device: context.device, synchronizer: context.synchronizer, work: context.work,
            configuration: context.configuration, logger: context.logger)
        let reporter = StatusReporter(
            client: client, device: context.device, certificate: certificate, machine: context.machine,
            board: context.board, configuration: context.configuration, logger: context.logger)
        let renewal = CertificateRenewal(
            client: client, device: context.device, key: context.key, certificate: certificate,
            configuration: context.configuration, logger: context.logger, now: context.now)
        return try await withThrowingTaskGroup(of: ManagementEnd?.self) { group in
            group.addTask {
                try await poller.run()
                return .deleted
            }
            group.addTask {
                try await reporter.run()
                return nil
            }
            group.addTask { try await renewal.run() }
            defer { group.cancelAll() }
            while let end = try await group.next() { if let end { return end } }
            throw CancellationError()
        }
    }

    private func client(_ endpoint: ServiceEndpoint, _ identity: TLSIdentity) throws -> ServiceClient {
        do {
            return try ServiceClient(endpoint, identity: identity, version: context.version, group: context.group)
        } catch let error as PKIError {
            throw ConfigurationError(place: endpoint.server, message: error.message, fix: error.fix)
        }
    }

    /// The outcome as a value, so that what was opened can be closed before it is looked at.
    private static func result<Success: Sendable>(
        _ body: () async throws -> Success
    ) async -> Result<Success, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    private static func missing(_ what: String) -> ConfigurationError {
        ConfigurationError(
            place: "configuration", message: "\(what) is missing",
            fix: "write the configuration with `martlet certificate request`")
    }
}
