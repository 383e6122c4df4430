import ArgumentParser
import Client

/// The flags that every command takes, also in front of the command's name.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server, instead of that of the context.", valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("A file that holds the token.", valueName: "file"))
    var tokenFile: String?

    @Option(
        name: [.customLong("ca"), .customLong("certificate-authority")],
        help: ArgumentHelp("The authority that vouches for the server, in PEM.", valueName: "file"))
    var authority: String?

    @Flag(name: [.customShort("k"), .long], help: "Accept any certificate of the server. Not safe.")
    var insecureSkipTlsVerify = false

    @Option(
        name: .customLong("org"),
        help: ArgumentHelp("The organization, instead of that of the context.", valueName: "uuid"))
    var organization: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Use the file client_<context>.yaml.", valueName: "context"))
    var context: String?

    @Option(help: ArgumentHelp("Where context files are, instead of ~/.config/martlet.", valueName: "dir"))
    var configDir: String?

    @Option(help: ArgumentHelp("Seconds that one request may take; 0 for no limit.", valueName: "seconds"))
    var requestTimeout = 60

    /// The flags as the client module takes them.
    var flags: ConnectionFlags {
        var flags = ConnectionFlags()
        flags.server = server
        flags.tokenFile = tokenFile
        flags.authorityFile = authority
        flags.organization = organization
        flags.context = context
        flags.configDirectory = configDir
        flags.requestTimeout = requestTimeout
        flags.skipsVerification = insecureSkipTlsVerify
        return flags
    }
}

extension ConnectionOptions {
    private static let withValue: Set<String> = [
        "--server", "--token-file", "--ca", "--certificate-authority", "--org", "-c", "--context", "--config-dir",
        "--request-timeout",
    ]
    private static let alone: Set<String> = ["-k", "--insecure-skip-tls-verify"]

    /// Moves connection flags from in front of the command's name to behind it, where the parser expects them.
    static func hoisted(_ arguments: [String]) -> [String] {
        var rest = arguments[...]
        var leading: [String] = []
        while let first = rest.first {
            let name = first.split(separator: "=", maxSplits: 1).first.map(String.init) ?? first
            let count = alone.contains(first) ? 1 : !withValue.contains(name) ? 0 : first.contains("=") ? 1 : 2
            if count == 0 { break }
            leading += rest.prefix(count)
            rest = rest.dropFirst(count)
        }
        let commandEnd = rest.firstIndex { $0.hasPrefix("-") } ?? rest.endIndex
        return Array(rest[..<commandEnd]) + leading + Array(rest[commandEnd...])
    }
}
