/// Holds GET requests back, as a long poll does. What the listener refuses by its head is not held: the refusal comes at
/// once.
///
/// A request that is held costs its connection and this much memory: no task waits, and nothing is built around it. (A
/// task with the frames of what stands above a handler was measured at 36 kB a request.)
public protocol RequestGate: Sendable {
    /// Whether a request is held.
    ///
    /// One that is must be let go soon when its client goes, and when the server stops. Letting go may come before this
    /// returns.
    ///
    /// - Returns: `true` when ``HeldRequest/release(asksAgain:)`` has been or will be called for it; `false` when its handler
    ///   shall answer it now.
    func holds(_ request: HeldRequest) async -> Bool
}
