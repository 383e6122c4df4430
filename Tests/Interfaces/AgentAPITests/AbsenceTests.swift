import AgentAPI
import Enrollment
import Nodes
import PKI
import SQL
import Store
import Testing

/// The 404 on which agents give up their identity is said on the proof of a committed deletion, and never else.
@Suite struct AbsenceTests {
    private static let words = "Device of name"

    @Test("a deleted device is told so, by every endpoint, also while its poll is held")
    func deleted() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                async let held = client.rendered(device.name, known: "1")
                try await eventually { site.api.parkedPolls == 1 }
                _ = try await site.service.removeDevice(device.name, site.scope)
                let answers = [
                    try await held, try await client.rendered(device.name),
                    try await client.report(device.name, device.report()),
                ]
                for answer in answers {
                    #expect(answer.code == 404)
                    #expect(try answer.json["message"]?.string == "Device of name \"\(device.name)\" not found")
                }
            }
        }
    }

    @Test("a device without a row and without a tombstone is asked to come again, and told of once")
    func unknown() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            // As after a restore from before the enrolment.
            try await site.change("delete from device")
            try await Client.with(site, device.identity) { client async throws in
                for answer in [
                    try await client.rendered(device.name), try await client.rendered(device.name, known: "1"),
                    try await client.report(device.name, device.report()),
                ] {
                    #expect(answer.code == 503)
                    #expect(answer.retryAfter == "60")
                    #expect(!answer.text.contains(Self.words))
                }
            }
            #expect(try await site.events("InternalTaskFailed") == 1)
        }
    }

    @Test("a device that vanishes from under a held poll, without a tombstone, is asked to come again")
    func vanished() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                async let held = client.rendered(device.name, known: "1")
                try await eventually { site.api.parkedPolls == 1 }
                try await site.database.transaction { connection in
                    try connection.query("delete from device")
                    try WakeUps.send(connection, site.organization, devices: [device.id])
                }
                let answer = try await held
                #expect(answer.code == 503)
                #expect(!answer.text.contains(Self.words))
                // Known to memory or not: the report finds no row, and says no more than that.
                #expect(try await client.report(device.name, device.report()).code == 503)
            }
        }
    }

    @Test("a report of a device that memory still knows and the store does not is not told that it was deleted")
    func staleMemory() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name).code == 200)
                try await site.change("delete from device")
                #expect(try await client.report(device.name, device.report()).code == 503)
                #expect(try await client.rendered(device.name).code == 503)
            }
        }
    }

    @Test("a wrong, empty database makes no device enrol anew")
    func emptyDatabase() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await site.change("truncate device, device_target, device_status, certificate, enrollment_request cascade")
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name).code == 503)
            }
        }
    }

    @Test("a device that was enrolled anew after its deletion is served")
    func enrolledAnew() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            _ = try await site.service.removeDevice(device.name, site.scope)
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name).code == 404)
                let anew = try await Device.enrol(site, key: device.key)
                try await Device.render(site, [anew])
                #expect(try await client.rendered(device.name).code == 200)
            }
        }
    }
}
