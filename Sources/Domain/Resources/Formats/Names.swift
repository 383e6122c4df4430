/// Names of resources, labels and variables.
enum Names {
    /// `[a-z0-9]([-a-z0-9]*[a-z0-9])?`
    static func isLabel(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        return first.isLowerAlphanumeric && last.isLowerAlphanumeric
            && text.allSatisfy { $0.isLowerAlphanumeric || $0 == UInt8(ascii: "-") }
    }

    /// Labels joined by dots.
    static func isSubdomain(_ text: Span<UInt8>) -> Bool {
        text.everyPart(separatedBy: UInt8(ascii: "."), isLabel)
    }

    /// `([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]`
    static func isQualified(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        return first.isAlphanumeric && last.isAlphanumeric
            && text.allSatisfy { $0.isWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    /// An optional DNS subdomain and `/`, then a name of at most 63 characters.
    static func isLabelKey(_ text: Span<UInt8>) -> Bool {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return text.count <= 63 && isQualified(text) }
        let prefix = text.extracting(..<slash)
        let name = text.extracting((slash + 1)...)
        return prefix.count <= 253 && isSubdomain(prefix) && name.count <= 63 && isQualified(name)
    }

    /// `[A-Za-z_][A-Za-z0-9_]*`
    static func isVariable(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, !first.isDigit else { return false }
        return text.allSatisfy { $0.isWord }
    }

    /// `[a-zA-Z0-9_][a-zA-Z0-9_-]*[$]?` of at most 32 characters, or a number from 0 to 4294967294 except 65535.
    static func isUser(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        if text.allSatisfy({ $0.isDigit }) { return isUserNumber(text) }
        let body = last == UInt8(ascii: "$") ? text.extracting(..<(text.count - 1)) : text
        return text.count <= 32 && first.isWord && body.allSatisfy { $0.isWord || $0 == UInt8(ascii: "-") }
    }

    /// 65535 and 4294967295 are what “no user” looks like in 16 and 32 bits.
    private static func isUserNumber(_ text: Span<UInt8>) -> Bool {
        guard let number = text.decimal(atMost: 4_294_967_294) else { return false }
        return number != 65535
    }
}

extension TextFormat {
    private static let label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
    private static let qualified = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"

    /// A DNS label of 1 to 63 characters.
    public static let dnsLabel = TextFormat(
        name: "dns-label", what: "a DNS label",
        advice: "1 to 63 lower-case letters, digits and “-”, with a letter or digit at both ends, such as web-1",
        pattern: "^\(label)$", length: 1...63, rule: .dnsLabel, accepts: Names.isLabel)

    /// The name of a resource: a DNS subdomain of 1 to 253 characters.
    public static let resourceName = TextFormat(
        name: "dns-subdomain", what: "a resource name",
        advice:
            "1 to 253 lower-case letters, digits, “-” and “.”, with a letter or digit at both ends of each part, such as web-1",
        pattern: "^\(label)(\\.\(label))*$", length: 1...253, rule: .resourceName, accepts: Names.isSubdomain)

    /// The name of a configuration provider.
    public static let providerName = TextFormat(
        name: "provider-name", what: "a name for a configuration provider",
        advice: "1 to 253 lower-case letters, digits, “-” and “.”, such as web-config",
        pattern: "^\(label)(\\.\(label))*$", length: 1...253, rule: .providerName, accepts: Names.isSubdomain)

    /// The key of a label.
    public static let labelKey = TextFormat(
        name: "label-key", what: "a label key",
        advice:
            "at most 63 letters, digits, “-”, “_” and “.”, if need be after a DNS name and “/”, such as site or example.com/site",
        pattern: "^(\(label)(\\.\(label))*/)?\(qualified)$", length: 1...317, rule: .labelKey, accepts: Names.isLabelKey
    )

    /// The value of a label; it may be empty.
    public static let labelValue = TextFormat(
        name: "label-value", what: "a label value",
        advice: "at most 63 letters, digits, “-”, “_” and “.”, with a letter or digit at both ends, such as berlin",
        pattern: "^(\(qualified))?$", length: 0...63, rule: .labelValue,
        accepts: { $0.isEmpty || Names.isQualified($0) })

    /// A key by which a disruption budget groups devices.
    public static let groupingKey = TextFormat(
        name: "grouping-key", what: "a label key",
        advice: "the key of a label, such as site or example.com/site",
        pattern: "^([A-Za-z0-9][-A-Za-z0-9_/.]*)?[A-Za-z0-9]$", length: 1...317, rule: .labelKey,
        accepts: { text in
            guard let first = text.first, let last = text.last else { return false }
            return first.isAlphanumeric && last.isAlphanumeric
                && text.allSatisfy { $0.isWord || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F }
        })

    /// The name of an environment variable.
    public static let variableName = TextFormat(
        name: "env-name", what: "a name for an environment variable",
        advice: "letters, digits and “_”, not starting with a digit, such as LOG_LEVEL",
        pattern: "^[A-Za-z_][A-Za-z0-9_]*$", length: 1 ... .max, rule: .variableName, accepts: Names.isVariable)

    /// A user or group of a device, by name or number. The expression knows nothing of the limits of numbers.
    public static let userName = TextFormat(
        name: "user", what: "a user or group",
        advice: "a name of at most 32 letters, digits, “_” and “-”, or a number, such as nginx or 1000",
        pattern: "^[a-zA-Z0-9_][a-zA-Z0-9_-]*[$]?$", length: 1...32, rule: .userName, accepts: Names.isUser)
}
