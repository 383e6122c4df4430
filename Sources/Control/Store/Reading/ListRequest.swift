public import Resources

/// What a list is asked for.
public struct ListRequest: Sendable {
    /// The most items of one page, and the default.
    public static let largestPage: Int64 = 1000

    /// The organization.
    public var organization: OrganizationID
    /// What is listed. Organizations are not: a caller's come with its token.
    public var kind: Kind
    /// Which labels the objects must carry; nil: any.
    public var labels: LabelSelectorQuery?
    /// What else must hold of them; nil: nothing.
    public var fields: FieldSelectorQuery?
    /// At most this many items; 1 to `largestPage`.
    public var limit: Int64
    /// Where the page begins; nil is the beginning. One that `accepts(_:)` refuses makes the list fail.
    public var start: ContinueToken?
    /// Only template versions of this fleet.
    public var fleet: String?
    /// Events: oldest first instead of newest first.
    public var oldestFirst = false
    /// Fleets: whether their status counts their devices.
    public var countsDevices = false

    /// A request for everything of a kind, page by page.
    public init(organization: OrganizationID, kind: Kind) {
        self.organization = organization
        self.kind = kind
        limit = Self.largestPage
    }

    /// Whether a token can be one of this list's.
    public func accepts(_ token: ContinueToken) -> Bool {
        Listing.of(self)?.accepts(token.keys) ?? false
    }
}

/// One page of a list.
public struct ListPage<Item: Sendable>: Sendable {
    /// The objects.
    public var items: [Item]
    /// Where the next page begins; nil when this is the last.
    public var next: ContinueToken?
    /// Revision of the organization: it grows with each applied commit.
    public var revision: Int64
}
