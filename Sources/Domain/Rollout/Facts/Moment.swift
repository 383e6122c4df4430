/// An instant of the database's clock, to the millisecond.
public struct Moment: Sendable, Hashable, Comparable {
    /// Since 1970, UTC, leap seconds not counted.
    public var milliseconds: Int64

    /// The instant so many milliseconds after the beginning of 1970.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Which of two is earlier.
    public static func < (first: Moment, second: Moment) -> Bool { first.milliseconds < second.milliseconds }

    /// The instant so many seconds later.
    public static func + (moment: Moment, seconds: Int64) -> Moment {
        Moment(milliseconds: moment.milliseconds + seconds * 1000)
    }
}
