/// What really happened to the devices, kept apart from the store so that its answers can be held against it.
struct Truth {
    /// What is known of one device.
    struct Device {
        /// The template version of each rendered version that it was given as a member.
        var contents: [Int64: Int64] = [:]
        /// The rendered version that it runs.
        var runs: Int64 = 0
        /// The newest rendered version that it has begun to apply.
        var tried: Int64 = 0
        /// Template versions that failed on it as a member, or before and nothing else was rendered for it since; a retry takes
        /// them out.
        var failed: Set<Int64> = []
        /// The newest rendered version that it reported an error for.
        var refused: Int64 = 0
        /// Those that have cut it off.
        var vanished: Set<Int64> = []

        /// What it refused says nothing to a fleet that it joins later, but for what is still rendered for it: that it would not
        /// try again.
        mutating func hasLeft(rendered: Int64) {
            let kept = refused == rendered ? contents[rendered] : nil
            failed = failed.filter { $0 == kept }
        }
    }

    var devices: [Device] = []
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    mutating func add(_ count: Int) { devices += Array(repeating: Device(), count: count) }

    /// A retry is a new chance.
    mutating func forget(_ version: Int64) {
        for index in devices.indices { devices[index].failed.remove(version) }
    }

    /// What becomes of a version on a device, whenever it is tried.
    func fate(of version: Int64, on name: String, _ quality: Quality) -> Fate {
        let mixed = name.utf8.reduce(seed &+ UInt64(bitPattern: version) &* 0x1000_0001B3) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        var chance = SeededGenerator(seed: mixed)
        return quality.fate(&chance)
    }
}
