import Git
import Repositories
import SQL
import Store
import TestSupport
import Testing

@testable import ResourceSync

@Suite("Commits that touch few of many syncs")
struct UntouchedSyncTests {
    private func delta(_ changed: [String] = [], deleted: [String] = [], skipped: [String] = []) throws -> ChangedPaths
    {
        let blob = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
        var delta = TreeDelta()
        delta.isComplete = false
        delta.files = changed.map { TreeFile(path: $0, blob: blob, mode: 0o100644, size: 0, content: nil) }
        delta.deleted = deleted
        delta.skipped = skipped.map { SkippedEntry(path: $0, reason: .unsafeName) }
        return ChangedPaths(delta)
    }

    @Test(
        "A change at a path, below it or in the place of a directory above it touches it",
        arguments: [
            ("a/b", true), ("a", true), ("", true), ("a/b/c.yaml", true), ("a/b/c.yaml/d", true),
            ("a/bc", false), ("a/b/c", false), ("b", false), ("a/b/d.yaml", false),
        ])
    func touches(path: String, expected: Bool) throws {
        for changed in [
            try delta(["a/b/c.yaml"]), try delta(deleted: ["a/b/c.yaml"]), try delta(skipped: ["a/b/c.yaml"]),
        ] {
            #expect(changed.touches(path) == expected)
        }
        #expect(try !delta().touches(""))
    }

    @Test("P5: a commit that touches one of many syncs makes one pass; the others are moved to it at once")
    func one() async throws {
        try await SyncFixture.with { fixture in
            let head = try await fixture.three()
            let new = try await fixture.repository.commit(["s1/b.yaml": fleet("b")])
            try await fixture.ask()
            #expect(try await fixture.passes() == ["s1"])
            let applied = try await fixture.texts(
                """
                select applied_oid from sync_state st join resource r on r.id = st.sync_id
                where r.name like 's_' order by r.name
                """)
            #expect(applied == [head, new, new])
            #expect(
                try await fixture.texts(
                    """
                    select r.name from resource r join resource_status s on s.resource_id = r.id
                    where doc ->> 'observedCommit' = '\(new)' order by 1
                    """) == ["s2", "s3"])
            try await fixture.pass("s1")
            #expect(try await fixture.pass("s2") == .unchanged)
            #expect(try await fixture.fleets() == ["b", "f1", "f2", "f3"])
        }
    }

    @Test(
        "Whoever has something to say about a commit is asked",
        arguments: [
            "update resource set spec = spec || '{\"protected\": true}' where name = 's2'",
            "update resource set generation = generation + 1 where name = 's2'",
            "update sync_state set applied_source = 'elsewhere' where sync_id = (select id from resource where name = 's2')",
            """
            update resource set spec = spec || '{"commitStatus": {"provider": "github", "tokenRef": {"env": "MARTLET_SECRET_X"}}}'
            where kind = 'Repository'
            """,
            """
            update resource_status set conditions = condition_set(conditions, 'Synced', 'False', 'fail', 'x')
            where resource_id = (select id from resource where name = 's2')
            """,
        ])
    func excluded(change: String) async throws {
        try await SyncFixture.with { fixture in
            try await fixture.three()
            try await fixture.store.database.transaction { try $0.execute(script: change) }
            try await fixture.repository.commit(["s1/b.yaml": fleet("b")])
            try await fixture.ask()
            // With a forge, every sync has something to say.
            let all = change.contains("commitStatus") ? ["s1", "s2", "s3"] : ["s1", "s2"]
            #expect(try await fixture.passes() == all)
        }
    }

    @Test("What was pinned or suspended while the commits were compared stays where it is")
    func raced() async throws {
        try await SyncFixture.with { fixture in
            let head = try await fixture.three()
            let ids = try await [fixture.id(of: "s1"), fixture.id(of: "s2"), fixture.id(of: "s3")]
            try await fixture.store.database.transaction { connection in
                try connection.execute(
                    script: """
                        insert into sync_pin (sync_id, org, oid, reason, author) values (\(ids[0]), 1, '\(head)', '', 'a');
                        insert into sync_suspension (sync_id, org, reason, author) values (\(ids[1]), 1, 'r', 'a');
                        """)
                try SyncAdvance(base: head, head: String(repeating: "9", count: 40), syncs: ids).write(connection)
                try SyncAdvance(base: "other", head: String(repeating: "8", count: 40), syncs: ids).write(connection)
            }
            #expect(
                try await fixture.texts(
                    "select left(applied_oid, 1) from sync_state where applied_oid <> '\(head)'") == ["9"])
        }
    }
}

extension SyncFixture {
    /// Three syncs on one repository, applied; returns the commit.
    @discardableResult
    fileprivate func three() async throws -> String {
        let syncs = (1...3).map { number in
            """
            ---
            apiVersion: v1beta1
            kind: ResourceSync
            metadata: {name: s\(number)}
            spec: {repository: fleet-repository, targetRevision: main, path: /s\(number)}

            """
        }
        try await bootstrap(further: syncs.joined())
        let head = try await repository.commit([
            "s1/f.yaml": fleet("f1"), "s2/f.yaml": fleet("f2"), "s3/f.yaml": fleet("f3"),
        ])
        for number in 1...3 { try await pass("s\(number)") }
        try await store.database.transaction { try $0.execute(script: "delete from job") }
        return head
    }

    /// Asks the repository once and writes down the answer.
    fileprivate func ask() async throws {
        let polls = SyncPolls(engine: engine, interval: .seconds(60))
        let target = try #require(try await polls.look(busy: []).targets.first)
        let answer = await polls.ask(target.key)
        await polls.settle(target.key, answer, PollNext(pause: .seconds(60), failures: 0))
    }

    /// The names of the syncs `s…` that have passes.
    fileprivate func passes() async throws -> [String] {
        try await texts(
            """
            select r.name from job j join resource r on r.id = j.key::bigint
            where j.kind = 'sync' and r.name like 's_' order by 1
            """)
    }
}
