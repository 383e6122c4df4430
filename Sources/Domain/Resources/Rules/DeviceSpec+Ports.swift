// Ports of the device that applications ask for.
extension DeviceSpec {
    private struct Port: Hashable {
        let number: Substring
        let transport: Substring
    }

    /// Ports that several applications, or one of them twice, want for themselves.
    func checkPorts(_ report: Report) {
        let wanted = applications.enumerated().flatMap { index, application in
            application.wantedPorts.map { port, at in
                (port: Port(number: port.0, transport: port.1), at: [.key("applications"), .index(index)] + at)
            }
        }
        for (index, first) in wanted.map(\.port).repetitions() {
            report.add(
                .portTaken, at: wanted[index].at,
                "Port \(wanted[index].port.number) of the device is taken by \(FieldPath(wanted[first].at)) already.",
                fix: "Choose another port on the left of the colon.")
        }
    }
}

extension Application {
    /// The ports on the device with their transports, and where they stand below the application.
    fileprivate var wantedPorts: [((Substring, Substring), [FieldPath.Step])] {
        let (pairs, key) = ports.isEmpty ? (publishPorts, "publishPorts") : (ports, "ports")
        return pairs.enumerated().compactMap { index, pair in
            guard let colon = pair.firstIndex(of: ":") else { return nil }
            let transport = pair.firstIndex(of: "/").map { pair[pair.index(after: $0)...] } ?? "tcp"
            return ((pair[..<colon], transport), [.key(key), .index(index)])
        }
    }
}
