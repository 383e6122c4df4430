import CoreMetrics
import Synchronization

/// How long calls to the database take, and how long they wait for a thread before.
///
/// | Metric | Type | Labels |
/// |---|---|---|
/// | `martlet_sql_wait_duration_seconds` | histogram | – |
/// | `martlet_sql_call_duration_seconds` | histogram | `kind` read or transaction, `result` success or failure |
///
/// A call that is tried again counts again. The duration of a call is that of its statements, without the wait.
struct CallMetrics: Sendable {
    enum Kind: String {
        case read, transaction
    }

    private struct Durations {
        let success: Timer
        let failure: Timer

        init(_ kind: Kind, _ factory: any MetricsFactory) {
            func timer(_ result: String) -> Timer {
                Timer(
                    label: "martlet_sql_call_duration_seconds",
                    dimensions: [("kind", kind.rawValue), ("result", result)], factory: factory)
            }
            success = timer("success")
            failure = timer("failure")
        }
    }

    private let waiting: Timer
    private let reads: Durations
    private let transactions: Durations

    init(factory: any MetricsFactory) {
        waiting = Timer(label: "martlet_sql_wait_duration_seconds", factory: factory)
        reads = Durations(.read, factory)
        transactions = Durations(.transaction, factory)
    }

    /// Measures one call, which tells when its turn has come.
    func measuring<T>(_ kind: Kind, _ body: (MeasuredCall) async throws -> T) async throws -> T {
        let durations = kind == .read ? reads : transactions
        let call = MeasuredCall(waiting: waiting)
        do {
            let result = try await body(call)
            call.ended(durations.success)
            return result
        } catch {
            call.ended(durations.failure)
            throw error
        }
    }
}

/// The times of one call.
final class MeasuredCall: Sendable {
    private let asked = ContinuousClock.now
    private let turn = Mutex<ContinuousClock.Instant?>(nil)
    private let waiting: Timer

    init(waiting: Timer) { self.waiting = waiting }

    /// A thread has taken the call.
    func started() {
        let now = ContinuousClock.now
        turn.withLock { $0 = now }
        waiting.record(now - asked)
    }

    /// The call is over. One that never got its turn has only waited.
    fileprivate func ended(_ timer: Timer) {
        let now = ContinuousClock.now
        if let turn = turn.withLock({ $0 }) {
            timer.record(now - turn)
        } else {
            waiting.record(now - asked)
        }
    }
}

extension Timer {
    fileprivate func record(_ duration: Duration) { recordNanoseconds(Int64(duration / .nanoseconds(1))) }
}
