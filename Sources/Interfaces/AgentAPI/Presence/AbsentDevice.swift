import HTTPFront
import Logging
import SQL
import Store
import Synchronization

/// What a device is told that is not in the store.
///
/// Agents give up their certificate and start anew when they are told that their device is not found. So this type is the
/// only place that says it, and it does so only on the proof of a committed deletion. Without that proof the fault may be
/// ours, for instance a wrong database address, and the device is asked to come again.
final class AbsentDevice: Sendable {
    private static let retryAfter = 60
    /// A device is told of in the record of events once in this time.
    private static let eventInterval = Duration.seconds(3600)
    private static let mostEvents = 100

    private let database: Database
    private let logger: Logger
    private let told = Mutex<[DeviceKey: ContinuousClock.Instant]>([:])

    init(database: Database, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    /// The refusal for a device that is not enrolled.
    /// - Parameter isDeleted: whether a tombstone proves that the device was deleted.
    func refusal(_ key: DeviceKey, isDeleted: Bool) async -> StatusError {
        // These words are what agents look for.
        if isDeleted { return StatusError(404, "Device of name \"\(key.name)\" not found") }
        await tell(key)
        return StatusError(
            503, "the device is not on record, and neither is its deletion: try again", retryAfter: Self.retryAfter)
    }

    private func tell(_ key: DeviceKey) async {
        guard isNews(key) else { return }
        logger.error(
            "a device with a valid certificate is not on record: is this the right database?",
            metadata: ["device": "\(key.name)"])
        do {
            try await database.transaction { connection in
                guard let organization = try Organizations.find(connection, uid: key.organizationText) else { return }
                try Events.record(connection, [Self.event(organization, key.name)])
            }
        } catch {
            logger.warning("an event could not be recorded", metadata: ["reason": "\(error)"])
        }
    }

    private static func event(_ organization: OrganizationID, _ name: String) -> EventRecord {
        EventRecord(
            organization: organization, kind: "Device", name: name, reason: "InternalTaskFailed", severity: .warning,
            message: """
                A device with a valid certificate is neither enrolled nor deleted. Check that this is the right database \
                and not one restored from before the device was enrolled; to have the device enrol anew, delete its \
                certificate on the device.
                """,
            component: "agent-api")
    }

    private func isNews(_ key: DeviceKey) -> Bool {
        let now = ContinuousClock.now
        return told.withLock { told in
            told = told.filter { now - $0.value < Self.eventInterval }
            guard told[key] == nil, told.count < Self.mostEvents else { return false }
            told[key] = now
            return true
        }
    }
}
