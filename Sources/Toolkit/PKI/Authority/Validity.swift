import FoundationEssentials

/// How long certificates last, in days.
public enum Validity {
    /// The authority's own certificate.
    public static let authorityDays = 3650
    /// A certificate of one of our servers.
    public static let serverDays = 730
    /// A client certificate, unless its request asks for less.
    public static let clientDays = 365

    /// Clocks of devices run slow, so that a certificate begins this long before it is made, in seconds.
    static let backdating: Double = 3600
    /// A server certificate is replaced at the first start within this many seconds of its end.
    static let serverRenewal: Double = 30 * 86400

    /// The end of a client certificate: a wish can only shorten it, and it never outlives its authority.
    static func clientEnd(now: Date, wish: Int64?, authorityEnd: Date) throws(PKIError) -> Date {
        var seconds = Double(clientDays) * 86400
        if let wish {
            guard wish > 0 else {
                throw PKIError(
                    .validity, "expirationSeconds is \(wish)", fix: "leave it out, or give a positive number of seconds"
                )
            }
            seconds = min(seconds, Double(wish))
        }
        return min(now.addingTimeInterval(seconds), authorityEnd)
    }
}
