import HTTPTypes
import Hummingbird
import Wire

/// Header names that the HTTP library does not list. They are optional because it checks names when the program runs; a
/// test sees every one of them on the wire.
enum FrontHeader {
    static let requestID = HTTPField.Name(HeaderText.requestID)
    static let apiVersion = HTTPField.Name(HeaderText.apiVersion)
    static let apiVersionsSupported = HTTPField.Name(HeaderText.apiVersionsSupported)
    static let frameOptions = HTTPField.Name("X-Frame-Options")
}

extension HTTPFields {
    func value(_ name: HTTPField.Name?) -> String? {
        name.flatMap { self[$0] }
    }

    mutating func set(_ name: HTTPField.Name?, _ value: String) {
        if let name { self[name] = value }
    }

    /// What keeps a browser from doing anything with an answer but showing it to the program that asked.
    mutating func addSecurityHeaders() {
        self[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
        self[.xContentTypeOptions] = "nosniff"
        set(FrontHeader.frameOptions, "DENY")
        if self[.contentSecurityPolicy] == nil {
            self[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
    }
}
