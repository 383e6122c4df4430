import ArgumentParser
import Client

struct Approve: ConnectedCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let devices enrol, or certificates be signed.",
        discussion: """
            EXAMPLES
              martlet approve er/0a1b2c3d -l site=berlin -l alias=kiosk-7
              martlet approve er/0a1b2c3d --replace-labels -l site=berlin
              martlet approve csr/svc-metrics
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("er/NAME or csr/NAME.", valueName: "request"))
    var requests: [String] = []

    @Option(
        name: [.customShort("l"), .long], parsing: .singleValue,
        help: ArgumentHelp("A label for the device; may be given more than once.", valueName: "key=value"))
    var label: [String] = []

    @Flag(help: "Only these labels, not those that the device asked for.")
    var replaceLabels = false

    func command() throws(ClientError) -> any ClientCommand {
        try ApproveCommand(requests, labels: label, replacesLabels: replaceLabels)
    }
}

struct Deny: ConnectedCommand {
    static let configuration = CommandConfiguration(
        abstract: "Refuse to sign certificates.",
        discussion: "EXAMPLE\n  martlet deny csr/svc-metrics")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("csr/NAME.", valueName: "request"))
    var requests: [String] = []

    func command() throws(ClientError) -> any ClientCommand { try DenyCommand(requests) }
}
