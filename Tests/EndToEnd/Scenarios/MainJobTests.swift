import TestSupport
import Testing

@Suite("A commit in git becomes files on devices")
struct MainJobTests {
    private static func fleet(greeting: String?) -> String {
        let inline =
            greeting.map {
                """
                        - name: greeting
                          inline:
                            - path: /etc/motd
                              content: "\($0) {{ .metadata.labels.site }}"
                              mode: 0640
                """ + "\n"
            } ?? ""
        return """
            apiVersion: flightctl.io/v1beta1
            kind: Fleet
            metadata:
              name: kiosk
            spec:
              selector:
                matchLabels:
                  fleet: kiosk
              template:
                spec:
                  config:
            \(inline)        - name: screen
                      gitRef:
                        repository: fleet-repository
                        targetRevision: main
                        path: /config
            """ + "\n"
    }

    @Test("P1, P8: three devices get their fleet's files, follow a commit, and lose a file whose provider is removed")
    func mainJob() async throws {
        let files = [
            "fleets/kiosk.yaml": HostedChange.text(Self.fleet(greeting: "Welcome to")),
            "config/etc/kiosk/screen.conf": .text("brightness = 80\n"),
        ]
        try await Installation.with(files) { installation in
            var devices: [DeviceProcess] = []
            for site in ["bern", "graz", "jena"] {
                devices.append(
                    try await installation.enrolled("kiosk-\(site)", labels: ["fleet": "kiosk", "site": site]))
            }
            try await expect(devices, "Welcome to", brightness: 80)
            try await expectAllUpToDate(installation)

            try await installation.repository.commit([
                "fleets/kiosk.yaml": .text(Self.fleet(greeting: "Good day from")),
                "config/etc/kiosk/screen.conf": .text("brightness = 65\n"),
            ])
            try await expect(devices, "Good day from", brightness: 65)

            try await installation.repository.commit(["fleets/kiosk.yaml": .text(Self.fleet(greeting: nil))])
            for device in devices {
                try await eventually("/etc/motd to be gone from \(device.alias)\n\(device.log.tail)") {
                    device.file("/etc/motd") == nil
                }
                #expect(device.file("/etc/kiosk/screen.conf") == "brightness = 65\n")
            }
            try await expectAllUpToDate(installation)
        }
    }

    private func expect(_ devices: [DeviceProcess], _ greeting: String, brightness: Int) async throws {
        for device in devices {
            let site = device.alias.split(separator: "-").last ?? ""
            try await device.file("/etc/motd", becomes: "\(greeting) \(site)")
            try await device.file("/etc/kiosk/screen.conf", becomes: "brightness = \(brightness)\n")
            #expect(try mode(of: device.root + "/etc/motd") == 0o640)
        }
    }

    /// The command line shows every device as online and up to date.
    private func expectAllUpToDate(_ installation: Installation) async throws {
        try await eventually("all devices Online and UpToDate in `martlet get devices`") {
            let lines = try installation.output(await installation.martlet("get", "devices")).split(separator: "\n")
            return lines.filter { $0.contains("Online") && $0.contains("UpToDate") }.count == 3
        }
    }

    @Test("P7: a device that was switched off gets, once back, what changed meanwhile")
    func comingBack() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "first"))]) { installation in
            let device = try await installation.enrolled("kiosk-1")
            try await device.file("/etc/motd", becomes: "first")
            try await device.end()
            let oid = try await installation.repository.commit([
                "fleets/kiosk.yaml": .text(Manifests.fleet(content: "second"))
            ])
            try await installation.eventuallyInForce(oid)
            #expect(device.file("/etc/motd") == "first")
            try await device.start()
            try await device.file("/etc/motd", becomes: "second")
        }
    }
}
