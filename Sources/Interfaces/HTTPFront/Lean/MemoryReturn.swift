import CMalloc
import NIOPosix

/// When memory of ended connections is given back. The allocator keeps it otherwise, in pieces between what is still used.
struct MemoryReturn {
    /// Below this many ended connections there is little to give back.
    private static let least = 500

    private var most = 0

    /// Whether at least a quarter of the connections has ended since there were most of them, or since the last time.
    mutating func isDue(connections: Int) -> Bool {
        most = max(most, connections)
        guard most - connections >= max(Self.least, most / 4) else { return false }
        most = connections
        return true
    }

    /// Gives back what can be. Takes a few milliseconds to some hundred, on a thread that may block.
    static func now() async {
        do {
            try await NIOThreadPool.singleton.runIfActive { _ = malloc_trim(0) }
        } catch {
            // The threads have been shut down, so the process ends and gives everything back.
        }
    }
}
