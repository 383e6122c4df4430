import FoundationEssentials
import Secrets
import Testing

@Suite("A small file")
struct AtomicFileTests {
    @Test("is replaced whole and leaves nothing beside it")
    func replaced() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/f"
            #expect(try AtomicFile.read(path) == nil)
            try AtomicFile.write([1, 2, 3], to: path, mode: 0o644)
            try AtomicFile.write([4], to: path, mode: 0o600)
            #expect(try AtomicFile.read(path) == [4])
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["f"])
        }
    }

    @Test("that holds a secret is refused when everyone may touch it", arguments: [0o604, 0o602, 0o644, 0o666, 0o777])
    func open(mode: UInt32) throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/f"
            try AtomicFile.write(Array("sesame".utf8), to: path, mode: mode)
            #expect {
                try AtomicFile.readSecret(path)
            } throws: { error in
                guard let error = error as? FileError else { return false }
                return error.reason == .openToEveryone && error.description.contains("chmod 600 \(path)")
                    && !error.description.contains("sesame")
            }
        }
    }

    @Test("that holds a secret is made once, however many make it")
    func createdOnce() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/martlet-once-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let secrets = await withTaskGroup(of: Secret?.self) { group in
            for number in 0..<16 {
                group.addTask { try? AtomicFile.readOrCreateSecret(path) { Secret(text: "candidate \(number)") } }
            }
            return await group.reduce(into: Set<Secret?>()) { $0.insert($1) }
        }
        #expect(secrets.count == 1)
        #expect(secrets.first == (try AtomicFile.readSecret(path)))
    }

    @Test("is refused when larger than expected")
    func tooLarge() throws {
        try withTemporaryDirectory { directory in
            try AtomicFile.write([UInt8](repeating: 0, count: 101), to: directory + "/f", mode: 0o600)
            #expect(throws: FileError.self) { try AtomicFile.read(directory + "/f", maximumBytes: 100) }
            #expect(try AtomicFile.read(directory + "/f", maximumBytes: 101)?.count == 101)
        }
    }

    @Test("in a directory that is missing: the error names the path and what to do")
    func missingDirectory() {
        #expect {
            try AtomicFile.write([], to: "/nonexistent/martlet/f", mode: 0o600)
        } throws: { "\($0)".contains("/nonexistent/martlet/f") && "\($0)".contains("create the directory") }
    }
}
