import CLibPQ
import Glibc

/// Starts plain POSIX threads, which may block as they like: the cooperative pool never does.
enum SQLThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// - Parameter name: shown by `top -H` and in core dumps; at most 15 bytes.
    static func start(name: String, _ run: @escaping @Sendable () -> Void) throws(SQLError) {
        let body = Unmanaged.passRetained(Body(name: name, run))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                martlet_name_this_thread(body.name)
                body.run()
                return nil
            }, body.toOpaque())
        guard failure == 0 else {
            body.release()
            throw SQLError(.resources, "cannot start a thread (error \(failure))", hint: "raise the limit of processes")
        }
        pthread_detach(thread)
    }
}
