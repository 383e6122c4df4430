import SQL
import Store
import TestSupport
import Testing

@Suite("Devices and the fleets that select them")
struct MatchingTests {
    @Test("a new template alone looks at no member; another selector does")
    func template() async throws {
        try await DeliveryFixture.settled(1) { fixture in
            // Nothing marks the device: only who looks at it can find that it has moved.
            try await fixture.store.database.transaction {
                _ = try $0.query(#"update device set labels = '{"fleet":"g"}'"#)
            }
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            #expect(try await fixture.texts("select 'x' from device_target where fleet_id is null").isEmpty)
            try await fixture.store.database.transaction { connection in
                let ids = try connection.query(
                    #"update fleet set match_labels = '{"fleet":"f","more":"labels"}' returning id"#
                ).map { try $0.int(0) }
                try DeliveryQueue.mark(connection, OrganizationID(1), fleets: ids)
            }
            try await fixture.settle()
            #expect(try await fixture.texts("select 'x' from device_target where fleet_id is null").count == 1)
        }
    }

    @Test("matching waits for no commit that writes the fleet, which would wait for its mark")
    func commit() async throws {
        try await DeliveryFixture.settled(1) { fixture in
            try await fixture.store.database.transaction { connection in
                let ids = try connection.query("select id from fleet").map { try $0.int(0) }
                try DeliveryQueue.mark(connection, OrganizationID(1), fleets: ids)
            }
            let (locked, locker) = AsyncStream<Void>.makeStream()
            async let commit: Void = fixture.store.database.transaction { connection in
                let ids = try connection.query(
                    #"update fleet set match_labels = '{"fleet":"other"}' returning id"#
                ).map { try $0.int(0) }
                locker.finish()
                try connection.waitUntilSomebodyHasTaken("fleet_dirty")
                try DeliveryQueue.mark(connection, OrganizationID(1), fleets: ids)
            }
            for await _ in locked {}
            let wasTaken = try await fixture.store.database.transaction { connection in
                try Matching.settle(connection, OrganizationID(1))
            }
            #expect(wasTaken)
            try await commit
            try await fixture.settle()
            #expect(try await fixture.texts("select 'x' from device_target where fleet_id is null").count == 1)
        }
    }
}

extension Connection {
    /// Waits until another transaction has taken all rows of a table, and ended.
    fileprivate func waitUntilSomebodyHasTaken(_ table: String) throws {
        try execute(
            script: """
                do $$ begin
                    for i in 1..1000 loop
                        if not exists (select from \(table)) then return; end if;
                        perform pg_sleep(0.01);
                    end loop;
                    raise exception 'nobody took it';
                end $$
                """)
    }
}
