extension PruneBlock: CustomStringConvertible {
    /// How many objects a message names.
    private static let mostNamed = 10

    /// Why it stops and what would go, in a sentence; bounded in length.
    public var message: String {
        let count = removals.count == 1 ? "1 object" : "\(removals.count) objects"
        return "it takes away \(count) of \(owned), \(causes.map(\.text).joined(separator: ", and ")): \(list)"
    }

    /// What would go, bounded in length.
    private var list: String {
        let named = removals.prefix(Self.mostNamed).map { "\($0.key) (\($0.place))" }.joined(separator: ", ")
        let more = removals.count - Self.mostNamed
        return more > 0 ? "\(named) and \(more) more" : named
    }

    /// The message.
    public var description: String { message }
}

extension PruneBlock.Cause {
    /// How many devices a message names.
    private static let mostDevices = 5

    fileprivate var text: String {
        switch self {
        case .tooMany(let most): return "more than the \(most) that may go at once"
        case .empty: return "which would leave the sync empty"
        case .online(let devices):
            let named = devices.prefix(Self.mostDevices).joined(separator: ", ")
            let more = devices.count > Self.mostDevices ? " and \(devices.count - Self.mostDevices) more" : ""
            return "among them manifests of devices that are online (\(named)\(more))"
        }
    }
}
