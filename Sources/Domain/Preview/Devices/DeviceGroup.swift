/// A file that differs on devices.
public struct FileChange: Sendable, Hashable {
    /// What happens to it.
    public enum Action: String, Sendable { case add, change, remove }

    /// The path on the device.
    public let path: String
    /// What happens to it.
    public let action: Action
    /// The hunks of a unified diff, with secrets hidden; nil when the content is no text.
    public let diff: [String]?
    /// Mode and owners before and after, as `0644 root:root`, when they differ.
    public let ownership: FieldChange?
}

/// Devices that share one change of what they get.
public struct DeviceGroup: Sendable {
    /// Their names, sorted.
    public internal(set) var devices: [String]
    /// The fleet they got their spec from; nil for none.
    public let fleetBefore: String?
    /// The fleet they will get it from.
    public let fleet: String?
    /// What differs in files, by path.
    public let files: [FileChange]
    /// What else differs in the rendered spec.
    public let fields: [FieldChange]
    /// References whose files are not at hand, as `git NAME@REV:path`, those of both sides.
    public let unresolved: [String]
    /// Why the devices would be left with what they have; nil when they are not.
    public let failure: String?

    /// Whether the devices get anything else than before.
    var isChange: Bool { failure != nil || !files.isEmpty || !fields.isEmpty || fleetBefore != fleet }

    /// Whether the same becomes of other devices.
    func isSame(as other: DeviceGroup) -> Bool {
        fleetBefore == other.fleetBefore && fleet == other.fleet && files == other.files && fields == other.fields
            && unresolved == other.unresolved && failure == other.failure
    }

    /// Nothing changes.
    static func unchanged(_ fleet: String?) -> DeviceGroup {
        DeviceGroup(
            devices: [], fleetBefore: fleet, fleet: fleet, files: [], fields: [], unresolved: [], failure: nil)
    }
}

extension [DeviceGroup] {
    /// Groups of which the same becomes, as one: different inputs often make no difference.
    func merged() -> [DeviceGroup] {
        var merged: [DeviceGroup] = []
        var places: [Int: [Int]] = [:]
        for group in self {
            var hasher = Hasher()
            hasher.combine(group.files)
            hasher.combine(group.fields)
            let key = hasher.finalize()
            if let same = places[key]?.first(where: { merged[$0].isSame(as: group) }) {
                merged[same].devices += group.devices
            } else {
                places[key, default: []].append(merged.count)
                merged.append(group)
            }
        }
        return merged
    }
}
