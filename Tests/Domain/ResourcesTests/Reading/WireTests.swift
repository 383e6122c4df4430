import Nodes
import Resources
import Testing

@Suite("What other programs send") struct WireTests {
    private func decode<Spec: Described>(_: Spec.Type, _ json: String) throws -> (value: Spec, rules: [String]) {
        let (value, findings) = Resources.decode(Spec.self, from: try JSON.parse(Array(json.utf8)), policy: .wire)
        return (value, findings.map { "\($0.rule) \($0.path)" })
    }

    @Test("An enrolment request: unknown fields and nulls are passed over, the status is kept as it is")
    func enrollment() throws {
        let (spec, rules) = try decode(
            EnrollmentRequestSpec.self,
            #"{"csr":"-----BEGIN CERTIFICATE REQUEST-----","labels":null,"future":1,"osMode":"image","deviceStatus":{"b":[],"a":{"x":null}},"knownRenderedVersion":"7"}"#
        )
        #expect(rules == [])
        #expect(spec.csr == "-----BEGIN CERTIFICATE REQUEST-----")
        #expect(spec.labels == [:])
        #expect(spec.osMode == .image)
        #expect(spec.knownRenderedVersion == "7")
        #expect(spec.deviceStatus.map { String(decoding: $0.bytes, as: UTF8.self) } == #"{"a":{"x":null},"b":[]}"#)
    }

    @Test(
        "Enrolment requests that cannot be used",
        arguments: [
            (#"{}"#, "MR1102 "), (#"{"csr":null}"#, "MR1102 csr"), (#"{"csr":""}"#, "MR1224 csr"),
            (#"{"csr":1}"#, "MR1103 csr"),
            (#"{"csr":"x","osMode":"Image"}"#, "MR1104 osMode"),
            (#"{"csr":"x","labels":{"a b":"c"}}"#, "MR1202 labels[\"a b\"]"),
            (#"{"csr":"x","labels":[]}"#, "MR1103 labels"), (#"[]"#, "MR1103 "),
        ])
    func brokenEnrollment(_ json: String, _ finding: String) throws {
        #expect(try decode(EnrollmentRequestSpec.self, json).rules == [finding])
    }

    @Test(
        "Certificate requests that cannot be used",
        arguments: [
            (#"{"request":"YWJj","signerName":"a","usages":["clientAuth"]}"#, ["MR1701 usages"]),
            (#"{"request":"YWJj","signerName":"a"}"#, ["MR1701 usages", "MR1701 usages"]),
            (
                #"{"request":"YWJj","signerName":"flightctl.io/ca","usages":["clientAuth","CA:false"]}"#,
                ["MR1702 signerName"]
            ),
            (#"{"request":"a b","signerName":"a","usages":["clientAuth","CA:false"]}"#, ["MR1218 request"]),
            (#"{"request":"YWJj","signerName":"","usages":["clientAuth","CA:false"]}"#, ["MR1224 signerName"]),
            (#"{"request":"YWJj","usages":["clientAuth","CA:false"]}"#, ["MR1102 request"]),
            (
                #"{"request":"YWJj","signerName":"a","usages":["clientAuth","CA:false"],"expirationSeconds":4294967296}"#,
                ["MR1107 expirationSeconds"]
            ),
        ])
    func brokenRequest(_ json: String, _ findings: [String]) throws {
        #expect(try decode(CertificateSigningRequestSpec.self, json).rules == findings)
    }

    @Test("A certificate request")
    func request() throws {
        let (spec, rules) = try decode(
            CertificateSigningRequestSpec.self,
            #"{"request":"YWJj","signerName":"flightctl.io/enrollment","usages":["clientAuth","CA:false"],"expirationSeconds":60,"extra":{"a":["b"]}}"#
        )
        #expect(rules == [])
        #expect(spec.expirationSeconds == 60)
        #expect(spec.extra.map { String(decoding: $0.bytes, as: UTF8.self) } == #"{"a":["b"]}"#)
    }

    @Test("An approval")
    func approval() throws {
        let (approval, rules) = try decode(
            EnrollmentRequestApproval.self, #"{"approved":true,"labels":{"site":"berlin"}}"#)
        #expect(rules == [])
        #expect(approval.approved && approval.replaceLabels == nil && approval.labels == ["site": "berlin"])
        #expect(try decode(EnrollmentRequestApproval.self, #"{"labels":{}}"#).rules == ["MR1102 labels"])
        #expect(try decode(EnrollmentRequestApproval.self, #"{"approved":"yes"}"#).rules == ["MR1103 approved"])
    }
}
