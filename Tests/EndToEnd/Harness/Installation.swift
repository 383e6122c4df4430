import FoundationEssentials
import Nodes
import TestSupport

/// One installation: a git host with a repository, a server, and devices as they are asked for.
struct Installation: Sendable {
    let sandbox: Sandbox
    let host: GitHost
    let repository: HostedRepository
    let server: Server

    var store: StoreView { StoreView(socket: server.socket) }
    var users: UserView { UserView(port: server.userPort, token: server.token) }

    /// Runs `body` with an installation that reads `/fleets` of a repository with `files`.
    ///
    /// - Parameters:
    ///   - name: the repository's path on its host.
    ///   - bootstrap: the manifests of the bootstrap directory, from the repository's address.
    static func with(
        _ files: [String: HostedChange], in name: String = "fleet", settings: Server.Settings = Server.Settings(),
        bootstrap: @Sendable @escaping (String) -> String = { Manifests.bootstrap(url: $0) }, starts: Bool = true,
        _ body: @Sendable @escaping (Installation) async throws -> Void
    ) async throws {
        try await Turns.shared.take {
            try await GitHost.with { host in
                try await Sandbox.with { sandbox in
                    let repository = try await host.repository(name)
                    try await repository.commit(files, message: "the first")
                    let installation = Installation(
                        sandbox: sandbox, host: host, repository: repository, server: try Server(sandbox, settings))
                    try installation.write(bootstrap(repository.url), "bootstrap/git.yaml")
                    if starts { try await installation.server.start() }
                    do {
                        try await body(installation)
                    } catch {
                        // The logs are gone with the sandbox: their end is what there is to look into.
                        throw TestSupportError("\(error)\nThe server's log ends\n\(installation.server.log.tail)")
                    }
                }
            }
        }
    }

    /// Writes a file of the sandbox.
    func write(_ text: String, _ name: String) throws {
        let path = sandbox.path(name)
        let folder = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}

/// The command line.
extension Installation {
    /// Runs `martlet` as the administrator.
    func martlet(_ arguments: String...) async throws -> Outcome {
        try await run(
            TestPrograms.path("martlet"),
            ["--server", "http://127.0.0.1:\(server.userPort)", "--token-file", "\(server.state)/admin.token"]
                + arguments)
    }

    /// The same, which must succeed.
    @discardableResult
    func output(_ outcome: Outcome) throws -> String {
        guard outcome.status == 0 else {
            throw TestSupportError("martlet: \(outcome.status) \(outcome.errors)\n\(server.log.tail)")
        }
        return outcome.output
    }
}

/// Devices.
extension Installation {
    /// A device with a configuration and an enrolment certificate, made with the command line. It does not run yet.
    func device(_ alias: String, labels: [String: String] = ["fleet": "kiosk"]) async throws -> DeviceProcess {
        let device = DeviceProcess(sandbox, alias: alias)
        let folder = "\(device.root)/etc/flightctl"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try output(await martlet("certificate", "request", "-n", alias, "-o", "embedded", "-d", folder))
        let configuration = device.file("/etc/flightctl/config.yaml") ?? ""
        try write(
            configuration + Manifests.agent(labels.merging(["alias": alias]) { given, _ in given }),
            "\(alias)/etc/flightctl/config.yaml")
        return device
    }

    /// Waits until a device asks to be let in, and tells under which name.
    func request(of device: DeviceProcess) async throws -> String {
        try await value("the enrolment request of \(device.alias)\n\(device.log.tail)") {
            if let ending = await device.ending {
                throw TestSupportError("\(device.alias) ended, \(ending): \(device.log.tail)")
            }
            return try await users.items("enrollmentrequests").first {
                $0["spec"]?["labels"]?["alias"]?.string == device.alias
            }?[
                "metadata"]?["name"]?.string
        }
    }

    /// A device that runs and is let in. Returns it when it has its certificate.
    func enrolled(_ alias: String, labels: [String: String] = ["fleet": "kiosk"]) async throws -> DeviceProcess {
        let device = try await device(alias, labels: labels)
        try await device.start()
        try await approve(device)
        return device
    }

    func approve(_ device: DeviceProcess) async throws {
        try output(await martlet("approve", "er/\(request(of: device))"))
        try await eventually("the certificate of \(device.alias)\n\(device.log.tail)") { device.certificate != nil }
    }
}
