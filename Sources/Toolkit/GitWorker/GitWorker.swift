import Git
import Glibc

/// The program side of `GitMirrors`: one process for one request, confined, and ended by its server or its watchdog.
public enum GitWorker {
    /// Reads a request from standard input, answers on standard output, and never returns. To be called first thing in
    /// a process of its own; arguments and environment are not used.
    public static func main() -> Never {
        Confinement.enter()
        let request: WorkerRequest
        do {
            request = try RequestInput.read()
        } catch {
            _exit(Status.badRequest)
        }
        guard Confinement.apply(request.limits, parent: request.parent) else { _exit(Status.orphan) }
        Watchdog.start(deadline: request.limits.deadline)
        let output = AnswerOutput()
        output.send(answer(request, output))
        output.flush()
        Watchdog.waitForEnd()
    }

    private enum Status {
        static let badRequest: Int32 = 64
        static let orphan: Int32 = 69
    }

    private static func answer(_ request: WorkerRequest, _ output: AnswerOutput) -> WorkerAnswer {
        do throws(GitError) {
            try Library.start(request)
            return try run(request, output)
        } catch {
            return .failed(error)
        }
    }

    private static func run(_ request: WorkerRequest, _ output: AnswerOutput) throws(GitError) -> WorkerAnswer {
        if case .resolve(let reference) = request.operation {
            return .resolved(try Resolve.run(request, reference: reference))
        }
        let mirror = try Mirror(of: request.remote, below: request.directory)
        let fetch = Fetch(mirror: mirror, request: request)
        switch request.operation {
        case .resolve(let reference):
            return .resolved(try Resolve.run(request, reference: reference))
        case .fetch(let reference, let commit):
            return .commit(try fetch.run(reference: reference, commit: commit))
        case .rebuild(let reference, let commit):
            return .commit(try fetch.rebuild(reference: reference, commit: commit))
        case .files(let query):
            let lock = try MirrorLock(mirror: mirror.path, .use, .shared)
            defer { lock.release() }
            guard let repository = try mirror.open() else { throw Listing.notFetched(query.commit) }
            return try Listing(query: query, limits: request.limits, remote: request.remote).run(
                in: repository, to: output)
        case .history(let query):
            let lock = try MirrorLock(mirror: mirror.path, .use, .shared)
            defer { lock.release() }
            guard let repository = try mirror.open() else { throw Listing.notFetched(query.head) }
            return try HistoryWalk(repository, query, request.limits, output).run()
        }
    }
}
