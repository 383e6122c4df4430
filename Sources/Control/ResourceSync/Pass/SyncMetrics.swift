import CoreMetrics
import Planning

/// Counts what the engine does.
///
/// | Metric | Type | Labels |
/// |---|---|---|
/// | `martlet_sync_polls_total` | counter | `result` unchanged, pending or failure |
/// | `martlet_sync_passes_total` | counter | `result` unchanged, applied, failed, gone or error |
/// | `martlet_sync_pass_duration_seconds` | histogram | – |
/// | `martlet_sync_objects_total` | counter | `change` created, changed, deleted or released |
///
/// A poll asks a repository for a reference once, for all syncs that wait for the answer. A pass that ends with an error
/// is tried again by the queue.
struct SyncMetrics: Sendable {
    enum Poll: String, CaseIterable {
        case unchanged, pending, failure
    }

    enum Pass: String, CaseIterable {
        case unchanged, applied, failed, gone, error
    }

    private enum Change: String, CaseIterable {
        case created, changed, deleted, released
    }

    private let polls: [Poll: Counter]
    private let passes: [Pass: Counter]
    private let objects: [Change: Counter]
    private let duration: Timer

    init(factory: any MetricsFactory) {
        func counters<Word: CaseIterable & RawRepresentable<String> & Hashable>(
            _ name: String, _ label: String
        ) -> [Word: Counter] {
            Dictionary(
                uniqueKeysWithValues: Word.allCases.map {
                    ($0, Counter(label: name, dimensions: [(label, $0.rawValue)], factory: factory))
                })
        }
        polls = counters("martlet_sync_polls_total", "result")
        passes = counters("martlet_sync_passes_total", "result")
        objects = counters("martlet_sync_objects_total", "change")
        duration = Timer(label: "martlet_sync_pass_duration_seconds", factory: factory)
    }

    func polled(_ result: Poll) { polls[result]?.increment() }

    func passed(_ result: Pass, after time: Duration) {
        passes[result]?.increment()
        duration.recordNanoseconds(Int64(time / .nanoseconds(1)))
    }

    func applied(_ plan: Plan) {
        objects[.created]?.increment(by: plan.created.count)
        objects[.changed]?.increment(by: plan.changed.count)
        objects[.deleted]?.increment(by: plan.deleted.count)
        objects[.released]?.increment(by: plan.released.count)
    }
}

extension SyncMetrics.Pass {
    init(_ outcome: PassOutcome) {
        self =
            switch outcome {
            case .unchanged: .unchanged
            case .applied: .applied
            case .failed: .failed
            case .gone: .gone
            }
    }
}
