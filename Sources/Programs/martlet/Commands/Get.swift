import ArgumentParser
import Client
import Resources

struct Get: ConnectedCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print objects.",
        discussion: """
            KINDS (in any letter case, one or many, or short)
              device (dev), fleet (flt), templateversion (tv), repository (repo), resourcesync (rs), \
            enrollmentrequest (er), certificatesigningrequest (csr), event (ev), organization (org)

            EXAMPLES
              martlet get devices -l 'site=berlin,stage in (test,prod)' -o wide
              martlet get devices --field-selector status.summary.status=Error
              martlet get device/0a1b2c3d --rendered -o yaml
              martlet get fleets --summary
              martlet get tv --fleetname kiosks
              martlet get ev --limit 20
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(
        help: ArgumentHelp("TYPE, TYPE/NAME or TYPE NAME [NAME …].", valueName: "object"),
        completion: .list(Kind.listed.map(\.plural)))
    var objects: [String] = []

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output = OutputFormat.table

    @Option(name: [.customShort("l"), .long], help: "Only objects with these labels.")
    var selector: String?

    @Option(help: "Only objects with these fields.")
    var fieldSelector: String?

    @Option(help: "At most so many objects; all by default.")
    var limit: Int?

    @Option(name: .customLong("continue"), help: ArgumentHelp("Go on where an earlier list ended.", valueName: "token"))
    var continueToken: String?

    @Option(help: ArgumentHelp("The fleet of template versions.", valueName: "fleet"))
    var fleetname: String?

    @Flag(help: "What the device would get, with everything resolved.")
    var rendered = false

    @Flag(help: "When the device was last seen.")
    var lastSeen = false

    @Flag(name: .shortAndLong, help: "With counts of devices.")
    var summary = false

    @Flag(help: "Counts of devices and no list.")
    var summaryOnly = false

    func command() throws(ClientError) -> any ClientCommand {
        var command = GetCommand(try ObjectSelection(objects))
        command.format = output
        command.query.labelSelector = selector
        command.query.fieldSelector = fieldSelector
        command.query.limit = limit
        command.query.continueToken = continueToken
        command.fleet = fleetname
        command.rendered = rendered
        command.lastSeen = lastSeen
        command.summary = summary
        command.summaryOnly = summaryOnly
        try command.validate()
        return command
    }
}
