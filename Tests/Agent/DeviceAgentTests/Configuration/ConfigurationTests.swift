import Secrets
import Testing

@testable import DeviceAgent

struct ConfigurationTests {
    private static let file = "/etc/flightctl/config.yaml"

    private func load(
        _ text: String, dropIns: [String: String] = [:], environment: [String: String] = [:]
    ) throws -> AgentConfiguration {
        let scratch = try Scratch()
        try scratch.write(Self.file, text)
        for (name, content) in dropIns { try scratch.write("/etc/flightctl/conf.d/" + name, content) }
        return try ConfigurationLoader(file: Self.file, root: scratch.root, environment: environment).load()
    }

    @Test("an empty file gives the defaults", arguments: ["", "---\n", "# nothing\n", "{}"])
    func defaults(_ text: String) throws {
        let configuration = try load(text)
        #expect(configuration.enrollment == nil)
        #expect(configuration.statusUpdateInterval == .seconds(60))
        #expect(configuration.statusUpdateJitter == nil)
        #expect(configuration.specFetchErrorBaseDelay == .seconds(5))
        #expect(configuration.specFetchErrorMaxDelay == .seconds(300))
        #expect(configuration.specFetchMinInterval == .seconds(5))
        #expect(configuration.enrollmentVerifyInterval == .seconds(10))
        #expect(configuration.enrollmentVerifyCap == .seconds(60))
        #expect(configuration.systemInfo == SystemInfo.defaultKeys)
        #expect(configuration.auditEnabled)
        #expect(configuration.logLevel == "info")
        #expect(configuration.warnings.isEmpty)
    }

    @Test("embedded certificates, as the certificate request writes them")
    func embedded() throws {
        let configuration = try load(
            """
            enrollment-service:
              service:
                server: https://fleet.example:7443
                certificate-authority-data: \(Base64.encode(Array("CA".utf8)))
                tls-server-name: agents.example
              authentication:
                client-certificate-data: \(Base64.encode(Array("CERT".utf8)))
                client-key-data: \(Base64.encode(Array("KEY".utf8)))
              enrollment-ui-endpoint: https://fleet.example
            default-labels: {site: lab, alias: one}
            label-from-systeminfo: {arch: architecture}
            status-update-interval: 2m
            status-update-jitter: 0s
            log-level: debug
            audit: {enabled: false}
            """)
        let endpoint = try #require(configuration.enrollment)
        #expect(endpoint.server == "https://fleet.example:7443")
        #expect(endpoint.certificateAuthority == "CA")
        #expect(endpoint.tlsServerName == "agents.example")
        #expect(endpoint.clientCertificate == "CERT")
        #expect(endpoint.clientKey?.revealText() == "KEY")
        #expect(!"\(configuration)".contains("KEY"), "the key does not print")
        #expect(configuration.defaultLabels == ["site": "lab", "alias": "one"])
        #expect(configuration.labelFromSystemInfo == ["arch": "architecture"])
        #expect(configuration.statusUpdateInterval == .seconds(120))
        #expect(configuration.statusUpdateJitter == .zero)
        #expect(configuration.logLevel == "debug")
        #expect(!configuration.auditEnabled)
        #expect(configuration.warnings.isEmpty)
    }

    @Test(
        "certificates by path, below the root or beside the configuration",
        arguments: ["/etc/flightctl/certs/ca.crt", "certs/ca.crt"])
    func paths(_ path: String) throws {
        let scratch = try Scratch()
        try scratch.write("/etc/flightctl/certs/ca.crt", "CA")
        try scratch.write(
            Self.file, "enrollment-service: {service: {server: 'https://a:1', certificate-authority: \(path)}}")
        let loader = ConfigurationLoader(file: Self.file, root: scratch.root)
        #expect(try loader.load().enrollment?.certificateAuthority == "CA")
        let full = ConfigurationLoader(file: scratch.path + Self.file, root: scratch.root)
        #expect(try full.load().enrollment?.certificateAuthority == "CA", "a path below the root is taken as it is")
    }

    @Test("drop-ins are merged in lexical order, the later one wins")
    func dropIns() throws {
        let configuration = try load(
            "log-level: info\ndefault-labels: {a: main, b: main}",
            dropIns: [
                "20-b.yaml": "log-level: error\ndefault-labels: {b: twenty}",
                "10-a.yml": "log-level: debug\naudit: {enabled: false}",
                "30-c.txt": "log-level: trace",
            ])
        #expect(configuration.logLevel == "error")
        #expect(configuration.defaultLabels == ["a": "main", "b": "twenty"])
        #expect(!configuration.auditEnabled)
        #expect(configuration.warnings.isEmpty)
    }

    @Test(
        "an invalid drop-in is skipped as a whole, with a warning that names it",
        arguments: [
            "log-level: [", "log-level: debug\ndefault-labels: 7", "a: 1\na: 2", "- list",
        ])
    func badDropIn(_ text: String) throws {
        let configuration = try load(
            "log-level: warning", dropIns: ["10-bad.yaml": text, "20-good.yaml": "default-labels: {x: y}"])
        #expect(configuration.logLevel == "warning")
        #expect(configuration.defaultLabels == ["x": "y"])
        #expect(configuration.warnings.count == 1)
        #expect(configuration.warnings.first?.contains("10-bad.yaml") == true)
    }

    @Test("a drop-in cannot move the device to another service")
    func dropInCannotRedirect() throws {
        let configuration = try load(
            "enrollment-service: {service: {server: 'https://a:1'}}",
            dropIns: ["10.yaml": "enrollment-service: {service: {server: 'https://b:1'}}"])
        #expect(configuration.enrollment?.server == "https://a:1")
        #expect(configuration.warnings.count == 1)
    }

    @Test(
        "unknown keys, and known ones that do nothing here, are said with their place",
        arguments: [
            ("no-such-key: 1", "1:1"), ("log-level: info\nmetrics-enabled: true", "2:1"),
            ("system-info-custom: [siteId]", "1:1"),
        ])
    func warnings(_ text: String, _ place: String) throws {
        let configuration = try load(text)
        #expect(configuration.warnings.count == 1)
        #expect(configuration.warnings.first?.contains("config.yaml:\(place)") == true)
    }

    @Test(
        "a main file that cannot be meant is refused, with its place",
        arguments: [
            ("- a", "1:1"), ("log-level: info\nlog-level: debug", "2:1"), ("status-update-interval: soon", "1:25"),
            ("status-update-interval: 1s", "1:25"), ("enrollment-service: {}", "1:21"),
            ("enrollment-service: {service: {server: 'http://a'}}", "1:40"),
            ("enrollment-service: {service: {server: 'https://a:1', certificate-authority-data: '!'}}", "1:83"),
            ("enrollment-service: {service: {server: 'https://a:1', certificate-authority: /no/such/file}}", "1:78"),
            ("tpm: {enabled: true}", "1:16"), ("audit: {enabled: perhaps}", "1:18"), ("default-labels: [a]", "1:17"),
        ])
    func refused(_ text: String, _ place: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try load(text) }
        #expect(error.place.hasSuffix("config.yaml:\(place)"), "\(error)")
        #expect(!error.fix.isEmpty)
    }

    @Test("a configuration that is not there is refused")
    func missing() throws {
        let scratch = try Scratch()
        #expect(throws: ConfigurationError.self) { try ConfigurationLoader(file: Self.file, root: scratch.root).load() }
    }

    @Test("the environment shortens intervals below what the file may say")
    func overrides() throws {
        let configuration = try load(
            "status-update-interval: 2m",
            environment: [
                "FLIGHTCTL_TEST_STATUS_UPDATE_INTERVAL": "50ms", "FLIGHTCTL_TEST_SPEC_FETCH_MIN_INTERVAL": "0s",
                "FLIGHTCTL_TEST_RECONCILE_INTERVAL": "10ms",
            ])
        #expect(configuration.statusUpdateInterval == .milliseconds(50))
        #expect(configuration.specFetchMinInterval == .zero)
        #expect(configuration.reconcileInterval == .milliseconds(10))
        #expect(throws: ConfigurationError.self) {
            try load("", environment: ["FLIGHTCTL_TEST_STATUS_UPDATE_INTERVAL": "soon"])
        }
    }
}
