import Rendering
import Resources
import Store

/// What of a group is settled before anything is rendered.
enum PreparedGroup: Sendable {
    case ready(StaleGroup, UnrenderedSpec)
    case settled(GroupResult)

    var spec: UnrenderedSpec? {
        if case .ready(_, let spec) = self { spec } else { nil }
    }

    /// - Parameters:
    ///   - known: what is rendered, by its key.
    ///   - failures: why it could not be, by its key.
    func result(_ known: [[UInt8]: Int64], _ failures: [[UInt8]: String]) throws -> GroupResult {
        switch self {
        case .settled(let result): return result
        case .ready(let group, let spec):
            if let failure = failures[spec.key] {
                return GroupResult(devices: group.devices, outcome: .failed(failure))
            }
            guard let id = known[spec.key] else { throw StoreError.unreadable("a rendered spec that was just stored") }
            return GroupResult(devices: group.devices, outcome: .rendered(id))
        }
    }
}

/// A spec with all that it is rendered from at hand.
struct UnrenderedSpec: Sendable {
    /// Address of that.
    let key: [UInt8]
    /// Placeholders are replaced.
    let spec: DeviceSpec
    /// By the references of the spec, and others.
    let sources: [SourceKey: FrozenFiles]

    /// What has to be read for it.
    var files: Set<FrozenFiles> { Set(spec.references.compactMap { sources[SourceKey($0)] }) }
}
