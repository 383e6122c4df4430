/// Why a spec could not be rendered for some devices. They keep what they run.
public struct RenderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and what to do, in a sentence or two. Never holds a secret.
    public let description: String

    /// States a reason.
    public init(_ description: String) {
        self.description = description
    }
}
