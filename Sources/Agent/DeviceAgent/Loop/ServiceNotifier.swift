import Glibc

/// Tells the service manager how the agent is doing (`sd_notify`), when there is one.
public struct ServiceNotifier: Sendable {
    private let path: String?

    /// - Parameter path: the value of `NOTIFY_SOCKET`.
    public init(path: String?) { self.path = path }

    /// Sends assignments such as `READY=1`; without a service manager nothing happens.
    public func notify(_ text: String) {
        guard let path, !path.isEmpty else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        // A leading @ stands for the zero byte of an abstract socket.
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return }
        defer { close(socket) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = sendto(socket, text, text.utf8.count, Int32(MSG_NOSIGNAL), generic, length)
            }
        }
    }
}
