/// Answers in the shape of the v1beta1 contract.
enum Samples {
    static func list(_ kind: String, _ items: [String], metadata: String = "{}") -> Canned {
        Canned(
            body: """
                {"apiVersion":"flightctl.io/v1beta1","kind":"\(kind)List","metadata":\(metadata),"items":[\(items.joined(separator: ","))]}
                """)
    }

    static func object(_ kind: String, _ name: String, metadata: String = "", _ rest: String = #""spec":{}"#) -> String
    {
        let metadata = metadata.isEmpty ? "" : ",\(metadata)"
        return """
            {"apiVersion":"flightctl.io/v1beta1","kind":"\(kind)","metadata":{"name":"\(name)"\(metadata)},\(rest)}
            """
    }

    static let device = object(
        "Device", "d1", metadata: #""owner":"Fleet/kiosks","labels":{"site":"berlin","alias":"lobby"}"#,
        #""spec":{},"status":{"summary":{"status":"Online"},"updated":{"status":"UpToDate"},"applicationsSummary":{"status":"Healthy"}}"#
    )

    static let bareDevice = object("Device", "a-device-with-a-long-name")

    static let fleet = object(
        "Fleet", "kiosks", metadata: #""owner":"ResourceSync/main""#,
        #""spec":{"selector":{"matchLabels":{"b":"2","a":"1"},"matchExpressions":[{"key":"c","operator":"In","values":["x","y"]},{"key":"d","operator":"DoesNotExist"}]},"template":{"spec":{}}},"status":{"conditions":[{"type":"Valid","status":"True","reason":"Valid","message":"","lastTransitionTime":"2026-08-21T11:00:00Z"}],"devicesSummary":{"total":12}}"#
    )

    static func condition(_ type: String, _ status: String = "True", message: String = "") -> String {
        """
        {"type":"\(type)","status":"\(status)","reason":"\(type)","message":"\(message)","lastTransitionTime":"2026-08-21T11:55:00.25Z"}
        """
    }

    static let csr = object(
        "CertificateSigningRequest", "client-enrollment-1", metadata: #""creationTimestamp":"2026-08-21T09:00:00Z""#,
        #""spec":{"request":"eA==","signerName":"flightctl.io/enrollment","username":"admin","expirationSeconds":604800},"status":{"certificate":"eA==","conditions":[\#(condition("Approved"))]}"#
    )

    static let pendingCSR = object(
        "CertificateSigningRequest", "svc",
        #""spec":{"request":"eA==","signerName":"flightctl.io/server-svc"},"status":{"conditions":[]}"#)
}
