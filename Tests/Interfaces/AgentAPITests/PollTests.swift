import AgentAPI
import Enrollment
import Nodes
import SQL
import Store
import Testing

@Suite struct PollTests {
    @Test("before anything is rendered the answer is 409, afterwards the device with its spec")
    func answers() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name).code == 409)
                #expect(try await client.rendered(device.name, known: "0").code == 409)
                let spec =
                    #"{"applications":[],"config":[{"inline":[{"content":"aGk=","contentEncoding":"base64","path":"/etc/motd"}],"name":""}]}"#
                try await Device.render(site, [device], spec: spec)
                try await eventually { try await client.rendered(device.name, known: "0").code == 200 }
                let answer = try await client.rendered(device.name)
                #expect(try answer.json["spec"]?.json() == Array(spec.utf8))
                #expect(try answer.version == "1")
                let hash = try answer.json["metadata"]?["annotations"]?["device-controller/renderedSpecHash"]?.string
                #expect(hash == String(repeating: "07", count: 32))
                #expect(try answer.json["metadata"]?["name"]?.string == device.name)
            }
        }
    }

    @Test("a version that is not the newest is answered at once", arguments: [nil, "", "0", "2", "99", "x", "-1"])
    func atOnce(known: String?) async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                let answer = try await client.rendered(device.name, known: known)
                #expect(answer.code == 200)
                #expect(try answer.version == "1")
            }
        }
    }

    @Test("a poll in a version of the API that is not spoken is refused at once, not when its time is up")
    func foreignVersion() async throws {
        // Longer than the client waits for an answer.
        try await Site.with({ $0.pollWait = .seconds(3600) }) { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                let path = "/devices/\(device.name)/rendered?knownRenderedVersion=1"
                #expect(try await client.send("GET", path, template: nil, version: "v9").code == 406)
                let long = path + "&x=" + String(repeating: "y", count: 3000)
                #expect(try await client.send("GET", long, template: nil).code == 414)
            }
        }
    }

    @Test("a poll with nothing new ends with 204 when its time is up")
    func timeUp() async throws {
        try await Site.with({ $0.pollWait = .milliseconds(50) }) { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                let answer = try await client.rendered(device.name, known: "1")
                #expect(answer.code == 204)
                #expect(answer.body.isEmpty)
            }
            #expect(site.api.parkedPolls == 0)
        }
    }

    @Test("a wake-up lets exactly the polls go that it is about")
    func exactly() async throws {
        try await Site.with { site async throws in
            let first = try await Device.enrol(site)
            let second = try await Device.enrol(site)
            try await Device.render(site, [first, second])
            try await Client.with(site, second.identity) { other async throws in
                async let staying = other.rendered(second.name, known: "1")
                try await Client.with(site, first.identity) { client async throws in
                    async let leaving = client.rendered(first.name, known: "1")
                    try await eventually { site.api.parkedPolls == 2 }
                    try await Device.render(site, [first], spec: #"{"config":[]}"#)
                    let answer = try await leaving
                    #expect(answer.code == 200)
                    #expect(try answer.version == "2")
                    #expect(site.api.parkedPolls == 1)
                }
                try await Device.render(site, [second])
                #expect(try await staying.version == "2")
            }
        }
    }

    @Test("a waiting device costs no query")
    func noQuery() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name).code == 200)
                // Without the tables no query could succeed: the polls that follow are answered from memory.
                try await site.change("alter table device_target rename to away")
                async let held = client.rendered(device.name, known: "1")
                try await eventually { site.api.parkedPolls == 1 }
                try await site.change("alter table away rename to device_target")
                try await Device.render(site, [device])
                #expect(try await held.code == 200)
            }
        }
    }

    @Test("what happened while the listening connection was lost is made up for")
    func lostListener() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                async let held = client.rendered(device.name, known: "1")
                try await eventually { site.api.parkedPolls == 1 }
                // The change leaves no wake-up and no notification: only looking at everything can find it.
                try await site.change("update device_target set rendered_version = rendered_version + 1")
                try await site.change(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where pid <> pg_backend_pid() and query ilike 'LISTEN%martlet_wake%'
                    """)
                #expect(try await held.version == "2")
            }
        }
    }

    @Test("wake-ups that commit out of order, and behind a long transaction, are all seen")
    func outOfOrder() async throws {
        try await Site.with { site async throws in
            var cursor = try await site.database.read { try WakeCursor.now($0) }
            let (begun, signal) = AsyncStream<Void>.makeStream()
            let (finish, permit) = AsyncStream<Void>.makeStream()
            let held = Task {
                try await site.database.transaction { connection in
                    try WakeUps.send(connection, site.organization, devices: [1])
                    signal.finish()
                    // Until the test says so, by a row that another transaction commits.
                    while try connection.query("select 1 from wake where device_ids = '{99}'").isEmpty {
                        try connection.query("select pg_sleep(0.005)")
                    }
                }
            }
            for await _ in begun {}
            permit.finish()
            for await _ in finish {}
            func next() async throws -> Set<Int64> {
                let (advanced, devices) = try await site.database.read { [cursor] connection in
                    var copy = cursor
                    let devices = try copy.advance(connection)
                    return (copy, devices)
                }
                cursor = advanced
                return devices
            }
            try await site.database.transaction { try WakeUps.send($0, site.organization, devices: [2]) }
            #expect(try await next() == [2])
            #expect(try await next() == [])
            try await site.database.transaction { try WakeUps.send($0, site.organization, devices: [99]) }
            try await held.value
            #expect(try await next() == [1, 99])
            #expect(try await next() == [])
        }
    }

    @Test("more polls than may be held are answered with 503 and when to come again (P10)")
    func full() async throws {
        try await Site.with({ $0.mostParked = 1 }) { site async throws in
            let first = try await Device.enrol(site)
            let second = try await Device.enrol(site)
            try await Device.render(site, [first, second])
            try await Client.with(site, first.identity) { client async throws in
                async let held = client.rendered(first.name, known: "1")
                try await eventually { site.api.parkedPolls == 1 }
                let refused = try await Client.with(site, second.identity) {
                    try await $0.rendered(second.name, known: "1")
                }
                #expect(refused.code == 503)
                #expect(refused.retryAfter.flatMap { Int($0) }.map { (20...60).contains($0) } == true)
                try await Device.render(site, [first])
                #expect(try await held.code == 200)
            }
        }
    }

    @Test("a client that goes away leaves nothing behind")
    func clientGone() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                let held = Task { try await client.rendered(device.name, known: "1") }
                try await eventually { site.api.parkedPolls == 1 }
                held.cancel()
                _ = await held.result
            }
            try await eventually { site.api.parkedPolls == 0 }
        }
    }

    @Test("gRPC calls that are not offered yet are told so in gRPC's own way")
    func remoteProcedures() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Client.with(site, device.identity) { client async throws in
                let status = try await client.remoteProcedure("/flightctl.v1.RouterService/Stream")
                #expect(status == "12")
            }
        }
    }
}
