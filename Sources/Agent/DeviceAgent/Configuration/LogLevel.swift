import Logging

extension Logger.Level {
    /// The level that a configuration names; the names of other loggers are understood, any other text means `info`.
    init(configured text: String) {
        switch text.lowercased() {
        case "panic", "fatal", "critical": self = .critical
        case "error": self = .error
        case "warn", "warning": self = .warning
        case "notice": self = .notice
        case "debug": self = .debug
        case "trace": self = .trace
        default: self = .info
        }
    }
}
