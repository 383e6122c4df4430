import AgentAPI
import Glibc
import PrivatePostgres
import SQL
import Store
import TestSupport
import Testing

/// P6: a report that was acknowledged survives `kill -9` of Postgres, and one that was not is never acknowledged.
@Suite struct DurabilityTests {
    @Test("killing Postgres in the middle of a stream of reports loses nothing that was acknowledged (P6)")
    func killed() async throws {
        let folder = TestFolder.make("durable")
        let server = PrivatePostgres(directory: folder + "/database", logger: TestDatabase.quiet)
        let address = try await server.start()
        let database = Database(address, threads: 4, logger: TestDatabase.quiet)
        let supervisor = Task { try await server.run() }
        try await Store(database: database).migrate()
        var settings = AgentSettings(replica: "test")
        settings.flushLinger = .milliseconds(1)
        try await Site.with(database, address, settings) { site async throws in
            let device = try await Device.enrol(site)
            let acknowledged = try await Client.with(site, device.identity) { client async throws in
                var acknowledged = 0
                for version in 1...60 {
                    if version == 20 { try killPostmaster(folder + "/database") }
                    let answer = try await client.report(device.name, device.report(version: "\(version)"))
                    #expect([200, 503].contains(answer.code))
                    if answer.code == 200 { acknowledged = version }
                }
                return acknowledged
            }
            try await eventually { (try? await site.value("select 1::text")) == "1" }
            let stored = Int(try await site.value("select reported_version::text from device_status") ?? "") ?? 0
            // A report whose answer was lost on the way may be there; one that was acknowledged must be.
            #expect(stored >= acknowledged)
            #expect(acknowledged >= 19)
        }
        await database.close()
        supervisor.cancel()
        _ = await supervisor.result
        TestFolder.remove(folder)
    }

    /// Kills the postmaster and every process of its group at once, as a power cut does.
    private func killPostmaster(_ folder: String) throws {
        let text = try #require(read(folder + "/data/postmaster.pid"))
        let process = try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
        try #require(process > 1)
        kill(process, SIGKILL)
    }

    private func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
