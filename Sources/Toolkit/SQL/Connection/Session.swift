/// A thread's hold on its connection: opened when needed, tested before each call, replaced when it broke.
final class Session {
    private static let connectTimeout = Duration.seconds(10)

    private let settings: DatabaseSettings
    private let wake: WakeHandle
    private var link: Link?
    private var statements = StatementCache()

    init(_ settings: DatabaseSettings, wake: WakeHandle) {
        self.settings = settings
        self.wake = wake
    }

    /// Runs `body` with a connection that was alive a moment ago.
    func withConnection<T>(_ cancellation: Cancellation, _ body: (Connection) throws -> T) throws -> T {
        let link = try liveLink(cancellation)
        defer { if link.isBroken || !link.isIdle || statements.isStale { drop() } }
        return try body(
            Connection(
                link: link, statements: statements, cancellation: cancellation,
                statementTimeout: settings.statementTimeout))
    }

    func close() { drop() }

    private func liveLink(_ cancellation: Cancellation) throws -> Link {
        if let link, link.isAlive, link.isIdle { return link }
        drop()
        let link = try Link(settings.address, wake: wake, timeout: Self.connectTimeout)
        let connection = Connection(
            link: link, statements: statements, cancellation: cancellation, statementTimeout: settings.statementTimeout)
        try connection.execute(script: settings.sessionScript)
        settings.history.noteReached()
        self.link = link
        return link
    }

    private func drop() {
        link?.close()
        link = nil
        statements = StatementCache()
    }
}

extension Link {
    /// Reads what the server sent while nobody asked, such as its farewell before a restart.
    var isAlive: Bool {
        // Several messages may be waiting, but a socket at its end is readable for ever.
        for _ in 0..<8 {
            guard !isBroken else { return false }
            guard socket.hasInput else { return true }
            guard consumeInput() else { return false }
        }
        return false
    }
}
