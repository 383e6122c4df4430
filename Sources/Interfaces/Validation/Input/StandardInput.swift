import Glibc
import Synchronization

/// Standard input, which can be read once and is asked for twice: to judge it, and to quote it.
enum StandardInput {
    private static let kept = Mutex<Result<[UInt8], SourceFailure>?>(nil)

    static func bytes() throws(SourceFailure) -> [UInt8] {
        let result = kept.withLock { kept in
            if let kept { return kept }
            let fresh = read()
            kept = fresh
            return fresh
        }
        return try result.get()
    }

    private static func read() -> Result<[UInt8], SourceFailure> {
        do throws(SourceFailure) {
            return .success(try FileBytes.all(of: STDIN_FILENO, expected: 0))
        } catch {
            return .failure(error)
        }
    }
}
