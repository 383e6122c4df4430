import Randomness

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
        /// Template versions that failed on it as a member; a retry takes them out.
        var failed: Set<Int64> = []
        /// The newest rendered version that it reported an error for.
        var refused: Int64 = 0
        /// The newest rendered version when it joined the fleet or left it.
        var inherited: Int64 = 0
        /// Those that have cut it off.
        var vanished: Set<Int64> = []

        /// What it refused says nothing to a fleet that it joins later, but for what is still rendered for it: that it would not
        /// try again.
        mutating func hasMoved(rendered: Int64) {
            let kept = refused == rendered ? contents[rendered] : nil
            failed = failed.filter { $0 == kept }
            inherited = rendered
        }

        /// Something is rendered for it. Nobody gave it what it had when it joined: that this failed is known for as long as it
        /// is rendered, and afterwards only where it is remembered.
        mutating func gets(_ version: Int64?, as rendered: Int64, remembering: [Int64?]) {
            if rendered > inherited, refused == inherited, let old = contents[inherited], !remembering.contains(old) {
                failed.remove(old)
            }
            contents[rendered] = version
        }
    }

    var devices: [Device] = []
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    mutating func add(_ count: Int) { devices += Array(repeating: Device(), count: count) }

    /// A retry is a new chance for the members.
    /// - Returns: for which devices.
    mutating func forget(_ version: Int64, _ members: [Int]) -> [Int] {
        let failing = members.filter { devices[$0].failed.contains(version) }
        for index in failing { devices[index].failed.remove(version) }
        return failing
    }

    /// The retry was cut off.
    mutating func recall(_ version: Int64, _ failing: [Int]) {
        for index in failing { devices[index].failed.insert(version) }
    }

    /// What becomes of a version on a device, whenever it is tried.
    func fate(of version: Int64, on name: String, _ quality: Quality) -> Fate {
        let mixed = name.utf8.reduce(seed &+ UInt64(bitPattern: version) &* 0x1000_0001B3) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        var chance = SplitMix64(seed: mixed)
        return quality.fate(&chance)
    }
}
