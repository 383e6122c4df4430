import CLibPQ
import Glibc

/// Wakes a thread that waits in `poll`, from any thread and without blocking.
///
/// Owns an eventfd. `poll` sees it readable from the first `signal` until `clear`.
final class WakeHandle: Sendable {
    let descriptor: Int32

    init() throws(SQLError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw SQLError(
                .resources, "cannot open an event descriptor (errno \(errno))", hint: "raise the limit of open files")
        }
    }

    deinit { close(descriptor) }

    func signal() {
        // The only possible failure is a full counter, which means that the thread is already being woken.
        _ = eventfd_write(descriptor, 1)
    }

    func clear() {
        var value: eventfd_t = 0
        _ = eventfd_read(descriptor, &value)
    }
}
