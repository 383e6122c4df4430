import Git
import Secrets

extension GitRemote {
    /// Text of a library, a program or the server, made fit to be shown: one short line without our secrets.
    func clean(_ message: String) -> String {
        var text = message
        let secrets = (credential?.secretForms ?? []) + [clientKey?.revealText() ?? ""]
        for secret in secrets where !secret.isEmpty { text = text.replacing(secret, with: "*****") }
        let line = String.UnicodeScalarView(
            text.unicodeScalars.map { [.control, .format].contains($0.properties.generalCategory) ? " " : $0 })
        return String(String(line).prefix(200)).split(separator: " ").joined(separator: " ")
    }
}
