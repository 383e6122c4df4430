import Store
import Synchronization

/// Remembers for a few seconds whom tokens stand for, so that a page of requests asks the database once.
///
/// Refused tokens are not remembered: whoever guesses must not be able to push others out.
final class TokenCache: Sendable {
    private struct Entry {
        let holder: TokenHolder
        let until: ContinuousClock.Instant
    }

    /// How long a token that has been revoked may still be accepted.
    private static let lifetime = Duration.seconds(5)
    private static let mostEntries = 1024

    private let entries = Mutex<[BearerToken: Entry]>([:])

    /// Whom the token stands for, if that was asked lately.
    func holder(_ token: BearerToken, now: ContinuousClock.Instant = .now) -> TokenHolder? {
        entries.withLock { entries in
            guard let entry = entries[token], entry.until > now else { return nil }
            return entry.holder
        }
    }

    /// Remembers an answer of the database, never beyond the token's own end.
    func keep(_ holder: TokenHolder, for token: BearerToken, now: ContinuousClock.Instant = .now) {
        let left = holder.secondsLeft.map { Duration.seconds($0) } ?? Self.lifetime
        let entry = Entry(holder: holder, until: now + min(left, Self.lifetime))
        entries.withLock { entries in
            if entries.count >= Self.mostEntries { entries = entries.filter { $0.value.until > now } }
            if entries.count < Self.mostEntries { entries[token] = entry }
        }
    }
}
