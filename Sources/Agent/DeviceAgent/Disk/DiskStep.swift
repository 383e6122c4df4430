/// One change of the disk, named before it is made.
///
/// Everything that the agent changes passes here, so that a test can cut the power before any one of them.
enum DiskStep: Sendable, Hashable {
    case create(String)
    case write(String)
    case own(String)
    case sync(String)
    case link(from: String, to: String)
    case rename(from: String, to: String)
    case remove(String)
    case makeDirectory(String)
    case removeDirectory(String)
    case syncDirectory(String)
    case append(String)
}

/// Sees each change before it is made. What it throws, the disk throws, and the change is not made.
typealias DiskGate = @Sendable (DiskStep) throws(SystemFailure) -> Void
