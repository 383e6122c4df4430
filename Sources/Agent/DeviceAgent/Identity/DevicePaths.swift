/// Where the agent keeps what is its own, as paths of the device.
enum DevicePaths {
    static let data = "/var/lib/flightctl"
    static let key = data + "/certs/agent.key"
    static let certificate = data + "/certs/agent.crt"
    static let request = data + "/certs/agent.csr"
    static let journal = data + "/apply.json"
    static let audit = "/var/log/flightctl/audit.log"
    static let hooks = ["/usr/lib/flightctl/hooks.d", "/etc/flightctl/hooks.d"]
}
