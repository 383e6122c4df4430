import NIOCore
import NIOHTTP1

/// One device over the real protocol. It uses one connection, where agents may use two: a report waits for the end of a
/// poll, and a newer version for the end of an update.
struct SimulatedDevice: Sendable {
    let identity: SimulatedIdentity
    let access: ServerAccess
    let tally: Tally
    let pollPause: Duration
    /// A copy of another device waits for that one's certificate.
    let isClone: Bool
    var behaviour: DeviceBehaviour
    /// The newest version that it was given: agents tell this one when they poll.
    private var known: Int64
    private var unreported: UpdateState?
    /// Whether it is counted among those with a certificate.
    private var isIdentified = false
    private var backoff = Backoff()
    private var boot = 0
    private var nextReport: ContinuousClock.Instant?

    init(
        _ identity: SimulatedIdentity, _ behaviour: DeviceBehaviour, _ access: ServerAccess, _ tally: Tally,
        pollPause: Duration, isClone: Bool = false
    ) {
        self.identity = identity
        self.access = access
        self.tally = tally
        self.pollPause = pollPause
        self.isClone = isClone
        self.behaviour = behaviour
        known = identity.version
    }

    /// Lives until cancelled.
    mutating func run() async {
        tally.enter(.started)
        countIdentity()
        // Devices that are away first do not begin together with the others.
        while !Task.isCancelled {
            do {
                try await identify()
                try await spell()
            } catch {
                if Task.isCancelled { break }
                await recover(from: error as? DeviceFault ?? DeviceFault(error))
            }
        }
        tally.leave(.started)
    }

    private mutating func recover(from fault: DeviceFault) async {
        tally.fault(fault.kind, fault.message)
        if fault.kind == .deleted {
            identity.forget()
            countIdentity()
            known = 0
        }
        try? await Task.sleep(for: backoff.next(retryAfter: fault.retryAfter, &behaviour.chance))
    }

    /// Makes sure that it has a certificate.
    private mutating func identify() async throws {
        while isClone, identity.certificatePEM == nil { try await Task.sleep(for: .seconds(1)) }
        // Its copy may have been told that the device was deleted.
        countIdentity()
        guard identity.certificatePEM == nil else { return }
        try await Enrolment(identity: identity, access: access, labels: behaviour.labels, tally: tally).run()
        countIdentity()
    }

    /// Counts the device once, as long as it has a certificate.
    private mutating func countIdentity() {
        let hasOne = identity.certificatePEM != nil
        guard !isClone, hasOne != isIdentified else { return }
        isIdentified = hasOne
        if hasOne { tally.enter(.identified) } else { tally.leave(.identified) }
    }

    /// Connected for a while, and then away for a while, if the device is one of those.
    private mutating func spell() async throws {
        let presence = behaviour.nextPresence()
        let end = presence.map { ContinuousClock.now + $0 }
        if presence != .zero {
            do {
                try await connected(for: presence)
            } catch {
                guard let end, .now >= end, !(error is CancellationError) else { throw error }
            }
        }
        tally.count(.spells)
        tally.enter(.away)
        defer { tally.leave(.away) }
        try await Task.sleep(for: behaviour.nextAbsence())
    }

    private mutating func connected(for presence: Duration?) async throws {
        let start = ContinuousClock.now
        let connection = try await DeviceConnection.open(
            access.server, try identity.context(access.authoritiesPEM), line: behaviour.link)
        tally.measured(.handshake, .now - start)
        tally.count(.connections)
        tally.enter(.connected)
        defer {
            tally.leave(.connected)
            connection.drop()
        }
        if let presence { connection.drop(after: presence) }
        if let unreported { try await report(unreported, connection) }
        while true { try await poll(connection) }
    }
}

/// Polls and updates.
extension SimulatedDevice {
    private mutating func poll(_ connection: DeviceConnection) async throws {
        let start = ContinuousClock.now
        tally.count(.polls)
        tally.enter(.waiting)
        let answer: ServerAnswer
        do {
            defer { tally.leave(.waiting) }
            answer = try await connection.ask(
                .GET, "/api/v1/devices/\(identity.name)/rendered?knownRenderedVersion=\(known)")
        }
        switch answer.code {
        case 200: try await take(answer, connection)
        case 204: break
        case 409: tally.count(.notReady)
        case 404 where String(buffer: answer.body).contains("not found"):
            throw DeviceFault("the device was deleted", kind: .deleted)
        default: throw DeviceFault(answer, "poll")
        }
        backoff.reset()
        try await reportSometimes(connection)
        let rest = start + pollPause - .now
        if answer.code != 200, rest > .zero { try await Task.sleep(for: rest) }
    }

    private mutating func take(_ answer: ServerAnswer, _ connection: DeviceConnection) async throws {
        guard let version = RenderedVersion.find(in: answer.body) else {
            throw DeviceFault("the document has no version")
        }
        tally.delivered(isNewer: version > known)
        if version < known { return tally.fault(.regressions, "a version lower than the one before was given") }
        guard version > known else { return }
        known = version
        try await apply(version, connection)
    }

    private mutating func apply(_ version: Int64, _ connection: DeviceConnection) async throws {
        unreported = .applying(version)
        // A device whose network is lost goes on with its update.
        let lost = await outcome { try await report(.applying(version), connection) }
        tally.enter(.applying)
        defer { tally.leave(.applying) }
        try await Task.sleep(for: behaviour.nextApplying())
        if let failure = behaviour.nextFailure() {
            tally.count(.failed)
            unreported = .failed(version, failure)
        } else {
            tally.count(.updated)
            tally.runs(version, before: identity.version)
            identity.runs(version)
            unreported = .updated(version)
        }
        if let lost { throw lost }
        if let unreported { try await report(unreported, connection) }
    }

    private func outcome(_ body: () async throws -> Void) async -> (any Error)? {
        do { try await body() } catch { return error }
        return nil
    }
}

/// Reports.
extension SimulatedDevice {
    private mutating func report(_ update: UpdateState, _ connection: DeviceConnection) async throws {
        boot += 1
        let body = DeviceReport(
            name: identity.name, running: identity.version, update: update, boot: boot,
            clockSkew: behaviour.clockSkew
        ).json()
        try await put(body, connection)
        if behaviour.sendsTwice() {
            tally.count(.duplicates)
            try await put(body, connection)
        }
        if unreported == update { unreported = nil }
    }

    private func put(_ body: [UInt8], _ connection: DeviceConnection) async throws {
        let start = ContinuousClock.now
        let answer = try await connection.ask(.PUT, "/api/v1/devices/\(identity.name)/status", body: body)
        guard answer.code == 200 else { throw DeviceFault(answer, "status") }
        tally.count(.reports)
        tally.measured(.report, .now - start)
    }

    /// Something of the device itself has changed since the last report.
    private mutating func reportSometimes(_ connection: DeviceConnection) async throws {
        guard let pause = behaviour.nextReporting() else { return }
        guard let due = nextReport else { return nextReport = .now + pause }
        guard .now >= due else { return }
        nextReport = .now + pause
        try await report(.updated(identity.version), connection)
    }
}
