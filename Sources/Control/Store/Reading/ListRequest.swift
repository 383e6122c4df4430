public import Resources

/// What a list is asked for.
public struct ListRequest: Sendable {
    /// The most items of one page, and the default.
    public static let largestPage: Int64 = 1000

    /// The organization.
    public var organization: OrganizationID
    /// What is listed.
    public var kind: Kind
    /// Which labels the objects must carry; nil: any.
    public var labels: LabelSelectorQuery?
    /// What else must hold of them; nil: nothing.
    public var fields: FieldSelectorQuery?
    /// At most this many items; 1 to `largestPage`.
    public var limit: Int64
    /// Where the page begins; nil is the beginning.
    public var start: ContinueToken?
    /// Only template versions of this fleet.
    public var fleet: String?
    /// Events: oldest first instead of newest first.
    public var oldestFirst = false

    /// A request for everything of a kind, page by page.
    public init(organization: OrganizationID, kind: Kind) {
        self.organization = organization
        self.kind = kind
        limit = Self.largestPage
    }
}

/// One page of a list.
public struct ListPage: Sendable {
    /// The objects, each as JSON.
    public var items: [[UInt8]]
    /// Where the next page begins; nil when this is the last.
    public var next: ContinueToken?
    /// For devices: their ids, in the order of `items`.
    public var deviceIDs: [Int64] = []
}
