import ArgumentParser
import Glibc

extension MartletAgent {
    /// The environment variables that the agent reads.
    static func environment() -> [String: String] {
        var result: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "="), text.hasPrefix("FLIGHTCTL_") || text.hasPrefix("NOTIFY_SOCKET=") {
                result[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next = next.advanced(by: 1)
        }
        return result
    }

    /// An absolute path, from the working directory if need be.
    static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let current = getcwd(nil, 0) else { return "/" + path }
        defer { free(current) }
        return String(cString: current) + "/" + path
    }

    /// The root directory, made if it is missing.
    static func directory(_ path: String) throws -> String {
        let path = absolute(path)
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw ValidationError("the root directory \(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        return path
    }
}
