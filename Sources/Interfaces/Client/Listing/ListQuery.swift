/// What a list is narrowed to.
public struct ListQuery: Sendable {
    /// `k=v,k in (a,b)`, as the server reads it.
    public var labelSelector: String?
    /// `metadata.owner=Fleet/x`, as the server reads it.
    public var fieldSelector: String?
    /// The most objects to print; nil means all.
    public var limit: Int?
    /// The token that an earlier list ended with.
    public var continueToken: String?

    /// A query for everything.
    public init() {}

    /// The most that a server gives in one answer.
    static let pageSize = 1000

    /// Whether anything is asked for that makes no sense beside names.
    var isNarrowed: Bool { labelSelector != nil || fieldSelector != nil || limit != nil || continueToken != nil }

    func applied(to path: RequestPath) -> RequestPath {
        var path = path
        path.add("labelSelector", labelSelector)
        path.add("fieldSelector", fieldSelector)
        return path
    }
}
