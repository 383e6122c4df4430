import SwiftASN1
import X509

/// The certificate extensions that say what a client certificate is for.
enum IdentityExtension {
    static let signer: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 99999, 1, 1]
    static let organization: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 99999, 1, 2]
    static let device: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 99999, 1, 3]

    /// An extension whose value is one UTF-8 string.
    static func make(_ oid: ASN1ObjectIdentifier, _ text: String) throws -> Certificate.Extension {
        var serializer = DER.Serializer()
        try serializer.serialize(ASN1UTF8String(text))
        return Certificate.Extension(oid: oid, critical: false, value: serializer.serializedBytes[...])
    }

    /// The string in an extension; `nil` when the certificate has no such extension.
    static func text(_ oid: ASN1ObjectIdentifier, in extensions: Certificate.Extensions) throws(PKIError) -> String? {
        guard let found = extensions[oid: oid] else { return nil }
        return try step(
            .malformed, "the certificate extension \(oid) is not a string",
            fix: "use a certificate that this system issued"
        ) { try text(derEncoded: found.value) }
    }

    /// Other implementations write short strings as PrintableString, so every ASN.1 string of ASCII or UTF-8 is read.
    private static func text(derEncoded bytes: ArraySlice<UInt8>) throws -> String {
        let node = try DER.parse(bytes)
        let content: ArraySlice<UInt8>
        switch node.identifier {
        case .utf8String: content = try ASN1UTF8String(derEncoded: node).bytes
        case .printableString: content = try ASN1PrintableString(derEncoded: node).bytes
        case .ia5String: content = try ASN1IA5String(derEncoded: node).bytes
        default: throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        guard let text = String(validating: content, as: UTF8.self), !text.utf8.contains(0) else {
            throw ASN1Error.invalidASN1Object(reason: "not UTF-8 text")
        }
        return text
    }
}
