import Glibc
import HTTPFront
import Nodes
import PKI
import Testing

@testable import DeviceAgent

/// The whole agent against a service that speaks the protocol over real mutual TLS.
@Suite(.timeLimit(.minutes(1)))
struct AgentTests {
    private let hello = Rendered(version: 1, files: [.init(path: "/etc/hello.conf", content: "hello")])

    @Test("a new device enrols, gets its spec, applies it and reports so")
    func fromNothing() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(
                service, url, extra: "default-labels: {site: lab}\nlabel-from-systeminfo: {arch: architecture}")
            try await device.run {
                try await service.wait { $0.lastCondition == "False/Updated: Updated to desired renderedVersion: 1" }
            }
            #expect(try device.scratch.text("/etc/hello.conf") == "hello")
            let name = try device.device()
            let request = try #require(service.now.requests[name])
            #expect(request["spec"]?["knownRenderedVersion"]?.string == "0")
            #expect(request["spec"]?["labels"]?["site"]?.string == "lab")
            #expect(request["spec"]?["labels"]?["arch"]?.string == MachineFacts.architecture)
            #expect(request["spec"]?["labels"]?["alias"]?.string?.isEmpty == false)
            #expect(service.now.polls().first == "/api/v1/devices/\(name)/rendered?knownRenderedVersion=0")
            let status = try #require(service.now.statuses.last?["status"])
            #expect(status["config"]?["renderedVersion"]?.string == "1")
            #expect(status["systemInfo"]?["agentVersion"]?.string == "1.2.3")
            #expect(status["systemInfo"]?["managementCertSerial"]?.string?.isEmpty == false)
            #expect(try device.scratch.disk.facts(DevicePaths.key)?.mode == 0o600)
            #expect(try device.scratch.disk.facts(DevicePaths.request) == nil, "the request has served its purpose")
        }
    }

    @Test("a device that lost only its certificate gets it back: 409 to its request is followed by a look")
    func enrollmentRecovery() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            try await device.run { try await service.wait { !$0.statuses.isEmpty } }
            try device.scratch.disk.remove(DevicePaths.certificate)
            service.change { $0.statuses = [] }
            try await device.run { try await service.wait { !$0.statuses.isEmpty } }
            #expect(service.now.calls.filter { $0.method == "POST" }.count == 2)
            #expect(service.now.requests.count == 1)
        }
    }

    @Test("an enrolled device starts again with its certificate and asks with the version it has")
    func restart() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            try await device.run { try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true } }
            service.change { $0.calls = [] }
            try await device.run { try await service.wait { !$0.polls().isEmpty } }
            #expect(service.now.polls().first?.hasSuffix("knownRenderedVersion=1") == true)
            #expect(!service.now.calls.contains { $0.path.contains("enrollment") })
        }
    }

    @Test(
        "only the words of a deletion make the device give up its certificate; then it enrols again with the same key")
    func deletion() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            try await device.run {
                try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true }
                let name = try device.device()
                let before = service.now.calls.count
                service.change { state in
                    state.pollAnswers = [
                        StatusError(404, "API Error: no matching operation was found"), StatusError(404, "not found"),
                        StatusError(503, "Device of name \"\(name)\" not found", retryAfter: 0), StatusError(401, "no"),
                        StatusError(500, "oh"),
                    ]
                }
                try await service.wait { $0.pollAnswers.isEmpty && $0.calls.count >= before + 5 }
                #expect(!service.now.calls.dropFirst(before).contains { $0.path.contains("enrollment") })
                service.change { state in
                    (state.requests, state.certificates) = ([:], [:])
                    state.pollAnswers = [StatusError(404, "Device of name \"\(name)\" not found")]
                }
                try await service.wait { $0.certificates[name] != nil }
                #expect(service.now.requests[name]?["spec"]?["knownRenderedVersion"]?.string == "1")
            }
        }
    }

    @Test("a new version follows a wake-up, 204, 409, broken and huge answers without a restart")
    func badAnswers() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            try await device.run {
                try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true }
                service.change { state in
                    state.emptyPolls = 2
                    state.pollAnswers = [StatusError(409, "nothing yet")]
                    state.pollBodies = [
                        Array("{".utf8), Array("<html>".utf8),
                        [UInt8](repeating: 0x20, count: DeviceDocument.maxBytes + 1),
                        Rendered(version: 9, device: "another").bytes,
                    ]
                    state.rendered = Rendered(version: 2, files: [.init(path: "/etc/hello.conf", content: "again")])
                }
                try await service.wait { $0.lastCondition == "False/Updated: Updated to desired renderedVersion: 2" }
                #expect(try device.scratch.text("/etc/hello.conf") == "again")
            }
        }
    }

    @Test("a status that is refused is sent again, and an unchanged one is not sent twice")
    func statusRetries() async throws {
        try await FakeService.run { service, url in
            service.change { state in
                state.rendered = hello
                state.statusAnswers = [
                    StatusError(503, "later", retryAfter: 0), StatusError(429, "later", retryAfter: 0),
                ]
            }
            let device = try AgentUnderTest(service, url)
            try await device.run {
                try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true }
                let polls = service.now.polls().count
                service.change { $0.emptyPolls = 30 }
                try await service.wait { $0.polls().count >= polls + 30 }
            }
            let bodies = service.now.statuses.map { $0.canonicalJSON() }
            #expect(zip(bodies, bodies.dropFirst()).allSatisfy { $0 != $1 })
        }
    }

    @Test("a device whose service waits for an operator reports in full again")
    func conflictPaused() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            try await device.run {
                try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true }
                let name = try device.device()
                // The levels of the monitors have been reported by then: nothing else is going to change.
                try await service.wait { $0.statuses.last?["status"]?["resources"]?["disk"]?.string != "Unknown" }
                let last = try #require(service.now.statuses.last).canonicalJSON()
                let count = service.now.statuses.count
                var paused = hello
                paused.device = name
                paused.annotations = [("device-controller/conflictPaused", .string("true"))]
                service.change { $0.pollBodies = [paused.bytes] }
                try await service.wait { $0.statuses.count > count }
                #expect(service.now.statuses.last?.canonicalJSON() == last)
            }
        }
    }

    @Test("at three quarters of its life the certificate is renewed with the same key, and used")
    func renewal() async throws {
        try await FakeService.run { service, url in
            service.change { state in
                state.rendered = hello
                state.certificateSeconds = 86400
            }
            let device = try AgentUnderTest(service, url, clock: { Double(time(nil)) + 86400 * 0.9 })
            try await device.run {
                try await service.wait { !$0.renewals.isEmpty }
                let name = try device.device()
                let renewed = try #require(service.now.renewals.first)
                #expect(renewed.key.hasPrefix(name + "-") && renewed.key.count == name.count + 9)
                let serial = try PeerIdentity(certificatePEM: renewed.value).serial
                try await service.wait {
                    $0.statuses.last?["status"]?["systemInfo"]?["managementCertSerial"]?.string == serial
                }
                #expect(try device.scratch.text(DevicePaths.certificate) == renewed.value)
                #expect(service.now.renewals.count == 1)
            }
        }
    }

    @Test("a decommissioned device reports first, then removes its identity and ends")
    func decommission() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            async let end = device.agent.run()
            try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true }
            service.change { state in
                let target = Node.object([("target", .string("Unenroll"))])
                state.rendered = Rendered(version: 2, spec: [("decommissioning", target)])
            }
            #expect(try await end == .decommissioned)
            let reasons = service.now.statuses.compactMap { status in
                status["status"]?["conditions"]?.elements?.first { $0["type"]?.string == "DeviceDecommissioning" }?[
                    "reason"]?.string
            }
            #expect(reasons.contains("Started") && reasons.last == "Completed")
            #expect(try device.scratch.disk.names(in: DevicePaths.data + "/certs").isEmpty)
            #expect(try device.scratch.disk.names(in: DevicePaths.data).allSatisfy { $0 == "certs" })
            #expect(try device.scratch.text("/etc/hello.conf") == nil, "the empty spec was applied first")
        }
    }

    @Test("a denied device ends with an error that says so", arguments: ["Denied", "Failed"])
    func denied(_ condition: String) async throws {
        try await FakeService.run { service, url in
            service.change { $0.conditions = [condition] }
            let device = try AgentUnderTest(service, url)
            let error = await #expect(throws: AgentError.self) { try await device.agent.run() }
            #expect(error?.code == .enrollmentDenied)
        }
    }

    @Test("a request that is deleted while it waits is made again")
    func requestDeleted() async throws {
        try await FakeService.run { service, url in
            service.change { state in
                state.approvesAtOnce = false
                state.rendered = hello
            }
            let device = try AgentUnderTest(service, url)
            try await device.run {
                try await service.wait { $0.calls.contains { $0.method == "GET" } }
                service.change { $0.requests = [:] }
                try await service.wait { !$0.requests.isEmpty }
                service.change { $0.approvesAtOnce = true }
                try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true }
            }
        }
    }

    @Test("a certificate for another key is not taken")
    func foreignCertificate() async throws {
        try await FakeService.run { service, url in
            let device = try AgentUnderTest(service, url)
            service.change { $0.approvesAtOnce = false }
            try await device.run {
                try await service.wait { $0.calls.contains { $0.method == "GET" } }
                let name = try device.device()
                let other = try service.sign(try SigningKey().certificateRequest(), as: .deviceEnrollment, device: "")
                let count = service.now.calls.count
                service.change { state in
                    state.certificates[name] = other
                    state.approvesAtOnce = true
                }
                try await service.wait { $0.calls.count > count + 3 }
                #expect(try device.scratch.disk.facts(DevicePaths.certificate) == nil)
            }
        }
    }

    @Test("files are looked after while the service is away")
    func offline() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            try await device.run { try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true } }
            try device.scratch.write("/etc/hello.conf", "changed")
            service.change { $0.pollAnswers = [StatusError](repeating: StatusError(503, "away"), count: 100_000) }
            let before = service.now.polls().count
            try await device.run { try await service.wait { $0.polls().count > before + 10 } }
            #expect(try device.scratch.text("/etc/hello.conf") == "hello")
        }
    }

    @Test("a spec file that disappears is fetched anew without a restart of the program")
    func specFileLost() async throws {
        try await FakeService.run { service, url in
            service.change { $0.rendered = hello }
            let device = try AgentUnderTest(service, url)
            try await device.run {
                try await service.wait { $0.lastCondition?.hasPrefix("False/Updated") == true }
                service.change { $0.calls = [] }
                try device.scratch.disk.remove(SpecStore.Slot.rollback.path)
                try await service.wait { $0.polls().contains { $0.hasSuffix("knownRenderedVersion=0") } }
                try await service.wait { $0.statuses.last?["status"]?["config"]?["renderedVersion"]?.string == "1" }
            }
            #expect(service.now.statuses.contains { $0["status"]?["summary"]?["status"]?.string == "Error" })
        }
    }

    @Test("the service's certificate must be for the name that is called")
    func wrongServer() async throws {
        try await FakeService.run { service, url in
            let device = try AgentUnderTest(service, url, extra: "")
            let configuration = try #require(try device.scratch.text("/etc/flightctl/config.yaml"))
            let wrong = configuration.split(separator: "\n").flatMap { line in
                line.contains("server:") ? [String(line), "    tls-server-name: another.example"] : [String(line)]
            }
            try device.scratch.write("/etc/flightctl/config.yaml", wrong.joined(separator: "\n"))
            try await device.run {
                // Nothing to wait for on the service's side: it must see no request. The agent's key shows it is at work.
                while try device.scratch.disk.facts(DevicePaths.request) == nil { await Task.yield() }
            }
            #expect(service.now.calls.isEmpty)
        }
    }

    @Test("an agent without an enrolment service and without a certificate does not start")
    func nothingToDo() async throws {
        try await FakeService.run { service, url in
            let device = try AgentUnderTest(service, url)
            try device.scratch.write("/etc/flightctl/config.yaml", "log-level: info")
            await #expect(throws: ConfigurationError.self) { try await device.agent.run() }
        }
    }
}
