import CoreMetrics
import Glibc
import Logging

/// Sets up logging and metrics for a program; once, at its start.
public enum Observability {
    /// Makes every logger write to standard error: text when it is a terminal, JSON lines otherwise.
    ///
    /// - Parameter level: records below this level are dropped.
    public static func bootstrapLogging(level: Logger.Level) {
        let format: LineLogHandler.Format = isatty(STDERR_FILENO) == 1 ? .text : .json
        LoggingSystem.bootstrap { label in
            LineLogHandler(label: label, format: format, level: level, output: .standardError)
        }
    }

    /// Makes every metric count in a new registry.
    ///
    /// - Returns: the registry, whose ``MetricsRegistry/exposition()`` is the answer to a scrape.
    public static func bootstrapMetrics() -> MetricsRegistry {
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        return registry
    }
}
