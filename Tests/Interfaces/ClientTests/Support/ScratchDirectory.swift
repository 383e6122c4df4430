import Glibc
import Testing

/// Runs `body` with a directory of its own, which is removed afterwards.
func withScratchDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/martlet-client.XXXXXX".utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer { remove(path) }
    return try await body(path)
}

/// Removes a directory and what is in it; links are removed and not followed.
private func remove(_ path: String) {
    _ = nftw(path, { path, _, _, _ in path.map { Glibc.remove($0) } ?? 0 }, 16, FTW_DEPTH | FTW_PHYS)
}

/// The permission bits of a file.
func mode(of path: String) throws -> UInt32 {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_mode & 0o777
}
