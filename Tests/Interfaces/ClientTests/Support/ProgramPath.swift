import Glibc

/// Where the build puts its programs: beside the test that runs.
enum ProgramPath {
    /// The program `martlet`, or nil when this process does not know where it stands.
    static var martlet: FilePath? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return nil }
        let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return FilePath(path[..<slash] + "/martlet")
    }
}
