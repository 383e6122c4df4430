import Glibc
import Synchronization

@testable import DeviceAgent

/// Cuts the power of a disk: from a given change on, none reaches it any more.
final class PowerCut: Sendable {
    private let left: Mutex<Int>
    private let made = Mutex<[DiskStep]>([])

    /// - Parameter steps: how many changes are still made; all of them when left out.
    init(after steps: Int = .max) { left = Mutex(steps) }

    /// The changes that were made.
    var steps: [DiskStep] { made.withLock { $0 } }

    var gate: DiskGate {
        { step throws(SystemFailure) in
            let isOn = self.left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isOn else { throw SystemFailure("reach", "the disk without power", EIO) }
            self.made.withLock { $0.append(step) }
        }
    }
}

/// Refuses the changes that match, once or always, and lets all others through.
struct Refusal: Sendable {
    let code: Int32
    let matches: @Sendable (DiskStep) -> Bool

    var gate: DiskGate {
        { step throws(SystemFailure) in
            if matches(step) { throw SystemFailure("touch", "the file", code) }
        }
    }
}
