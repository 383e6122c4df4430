/// An update that did not succeed; the device stays with, or went back to, what it had.
struct UpdateFailure: Error, Hashable, CustomStringConvertible {
    /// True when the same version may succeed later without a change of the spec.
    var isRetryable: Bool
    var message: String

    var description: String { message }

    static func permanent(_ message: String) -> UpdateFailure { UpdateFailure(isRetryable: false, message: message) }
    static func transient(_ message: String) -> UpdateFailure { UpdateFailure(isRetryable: true, message: message) }

    /// What any error met on the way means for the update.
    init(_ error: any Error) {
        switch error {
        case let failure as UpdateFailure: self = failure
        case let failure as SystemFailure: self.init(isRetryable: failure.isTransient, message: failure.description)
        default: self.init(isRetryable: true, message: "\(error)")
        }
    }

    private init(isRetryable: Bool, message: String) {
        self.isRetryable = isRetryable
        self.message = message
    }
}
