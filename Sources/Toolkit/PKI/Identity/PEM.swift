import SwiftASN1
import X509

extension Certificate {
    /// Reads the one certificate in a PEM text.
    static func read(pem text: String) throws(PKIError) -> Certificate {
        try step(.malformed, "not a certificate in PEM", fix: "give one block of the form BEGIN CERTIFICATE") {
            try Certificate(pemEncoded: text)
        }
    }

    /// The certificate as a PEM text that ends with a line feed.
    func pem() throws -> String { try serializeAsPEM().pemString + "\n" }
}
