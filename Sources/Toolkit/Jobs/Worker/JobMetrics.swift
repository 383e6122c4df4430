import CoreMetrics

/// The worker's metrics, under the names that dashboards of the peer know.
struct JobMetrics: Sendable {
    enum Status: String, CaseIterable {
        case success
        case retry = "queued_for_retry"
        case failure = "permanent_failure"
    }

    private struct PerKind {
        let started: Counter
        let duration: Timer
    }

    private let inProgress: Gauge
    private let retries: Counter
    private let retryable: Counter
    private let permanent: Counter
    private let processing: Timer
    private let waiting: Gauge
    private let dead: Gauge
    private let processed: [Status: Counter]
    private let kinds: [String: PerKind]

    init(kinds: some Sequence<String>, factory: any MetricsFactory) {
        let prefix = "flightctl_worker_"
        func counter(_ name: String, _ dimensions: [(String, String)] = []) -> Counter {
            Counter(label: prefix + name, dimensions: dimensions, factory: factory)
        }
        func timer(_ name: String, _ dimensions: [(String, String)] = []) -> Timer {
            Timer(label: prefix + name, dimensions: dimensions, factory: factory)
        }
        inProgress = Gauge(label: prefix + "messages_in_progress", factory: factory)
        waiting = Gauge(label: prefix + "queue_depth", dimensions: [("queue", "waiting")], factory: factory)
        dead = Gauge(label: prefix + "queue_depth", dimensions: [("queue", "dead")], factory: factory)
        retries = counter("message_retries_total")
        retryable = counter("message_retryable_failures_total")
        permanent = counter("message_permanent_failures_total")
        processing = timer("message_processing_duration_seconds")
        processed = Dictionary(
            uniqueKeysWithValues: Status.allCases.map {
                ($0, counter("messages_processed_total", [("status", $0.rawValue)]))
            })
        self.kinds = Dictionary(
            uniqueKeysWithValues: kinds.map { kind in
                let dimensions = [("task_type", kind)]
                return (
                    kind,
                    PerKind(
                        started: counter("tasks_by_type_total", dimensions),
                        duration: timer("task_execution_duration_seconds", dimensions))
                )
            })
    }

    func running(_ count: Int) { inProgress.record(count) }

    func depth(waiting: Int64, dead: Int64) {
        self.waiting.record(waiting)
        self.dead.record(dead)
    }

    func started(_ job: Job) {
        kinds[job.kind]?.started.increment()
        if job.attempt > 1 { retries.increment() }
    }

    func ended(_ job: Job, _ status: Status, after duration: Duration) {
        let nanoseconds = duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000
        kinds[job.kind]?.duration.recordNanoseconds(nanoseconds)
        processing.recordNanoseconds(nanoseconds)
        processed[status]?.increment()
        switch status {
        case .success: break
        case .retry: retryable.increment()
        case .failure: permanent.increment()
        }
    }
}
