import CLibPQ
import Glibc

/// One libpq connection, driven by the thread that owns it: every wait has a deadline and ends when the call is
/// cancelled.
///
/// libpq's own blocking calls are not used, since they cannot be interrupted and wait for ever for a server that hangs.
final class Link {
    let pointer: OpaquePointer
    let wake: WakeHandle?
    /// Whether a cancelled call ends a wait; not so while COMMIT is under way, whose outcome the caller must learn.
    var isInterruptible = true
    private var isOpen = true

    /// Connects and logs in.
    init(_ address: DatabaseAddress, wake: WakeHandle?, timeout: Duration) throws {
        guard let pointer = Self.start(address) else {
            throw SQLError(.resources, "out of memory while connecting to the database")
        }
        self.pointer = pointer
        self.wake = wake
        do {
            try finishConnecting(until: .now + timeout)
            try prepareSession()
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    var socket: SocketWait { SocketWait(socket: PQsocket(pointer), wake: isInterruptible ? wake : nil) }
    var isBroken: Bool { !isOpen || PQstatus(pointer) != CONNECTION_OK }
    var isInTransaction: Bool { PQtransactionStatus(pointer) == PQTRANS_INTRANS }
    var hasFailedTransaction: Bool { PQtransactionStatus(pointer) == PQTRANS_INERROR }
    var isIdle: Bool { PQtransactionStatus(pointer) == PQTRANS_IDLE }

    func close() {
        guard isOpen else { return }
        isOpen = false
        PQfinish(pointer)
    }

    /// Takes in what has arrived; false when the connection is gone.
    func consumeInput() -> Bool { isOpen && PQconsumeInput(pointer) == 1 }

    /// Asks the server to stop what this connection runs.
    func cancelStatement() {
        guard isOpen, let cancel = PQgetCancel(pointer) else { return }
        var message = [CChar](repeating: 0, count: 256)
        // The answer is not needed: the connection is dropped in any case, and the statement has a time-out of its own.
        _ = PQcancel(cancel, &message, Int32(message.count))
        PQfreeCancel(cancel)
    }

    private static func start(_ address: DatabaseAddress) -> OpaquePointer? {
        var keys: [UnsafePointer<CChar>?] = []
        var values: [UnsafePointer<CChar>?] = []
        for (key, value) in address.parameters {
            keys.append(UnsafePointer(strdup(key)))
            values.append(UnsafePointer(strdup(value)))
        }
        defer { for pointer in keys + values { free(UnsafeMutableRawPointer(mutating: pointer)) } }
        return PQconnectStartParams(keys + [nil], values + [nil], 1)
    }

    private func finishConnecting(until deadline: ContinuousClock.Instant) throws {
        guard PQstatus(pointer) != CONNECTION_BAD else { throw connectionError() }
        // The protocol asks to wait for the socket to be writable first, before the first call of PQconnectPoll.
        var interest = SocketWait.Interest.write
        while true {
            switch socket.wait(for: interest, until: deadline) {
            case .ready: break
            case .timedOut: throw SQLError(.connection, "the database server did not answer in time")
            case .woken: throw CancellationError()
            }
            switch PQconnectPoll(pointer) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: interest = .read
            case PGRES_POLLING_WRITING: interest = .write
            default: throw connectionError()
            }
        }
    }

    private func prepareSession() throws {
        PQsetnonblocking(pointer, 1)
        // libpq prints notices to standard error unless told otherwise; they are of no use to a program.
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        guard PQserverVersion(pointer) >= 140_000 else {
            throw SQLError(
                .connection, "the database server is PostgreSQL \(PQserverVersion(pointer) / 10_000)",
                hint: "use PostgreSQL 14 or later")
        }
    }

    private func connectionError() -> SQLError {
        let text = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return SQLError(.connection, line.isEmpty ? "cannot connect to the database" : line)
    }
}
