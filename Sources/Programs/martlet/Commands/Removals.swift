import ArgumentParser
import Client

struct Delete: ConnectedCommand {
    static let configuration = CommandConfiguration(
        abstract: "Remove objects; what git owns is removed in git.",
        discussion: """
            EXAMPLES
              martlet delete csr client-enrollment-0a1b2c3d
              martlet delete er/0a1b2c3d
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("TYPE NAME [NAME …] or TYPE/NAME.", valueName: "object"))
    var objects: [String] = []

    @Option(
        name: [.customShort("f"), .long], help: ArgumentHelp("The fleet of template versions.", valueName: "fleet"))
    var fleetname: String?

    func command() throws(ClientError) -> any ClientCommand { try DeleteCommand(objects, fleet: fleetname) }
}

struct Decommission: ConnectedCommand {
    static let configuration = CommandConfiguration(
        abstract: "End a device's life in the fleet: it forgets its certificate.",
        discussion: "EXAMPLE\n  martlet decommission device/0a1b2c3d")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("device/NAME.", valueName: "device"))
    var devices: [String] = []

    @Option(name: .shortAndLong, help: "What becomes of the device.")
    var target = DecommissionCommand.Target.unenroll

    func command() throws(ClientError) -> any ClientCommand { try DecommissionCommand(devices, target: target) }
}
