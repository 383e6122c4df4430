import Nodes

/// What the state of a fleet's newest rollout means for whoever asks.
public enum RolloutEnd: Sendable, Equatable {
    /// Every device has its outcome, and enough of them succeeded; or there was nothing to roll out.
    case completed
    /// It goes on by itself.
    case goesOn
    /// It waits for a person.
    case waits
    /// It ended without success.
    case ended

    /// Reads the standing of a fleet.
    init(_ standing: Node) {
        self =
            switch standing.text("rollout", "state") {
            case nil, "Completed": .completed
            case "AwaitingApproval", "Paused": .waits
            case "Failed", "Cancelled": .ended
            default: .goesOn
            }
    }

    /// Whether nothing more comes of it.
    var isFinal: Bool { self == .completed || self == .ended }

    /// What the program ends with.
    public var exitStatus: Int32 {
        switch self {
        case .completed: 0
        case .goesOn: 3
        case .waits: 4
        case .ended: 5
        }
    }
}
