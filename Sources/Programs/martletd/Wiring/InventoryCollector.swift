import CoreMetrics
import Logging
import Observability
import SQL
import Store

/// Keeps the gauges of devices, fleets, Repositories and ResourceSyncs, read every 30 seconds by the leader alone.
struct InventoryCollector: Sendable {
    private static let interval = Duration.seconds(30)
    private static let metrics = [
        "flightctl_devices_summary", "flightctl_devices_application", "flightctl_devices_update", "flightctl_fleets",
        "flightctl_resourcesyncs", "flightctl_repositories_total",
    ]

    let store: Store
    let registry: MetricsRegistry
    let logger: Logger

    /// Reads until the task is cancelled.
    func run() async throws {
        while !Task.isCancelled {
            do {
                publish(try await store.database.read { try InventoryFigures.all($0) })
            } catch let error as SQLError {
                logger.warning("cannot count the inventory, trying again", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// A state that nothing is in any more leaves no series behind.
    private func publish(_ figures: [InventoryFigure]) {
        for metric in Self.metrics { registry.removeSeries(of: metric) }
        for figure in figures {
            let labels = [
                ("organization_id", Optional(figure.organization)), ("fleet", figure.fleet), ("status", figure.status),
            ]
            Gauge(label: figure.metric, dimensions: labels.compactMap { key, value in value.map { (key, $0) } })
                .record(figure.count)
        }
    }
}
