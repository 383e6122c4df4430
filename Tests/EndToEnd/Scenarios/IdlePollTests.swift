import TestSupport
import Testing

@Suite("Polls that find nothing new")
struct IdlePollTests {
    /// Names every version of every row there is, and how often each table was added to: any write changes it.
    private static let fingerprint = """
        select (
            (select string_agg(table_name || ' ' || (xpath('/row/f/text()', query_to_xml(format(
                 'select md5(coalesce(string_agg(xmin::text || ctid::text, '','' order by ctid), '''')) as f from %I', table_name),
                 false, true, '')))[1]::text, ';' order by table_name)
             from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE')
            || (select string_agg(sequencename || ' ' || coalesce(last_value, 0), ';' order by sequencename) from pg_sequences))
        """

    @Test("P5: unchanged polls write nothing and transfer no object")
    func nothingNew() async throws {
        // Without devices: that they are served is written down by the clock, whatever the syncs do.
        let settings = Server.Settings(arguments: ["--roles", "worker,periodic"])
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files, settings: settings) { installation in
            let first = try await installation.repository.git("rev-parse", "main")
            try await installation.eventuallyInForce(first)
            try await installation.eventuallyIdle()
            // The first poll that finds nothing new forgets that there was work.
            try await eventually("the schedule to be at rest") {
                try await installation.store.number("select count(*) from repository_poll") == 0
            }
            let before = try await installation.store.text(Self.fingerprint)
            installation.host.forgetRequests()
            await installation.host.arrival(ofRequests: 6)
            let asked = installation.host.requests
            let written = try await changes(installation, since: before)
            #expect(written.isEmpty, "\(written)")
            #expect(
                asked.allSatisfy { $0.method == "GET" && $0.uri.hasSuffix("/info/refs?service=git-upload-pack") },
                "\(asked)")

            // The measure moves when there is something to write.
            let oid = try await installation.repository.commit(["README": .text("nothing for a sync")])
            try await installation.eventuallyInForce(oid)
            #expect(try await !changes(installation, since: before).isEmpty)
        }
    }

    /// The tables and sequences that are not as they were.
    private func changes(_ installation: Installation, since before: String?) async throws -> [Substring] {
        let known = Set((before ?? "").split(separator: ";"))
        return try await (installation.store.text(Self.fingerprint) ?? "").split(separator: ";").filter {
            !known.contains($0)
        }
    }
}
