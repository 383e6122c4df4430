import TestSupport

/// How long the tests wait for what must come at last. Generous: it ends a test that hangs and judges no speed.
let patience = Duration.seconds(120)
private let glance = Duration.milliseconds(50)

/// Looks again and again until `find` gives a value.
/// - Throws: What is missing, when it does not come in time; what `find` throws.
nonisolated(nonsending) func value<Value: Sendable>(
    _ what: @autoclosure () -> String, within limit: Duration = patience,
    _ find: nonisolated(nonsending) () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + limit
    while true {
        if let value = try await find() { return value }
        guard ContinuousClock.now < deadline else { throw TestSupportError("waited in vain for \(what())") }
        try await Task.sleep(for: glance)
    }
}

/// Looks again and again until `condition` holds.
nonisolated(nonsending) func eventually(
    _ what: @autoclosure () -> String, within limit: Duration = patience,
    _ condition: nonisolated(nonsending) () async throws -> Bool
) async throws {
    _ = try await value(what(), within: limit) { try await condition() ? true : nil }
}
