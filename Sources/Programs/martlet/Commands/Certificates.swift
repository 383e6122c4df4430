import ArgumentParser
import Client

struct Certificate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Get certificates.", subcommands: [CertificateRequest.self])
}

struct CertificateRequest: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Make a key and have its certificate signed; writes the agent's config.yaml.",
        discussion: """
            The file has mode 0600: it holds, or points to, a key that may enrol devices. Without -d it is also printed \
            when standard output is no terminal, as existing scripts expect.

            EXAMPLES
              martlet certificate request -d agent/
              martlet certificate request -o reference -x 30d -d /etc/flightctl
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Option(name: .shortAndLong, help: "The beginning of the request's name.")
    var name: String?

    @Option(
        name: [.customShort("x"), .long], help: ArgumentHelp("How long the certificate is good.", valueName: "days"))
    var expiration = "7d"

    @Option(name: .shortAndLong, help: "Who signs.")
    var signer = "flightctl.io/enrollment"

    @Option(name: .shortAndLong, help: "Key and certificate in the configuration, or as files that it names.")
    var output = CertificateRequestCommand.Form.embedded

    @Option(
        name: [.customShort("d"), .customLong("output-dir")], help: ArgumentHelp("Where to write.", valueName: "dir"))
    var directory: String?

    func command() throws(ClientError) -> any ClientCommand {
        try CertificateRequestCommand(
            name: name, expiration: expiration, signer: signer, form: output, directory: directory)
    }
}

struct EnrollmentConfig: ConnectedCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrollmentconfig",
        abstract: "Print the agent configuration that a device enrols with.",
        discussion: """
            EXAMPLES
              martlet enrollmentconfig
              martlet enrollmentconfig client-enrollment-0a1b2c3d -p client-enrollment.key > config.yaml
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("The signing request whose certificate to put in.", valueName: "csr"))
    var request: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The key that belongs to the certificate.", valueName: "file"))
    var privateKey: String?

    func command() throws(ClientError) -> any ClientCommand {
        try EnrollmentConfigCommand(request: request, keyFile: privateKey)
    }
}
