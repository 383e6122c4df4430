import CLibGit2
import Glibc

/// A call of libgit2 that failed, as the library told it. Its text is not fit for users as it is.
package struct LibGit2Error: Error {
    package var status: Int32
    package var kind: UInt32
    package var message: String
    /// The system's reason, meaningful when ``kind`` is an operating system error.
    package var systemError: Int32

    package var isNotFound: Bool { status == GIT_ENOTFOUND.rawValue }

    /// Whether the file system is at fault and not what is in it.
    package var isStorage: Bool {
        [ENOSPC, EDQUOT, EFBIG, EROFS, EACCES, EPERM, EMFILE, ENFILE].contains(systemError)
            && [GIT_ERROR_OS.rawValue, GIT_ERROR_FILESYSTEM.rawValue].contains(kind)
    }

    /// The library said that all is well and gave nothing.
    package static let nothing = LibGit2Error(
        status: GIT_ERROR.rawValue, kind: GIT_ERROR_NONE.rawValue, message: "", systemError: 0)

    /// Throws unless the status says that a call went well.
    package static func check(_ status: Int32) throws(LibGit2Error) {
        guard status < 0 else { return }
        let reason = errno
        let last = git_error_last()
        throw LibGit2Error(
            status: status, kind: UInt32(clamping: last?.pointee.klass ?? 0),
            message: last?.pointee.message.map { String(cString: $0) } ?? "", systemError: reason)
    }
}
