import Git

/// What carries the bytes of git's smart protocol to a server and back. Used by the thread of the library only, which
/// waits in it for as long as the limits allow.
protocol Carrier: AnyObject {
    /// Whether each exchange is a request of its own, as over HTTP, or all go over one connection.
    var isStateless: Bool { get }

    /// Begins an exchange.
    func open(_ service: CarrierService) throws(GitError) -> any CarrierStream

    /// Ends every exchange; another may begin afterwards.
    func close()
}

/// What is asked of a server.
enum CarrierService {
    /// Which references it has.
    case references
    /// A pack of objects.
    case pack
}

/// The bytes of one exchange.
protocol CarrierStream: AnyObject {
    /// Returns how many bytes came, at least one; 0 when no more come.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int

    /// Sends all of it, or holds it until something is read.
    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError)
}
