import Git
import Glibc

/// Reads the one request from standard input.
enum RequestInput {
    static func read() throws(WireError) -> WorkerRequest {
        let prefix = try read(count: 4)
        let length = prefix.reduce(0) { $0 << 8 | Int($1) }
        guard length <= WorkerRequest.maxBytes else { throw WireError("the request is too long") }
        return try WorkerRequest(decoding: try read(count: length))
    }

    private static func read(count: Int) throws(WireError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(STDIN_FILENO, $0.baseAddress.map { $0 + filled }, count - filled)
            }
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { throw WireError("the request ends too early") }
            filled += got
        }
        return bytes
    }
}
