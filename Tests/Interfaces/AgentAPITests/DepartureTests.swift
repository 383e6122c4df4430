import AgentAPI
import HTTPFront
import PKI
import Secrets
import Subprocess
import TestSupport
import Testing

/// A poll whose client has gone holds nothing.
@Suite struct DepartureTests {
    @Test("a poll ends when its client takes it back")
    func cancelled() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            try await Client.with(site, device.identity) { client async throws in
                let poll = Task { try await client.rendered(device.name, known: "1") }
                try await eventually { site.api.parkedPolls == 1 }
                poll.cancel()
                try await eventually { site.api.parkedPolls == 0 }
            }
        }
    }

    @Test("a poll ends when the process that asked is killed, and the device can ask again")
    func killed() async throws {
        try await Site.with { site async throws in
            let device = try await Device.enrol(site)
            try await Device.render(site, [device])
            let folder = TestFolder.make("departure")
            defer { TestFolder.remove(folder) }
            try AtomicFile.write(Array(device.identity.certificatePEM.utf8), to: "\(folder)/device.crt", mode: 0o600)
            try AtomicFile.write(device.identity.key.reveal(), to: "\(folder)/device.key", mode: 0o600)
            let url =
                "https://127.0.0.1:\(site.address.port)/api/v1/devices/\(device.name)/rendered?knownRenderedVersion=1"
            _ = try await run(
                .name("curl"),
                arguments: [
                    "-sk", "--cert", "\(folder)/device.crt", "--key", "\(folder)/device.key", url,
                ], input: .none, output: .discarded, error: .discarded
            ) { curl in
                try await eventually { site.api.parkedPolls == 1 }
                try curl.send(signal: .kill)
            }
            try await eventually { site.api.parkedPolls == 0 }
            try await Client.with(site, device.identity) { client async throws in
                #expect(try await client.rendered(device.name, known: "0").code == 200)
            }
        }
    }
}
