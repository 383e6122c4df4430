import CoreMetrics

/// The worker's metrics, under the names that dashboards of the peer know.
struct JobMetrics: Sendable {
    private let inProgress = Gauge(label: "flightctl_worker_messages_in_progress")
    private let retries = Counter(label: "flightctl_worker_message_retries_total")
    private let retryable = Counter(label: "flightctl_worker_message_retryable_failures_total")
    private let permanent = Counter(label: "flightctl_worker_message_permanent_failures_total")
    private let processing = Timer(label: "flightctl_worker_message_processing_duration_seconds")
    private let waiting = Gauge(label: "flightctl_worker_queue_depth", dimensions: [("queue", "waiting")])
    private let dead = Gauge(label: "flightctl_worker_queue_depth", dimensions: [("queue", "dead")])

    func running(_ count: Int) { inProgress.record(count) }

    func depth(waiting: Int64, dead: Int64) {
        self.waiting.record(waiting)
        self.dead.record(dead)
    }

    func started(_ job: Job) {
        Counter(label: "flightctl_worker_tasks_by_type_total", dimensions: [("task_type", job.kind)]).increment()
        if job.attempt > 1 { retries.increment() }
    }

    func ended(_ job: Job, _ status: Status, after duration: Duration) {
        let nanoseconds = duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000
        Timer(label: "flightctl_worker_task_execution_duration_seconds", dimensions: [("task_type", job.kind)])
            .recordNanoseconds(nanoseconds)
        processing.recordNanoseconds(nanoseconds)
        Counter(label: "flightctl_worker_messages_processed_total", dimensions: [("status", status.rawValue)]).increment()
        switch status {
        case .success: break
        case .retry: retryable.increment()
        case .failure: permanent.increment()
        }
    }

    enum Status: String {
        case success
        case retry = "queued_for_retry"
        case failure = "permanent_failure"
    }
}
