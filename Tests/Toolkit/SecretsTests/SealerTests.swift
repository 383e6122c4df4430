import Glibc
import Secrets
import Testing

@Suite("Sealing (P9)")
struct SealerTests {
    private static func key(_ byte: UInt8) throws -> StateKey {
        try #require(StateKey(Secret([UInt8](repeating: byte, count: 32))))
    }

    @Test("gives back what was sealed, and never the same bytes twice", arguments: [0, 1, 15, 16, 17, 100_000])
    func roundTrip(count: Int) throws {
        let sealer = Sealer(try Self.key(1))
        let secret = Secret((0..<count).map { UInt8(truncatingIfNeeded: $0) })
        let first = try sealer.seal(secret, place: "org/repo/password")
        let second = try sealer.seal(secret, place: "org/repo/password")
        #expect(try sealer.open(first, place: "org/repo/password") == secret)
        #expect(first.bytes != second.bytes)
        #expect(first.bytes.count == count + 29)
    }

    @Test("refuses every byte that was changed")
    func tampered() throws {
        let sealer = Sealer(try Self.key(1))
        let sealed = try sealer.seal(Secret(text: "open sesame"), place: "p")
        for index in sealed.bytes.indices {
            var bad = sealed
            bad.bytes[index] ^= 1
            #expect(throws: SealError.self) { try sealer.open(bad, place: "p") }
        }
    }

    @Test("refuses every cut")
    func cut() throws {
        let sealer = Sealer(try Self.key(1))
        let sealed = try sealer.seal(Secret(text: "open sesame"), place: "p")
        for count in sealed.bytes.indices {
            let bad = Sealer.Sealed(keyIdentifier: sealed.keyIdentifier, bytes: Array(sealed.bytes.prefix(count)))
            #expect(throws: SealError.self) { try sealer.open(bad, place: "p") }
        }
    }

    @Test("refuses another place and another key, and says which key it was")
    func elsewhere() throws {
        let sealer = Sealer(try Self.key(1))
        let other = try Self.key(2)
        let sealed = try sealer.seal(Secret(text: "open sesame"), place: "p")
        #expect { try sealer.open(sealed, place: "q") } throws: { ($0 as? SealError)?.code == .damaged }
        #expect {
            try Sealer(other).open(sealed, place: "p")
        } throws: { error in
            guard let error = error as? SealError else { return false }
            return error.code == .unknownKey && error.message.contains(sealed.keyIdentifier)
                && error.message.contains(other.identifier)
        }
        var forged = sealed
        forged.keyIdentifier = other.identifier
        #expect { try Sealer(other).open(forged, place: "p") } throws: { ($0 as? SealError)?.code == .damaged }
    }

    @Test("keeps its key over restarts, in a file that only its owner reads")
    func keyFile() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/state.key"
            let first = try StateKey.loadOrCreate(path)
            let sealed = try Sealer(first).seal(Secret(text: "s"), place: "p")
            let second = try StateKey.loadOrCreate(path)
            #expect(first.identifier == second.identifier)
            #expect(try Sealer(second).open(sealed, place: "p") == Secret(text: "s"))
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        }
    }

    @Test("refuses a key file of the wrong length", arguments: [0, 31, 33])
    func badKey(count: Int) throws {
        try withTemporaryDirectory { directory in
            try AtomicFile.write([UInt8](repeating: 0, count: count), to: directory + "/state.key", mode: 0o600)
            #expect {
                try StateKey.loadOrCreate(directory + "/state.key")
            } throws: { ($0 as? SealError)?.code == .unusableKey }
        }
    }

    @Test("addresses equal content equally, and nothing else")
    func addresses() throws {
        let address = ContentAddress(try Self.key(1))
        let base = address.address(domain: "org1/content", [1, 2], [3])
        #expect(base.count == ContentAddress.length)
        #expect(base == address.address(domain: "org1/content", [1, 2], [3]))
        #expect(base != address.address(domain: "org1/content", [1], [2, 3]))
        #expect(base != address.address(domain: "org1/content", [1, 2, 3]))
        #expect(base != address.address(domain: "org2/content", [1, 2], [3]))
        #expect(base != ContentAddress(try Self.key(2)).address(domain: "org1/content", [1, 2], [3]))
    }
}
