import Glibc
import SQL
import Synchronization
import Testing

/// A small generator whose runs can be repeated.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func bytes() -> [UInt8] { (0..<next(below: 40)).map { _ in UInt8(truncatingIfNeeded: next()) } }

    /// Mostly characters that mean something to Postgres; never NUL.
    mutating func text() -> String {
        let alphabet: [Unicode.Scalar] = [
            "\"", "\\", "{", "}", ",", " ", "'", "N", "\n", "$", "ß", "\u{1F985}", "\u{1}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<next(below: 20) { text.append(alphabet[next(below: alphabet.count)]) }
        return String(text)
    }
}

/// The code of the `SQLError` that `body` throws.
func code(_ body: () throws -> some Any) -> SQLError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? SQLError)?.code
    }
}

/// The code of the `SQLError` that `body` throws.
func code(_ body: () async throws -> some Any) async -> SQLError.Code? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? SQLError)?.code
    }
}

/// A place where two SQL threads wait for each other. They may block, being nobody else's.
final class Meeting: Sendable {
    private let arrived = Atomic(0)

    func meet() {
        arrived.add(1, ordering: .sequentiallyConsistent)
        while arrived.load(ordering: .sequentiallyConsistent) < 2 { sched_yield() }
    }
}

/// Holds SQL threads until it is opened, and tells when the first has arrived.
final class Gate: Sendable {
    private let isOpen = Atomic(false)
    private let arrivals = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))

    func waitUntilOpen() {
        arrivals.continuation.yield()
        while !isOpen.load(ordering: .acquiring) { usleep(1000) }
    }

    func reached() async {
        for await _ in arrivals.stream { return }
    }

    func open() { isOpen.store(true, ordering: .releasing) }
}
