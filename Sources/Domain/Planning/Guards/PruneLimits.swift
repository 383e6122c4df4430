/// How much one commit may take away before somebody has to agree.
///
/// What counts as taken away: objects that are deleted, objects that go with a deleted ResourceSync of
/// `deletionPolicy: Delete`, and devices whose manifest is gone. The latter stay enrolled and keep what they run, but a
/// glitch that lets a thousand of them go is a glitch all the same. What another sync takes over is not taken away.
public struct PruneLimits: Sendable, Hashable {
    /// Most objects that one commit may take away.
    public var maxDeletions: Int
    /// Most that it may take away of what its sync owns, in per cent.
    ///
    /// Rounded down, but never to nothing: one object may always go, since a fifth of four would otherwise forbid all
    /// work on small syncs. Only 0 forbids every removal.
    public var maxPercentage: Int
    /// Whether it may leave the sync without any object.
    public var allowEmpty: Bool
    /// Whether it may take away manifests of devices that are online.
    public var allowOnline: Bool
    /// Whether a trailer of the commit's message counts as agreement.
    public var allowTrailer: Bool

    /// States limits.
    public init(
        maxDeletions: Int, maxPercentage: Int, allowEmpty: Bool = false, allowOnline: Bool = false,
        allowTrailer: Bool = false
    ) {
        self.maxDeletions = maxDeletions
        self.maxPercentage = maxPercentage
        self.allowEmpty = allowEmpty
        self.allowOnline = allowOnline
        self.allowTrailer = allowTrailer
    }

    /// 10 objects, or a fifth of what the sync owns.
    public static let standard = PruneLimits(maxDeletions: 10, maxPercentage: 20)

    /// How many objects may go of so many.
    public func most(of owned: Int) -> Int {
        let share = maxPercentage == 0 ? 0 : max(1, owned * maxPercentage / 100)
        return min(maxDeletions, share)
    }
}
