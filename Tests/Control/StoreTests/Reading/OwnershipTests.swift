import Resources
import SQL
import Store
import TestSupport
import Testing

@Suite struct OwnershipTests {
    @Test("Git before bootstrap before nobody; a manifest for a device that is not enrolled yet is git's")
    func declarations() async throws {
        try await TestDatabase.with { test in
            let store = Store(database: test.database)
            try await store.migrate()
            try await test.database.transaction {
                try $0.execute(
                    script: """
                        insert into resource (org, kind, name, spec)
                        select id, v.kind, v.name, '{}' from org, (values
                            ('ResourceSync', 'sync'), ('Fleet', 'git'), ('Fleet', 'both'), ('Fleet', 'boot'), ('Fleet', 'free')) v(kind, name);
                        insert into commit (org, repository, oid, author_name, author_email, committed_at, subject)
                        select id, 'http://git/r', 'a1', '', '', now(), '' from org;
                        insert into manifest (sync_id, path, doc, org, kind, name, line, col, hash, commit_id)
                        select r.id, v.name || '.yaml', 0, r.org, v.kind, v.name, 4, 9, '', c.id
                        from resource r, commit c, (values ('Fleet', 'git'), ('Fleet', 'both'), ('Device', 'later')) v(kind, name)
                        where r.name = 'sync';
                        insert into bootstrap (org, kind, name, path, line, col, hash)
                        select id, 'Fleet', v.name, '/b/x.yaml', 9, 7, '' from org, (values ('both'), ('boot'), ('gone')) v(name);
                        insert into device (org, name) select id, 'enrolled' from org;
                        """)
            }
            let organization = try #require(try await test.database.read { try Organizations.all($0) }.first).id
            func declaration(_ kind: Kind, _ name: String) async throws -> Declarer {
                try await test.database.read { try Ownership.declaration($0, organization, kind, name: name) }
            }
            for (kind, name) in [(Kind.fleet, "git"), (.fleet, "both"), (.device, "later")] {
                guard case .git(let owner) = try await declaration(kind, name) else {
                    Issue.record("\(name) is not git's")
                    continue
                }
                #expect(owner.place == "\(name).yaml:4:9 of http://git/r (ResourceSync/sync)")
            }
            #expect(try await declaration(.fleet, "boot") == .bootstrap("/b/x.yaml:9:7"))
            #expect(try await declaration(.fleet, "free") == .nobody)
            #expect(try await declaration(.device, "enrolled") == .nobody)
            for name in ["gone", "none", "' or true --"] { #expect(try await declaration(.fleet, name) == .absent) }
            #expect(try await declaration(.device, "git") == .absent)
            #expect(try await declaration(.repository, "free") == .absent)
        }
    }
}
