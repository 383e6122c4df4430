import Git
import SQL
import Store

/// What becomes of a pin when the reference has been asked. Pure.
enum PinDecision: Equatable {
    /// The pin stays.
    case hold
    /// The reference means something new, or what is pinned: there is nothing left to hold.
    case release

    /// Decides about a pin.
    /// - Parameter isKnown: Whether the sync had seen the reference's commit before it was pinned.
    static func decide(_ pin: SyncPin, head: String, isKnown: Bool) -> PinDecision {
        head == pin.oid || !isKnown ? .release : .hold
    }
}

extension SyncPass {
    /// The commit to bring into force: what the reference means or, while nothing new has arrived, what an operator
    /// pinned.
    func wanted(_ source: SyncSource) async throws -> ObjectID {
        guard let pin = sync.pin, let pinned = ObjectID(hex: pin.oid) else { return try await resolve(source) }
        let head: ObjectID
        do {
            head = try await resolve(source)
        } catch SyncFailure.unreachable where pin.oid != sync.appliedOID {
            // A rollback does not wait for a git server that is away: the commit is likely in the mirror.
            return pinned
        }
        return try await settle(pin, head: head) == .hold ? pinned : head
    }

    /// The commit that is wanted as far as can be told without the store.
    func wanted(_ head: ObjectID) -> String {
        guard let pin = sync.pin, pin.head == head.hex else { return head.hex }
        return pin.oid
    }

    private func settle(_ pin: SyncPin, head: ObjectID) async throws -> PinDecision {
        if pin.head == head.hex, pin.oid != head.hex { return .hold }
        return try await engine.store.database.transaction { connection in
            let isKnown = try pin.head == nil || SyncPins.knew(connection, sync, oid: head.hex)
            let decision = PinDecision.decide(pin, head: head.hex, isKnown: isKnown)
            switch decision {
            case .hold: try SyncPins.stay(connection, sync, pin, head: head.hex)
            case .release: try SyncPins.release(connection, sync, pin, head: head.hex)
            }
            return decision
        }
    }
}
