import GitObjects
import Synchronization

/// Open repositories for the threads that read blobs, and which blob a path means.
final class RepositoryHandles: Sendable {
    /// A repository on its way between the pool and one thread.
    ///
    /// Unchecked: a handle is taken out of the pool before it is used and put back afterwards, both under the lock, so that
    /// one thread at most has it.
    private struct Handle: @unchecked Sendable {
        let repository: LocalRepository
    }

    private struct State: Sendable {
        var files: [String: LocalFile] = [:]
        var idle: [Handle] = []
    }

    private let state = Mutex(State())

    /// Keeps what the paths mean.
    func keep(_ files: [String: LocalFile]) { state.withLock { $0.files = files } }

    /// The bytes of a file of the tree.
    func read(_ path: String, in directory: String) throws(SourceFailure) -> [UInt8] {
        let (file, idle) = state.withLock { ($0.files[path], $0.idle.popLast()) }
        guard let file else { throw .unreadable("the tree does not hold it") }
        do throws(LocalRepositoryError) {
            let handle = if let idle { idle } else { Handle(repository: try LocalRepository(directory: directory)) }
            let bytes = try handle.repository.content(of: file, limit: SourceFile.largest)
            state.withLock { $0.idle.append(handle) }
            if let bytes { return bytes }
        } catch {
            throw .unreadable(error.message)
        }
        throw .tooLarge(file.size)
    }
}
