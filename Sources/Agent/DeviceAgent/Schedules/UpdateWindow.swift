import Resources
import TimeZones

/// When something may start: for a time after each time of a cron expression, by the clock on the wall of a time zone.
///
/// The window is open while that clock shows a time from one that the expression names, for the length of the grace. An hour
/// that daylight saving skips opens nothing of its own, and one that it repeats counts both times: nothing ever starts while
/// the clock on the wall shows a time outside of the window. Pure.
struct UpdateWindow: Sendable, Hashable {
    let times: CronExpression
    /// For how long after each time, in seconds.
    let grace: Int64
    let zone: TimeZoneRules
    /// The name of the zone, for messages.
    let zoneName: String

    /// Whether the window is open at an instant, which is given in seconds since 1970 UTC.
    func isOpen(at instant: Int64) -> Bool {
        let shown = instant + zone.offset(at: instant)
        guard let start = times.latest(notAfter: Self.minute(shown), notBefore: Self.minute(shown - grace)) else {
            return false
        }
        return shown - start * 60 < grace
    }

    /// What the clock on the wall shows when the window opens next, such as `2026-03-29 02:30 Europe/Berlin`; nil when it
    /// never does.
    func nextOpening(after instant: Int64) -> String? {
        let shown = instant + zone.offset(at: instant)
        guard let next = times.next(after: Self.minute(shown)) else { return nil }
        // A clock of UTC shows the digits of a moment that is counted as if its zone were UTC.
        let digits = Timestamp.text(Int(next * 60)).prefix(16)
        return digits.replacing("T", with: " ") + " " + zoneName
    }

    private static func minute(_ seconds: Int64) -> Int64 { seconds / 60 - (seconds % 60 < 0 ? 1 : 0) }
}
