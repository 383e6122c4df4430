import Glibc
import PrivatePostgres
import SQL
import TestSupport
import Testing

@Suite("What a private PostgreSQL refuses, and how it says so") struct RefusalTests {
    @Test("A cluster of another major version is left alone, with instructions")
    func foreignVersion() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            mkdir(place.folder, 0o711)
            try place.makeFolder("data")
            place.write("9\n", to: "data/PG_VERSION")
            let error = await #expect(throws: PrivatePostgresError.self) { try await place.server().start() }
            #expect(error?.code == .foreignVersion)
            #expect(error?.description.contains("PostgreSQL 9") == true)
            #expect(error?.fix.contains("pg_upgrade") == true)
        }
    }

    @Test("Missing programs are said so")
    func programs() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            let error = await #expect(throws: PrivatePostgresError.self) {
                try await place.server(programs: "/nowhere").start()
            }
            #expect(error?.code == .programsMissing)
            #expect(error?.message.contains("/nowhere") == true)
        }
    }

    @Test("A folder that the unprivileged user cannot enter is named", .enabled(if: geteuid() == 0))
    func closed() async throws {
        try await Place.with("/closed/inner/state") { (place: Place) async throws -> Void in
            let closed = String(place.folder.dropLast("/inner/state".count))
            mkdir(closed, 0o700)
            let error = await #expect(throws: PrivatePostgresError.self) { try await place.server().start() }
            #expect(error?.code == .folderClosed)
            #expect(error?.message.hasSuffix("cannot enter \(closed)") == true)
            #expect(error?.fix.contains("--database-dir") == true)
            chmod(closed, 0o711)
            #expect(try await place.server().start().setting("fsync") == "on")
        }
    }

    @Test("A cluster that belongs to root is not touched", .enabled(if: geteuid() == 0))
    func rootsCluster() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            mkdir(place.folder, 0o711)
            try place.makeFolder("data")
            chown("\(place.folder)/data", 0, 0)
            let error = await #expect(throws: PrivatePostgresError.self) { try await place.server().start() }
            #expect(error?.code == .wrongUser)
        }
    }

    @Test("A folder that is no cluster is not overwritten")
    func noCluster() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            mkdir(place.folder, 0o711)
            try place.makeFolder("data")
            place.write("precious", to: "data/file")
            let error = await #expect(throws: PrivatePostgresError.self) { try await place.server().start() }
            #expect(error?.code == .files)
            #expect(access("\(place.folder)/data/file", F_OK) == 0)
        }
    }

    @Test("A directory too deep for a socket gets its socket elsewhere, in a folder that is private too")
    func deep() async throws {
        try await Place.with("/" + String(repeating: "deep/", count: 24) + "state") {
            (place: Place) async throws -> Void in
            let server = place.server()
            let address = try await server.start()
            let sockets = try await address.setting("unix_socket_directories")
            #expect(!sockets.hasPrefix(place.folder))
            #expect(sockets.utf8.count < 93)
            #expect(try #require(Place.status(sockets)).mode == 0o700)
            try await server.stop()
            // Somebody else's folder in its place is not trusted.
            chmod(sockets, 0o755)
            let error = await #expect(throws: PrivatePostgresError.self) { try await place.server().start() }
            #expect(error?.code == .files)
            #expect(error?.message.contains(sockets) == true)
            rmdir(sockets)
            symlink("/tmp", sockets)
            let link = await #expect(throws: PrivatePostgresError.self) { try await place.server().start() }
            #expect(link?.code == .files)
            unlink(sockets)
        }
    }
}
