import SwiftASN1
import X509

extension DistinguishedName {
    /// The only common name; `nil` when there is none or more than one, or when it is not text.
    var soleCommonName: String? {
        var found: String?
        for attribute in lazy.joined() where attribute.type == .RDNAttributeType.commonName {
            guard found == nil, let text = String(attribute.value) else { return nil }
            found = text
        }
        return found
    }
}
