import FoundationEssentials
import Glibc
import Synchronization

/// Does pieces of work on all processors, on threads that may block: the cooperative pool never does.
enum Workers {
    /// The most threads at once.
    static let most = 64
    /// Room for documents as deep as the limits allow, in builds without optimisation too.
    private static let stack = 8 << 20

    /// How many threads this machine has work for.
    static var processors: Int { min(max(ProcessInfo.processInfo.activeProcessorCount, 1), most) }

    /// Calls `work` once with each number below `count`, on this thread and others, and returns when all is done.
    ///
    /// Numbers are handed out in rising order. A thread that cannot be started is done without.
    static func run(count: Int, threads: Int = processors, _ work: @escaping @Sendable (Int) -> Void) {
        let shared = Shared(count: count, work: work)
        let started = (1..<max(1, min(threads, count))).compactMap { _ in start(shared) }
        shared.work()
        for thread in started { pthread_join(thread, nil) }
    }

    private final class Shared: Sendable {
        private let next = Atomic(0)
        private let count: Int
        private let piece: @Sendable (Int) -> Void

        init(count: Int, work: @escaping @Sendable (Int) -> Void) {
            self.count = count
            piece = work
        }

        func work() {
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if index >= count { return }
                piece(index)
            }
        }
    }

    private static func start(_ shared: Shared) -> pthread_t? {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        guard pthread_attr_init(attributes) == 0 else { return nil }
        defer { pthread_attr_destroy(attributes) }
        pthread_attr_setstacksize(attributes, stack)
        let argument = Unmanaged.passRetained(shared)
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, attributes,
            { argument in
                if let argument { Unmanaged<Shared>.fromOpaque(argument).takeRetainedValue().work() }
                return nil
            }, argument.toOpaque())
        if failure == 0 { return thread }
        argument.release()
        return nil
    }
}
