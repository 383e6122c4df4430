import Randomness

/// What becomes of one version on one device; the same whenever it is tried.
enum Fate: Hashable {
    /// It runs it.
    case succeeds
    /// It reports an error and goes on with what it had.
    case refuses
    /// It never says anything about it.
    case hangs
    /// The version cuts it off; when somebody has brought it back, it reports an error.
    case vanishes
    /// The version cannot be rendered for it.
    case unrenderable
}

/// How good a version is, in percent of the devices.
struct Quality: Hashable {
    var refusing = 0
    var hanging = 0
    var vanishing = 0
    var unrenderable = 0

    /// Most versions are good, some are bad, and some are a disaster.
    static func random(_ chance: inout SplitMix64) -> Quality {
        switch chance.number(0...9) {
        case 0...3: Quality()
        case 4...6: Quality(refusing: 10, hanging: 5, vanishing: 3, unrenderable: 3)
        case 7: Quality(refusing: 60, hanging: 5, vanishing: 5)
        case 8: Quality(refusing: 5, vanishing: 90)
        default: Quality(refusing: 20, hanging: 40, unrenderable: 20)
        }
    }

    /// What becomes of it on a device.
    func fate(_ chance: inout SplitMix64) -> Fate {
        var left = Int(chance.number(0...99))
        for (share, fate) in [
            (refusing, Fate.refuses), (hanging, .hangs), (vanishing, .vanishes), (unrenderable, .unrenderable),
        ] {
            if left < share { return fate }
            left -= share
        }
        return .succeeds
    }
}
