extension OutboundError {
    static func late(_ url: String, _ time: Duration) -> OutboundError {
        OutboundError(
            .timeout, "\(Failure.display(url)) did not answer in full within \(time)",
            fix: "check that the server answers; it is tried again")
    }

    static let cancelled = OutboundError(.cancelled, "the request was cancelled", fix: "it is tried again when needed")
}
