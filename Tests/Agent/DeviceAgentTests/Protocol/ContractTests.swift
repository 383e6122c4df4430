import Logging
import Nodes
import PKI
import Testing

@testable import DeviceAgent

/// What the agent sends, held against the schemas of the reference.
@Suite(.disabled(if: Contract.isMissing, "the reference is not beside the repository"))
struct ContractTests {
    private func contract() throws -> Contract {
        let contract = Contract()
        return try #require(contract)
    }

    private func status() throws -> Node {
        let board = StatusBoard()
        board.update(.failed(3, "why"))
        board.decommissioning("Started", "Device started decommissioning")
        board.resource(.cpu, .healthy)
        board.trouble("a file is missing")
        let every = SystemInfo.defaultKeys + ["cpuCores", "cpuModel", "memoryTotalKb", "biosVendor", "no-such-key"]
        return StatusDocument.status(board.snapshot, SystemInfo.collect(every, agentVersion: "1", certificate: nil))
    }

    @Test("a status report")
    func statusReport() throws {
        let body = try JSON.parse(StatusDocument.device("name", try status()))
        #expect(try contract().violations(of: "Device", body) == [])
        #expect(body["apiVersion"]?.string == "v1beta1" && body["kind"]?.string == "Device")
    }

    @Test("the status of a device about which nothing is known yet")
    func emptyStatus() throws {
        let info = SystemInfo.collect([], agentVersion: "1", certificate: nil)
        #expect(
            try contract().violations(of: "DeviceStatus", StatusDocument.status(StatusBoard().snapshot, info)) == [])
    }

    @Test("an enrolment request")
    func enrollmentRequest() throws {
        let request = EnrollmentRequest(
            device: "name", request: try SigningKey().certificateRequest(), status: try status(),
            labels: ["alias": "a"], knownRenderedVersion: 4)
        let body = try JSON.parse(request.body)
        #expect(try contract().violations(of: "EnrollmentRequest", body) == [])
        #expect(body["spec"]?["knownRenderedVersion"]?.string == "4")
    }

    @Test("a request for the next certificate")
    func renewalRequest() throws {
        let key = SigningKey()
        let body = try JSON.parse(try CertificateRenewal.request("name-01234567", key: key))
        #expect(try contract().violations(of: "CertificateSigningRequest", body) == [])
        #expect(body["spec"]?["usages"]?.elements?.compactMap(\.string) == ["clientAuth", "CA:false"])
        let pem = try #require(body["spec"]?["request"]?.string.flatMap(Base64.decode))
        let request = try CertificateRequest(pem: String(decoding: pem, as: UTF8.self))
        #expect(request.commonName == (try key.fingerprint.text))
    }

    @Test("the schemas do refuse what departs from them")
    func schemasWork() throws {
        let contract = try contract()
        #expect(!contract.violations(of: "Device", .object([])).isEmpty)
        #expect(!contract.violations(of: "Device", .object([("apiVersion", .string("v9"))])).isEmpty)
        #expect(!contract.violations(of: "DeviceStatus", .object([("conditions", .string("none"))])).isEmpty)
        #expect(
            !contract.violations(of: "DeviceCapabilities", .object([("osMode", .string("package")), ("more", .null)]))
                .isEmpty)
    }
}
