/// Small texts that tell a device what to do.
enum DeviceTexts {
    /// `[0-9a-zA-Z:\-_.\\\[\]!\-\*\?]`
    private static func isUnitByte(_ byte: UInt8) -> Bool {
        byte.isWord || unitPunctuation.contains(byte)
    }

    private static let unitPunctuation: [UInt8] = Array(#":-.\[]!*?"#.utf8)
    private static let typePunctuation: [UInt8] = Array("[]!-*?".utf8)

    /// The contract's pattern: a run, an `@` with a run if any, a `.` with a type if any. The last part needs no look of
    /// its own where the run before it may hold the same characters, and it always may.
    static func isUnitPattern(_ text: Span<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: UInt8(ascii: "@")) else { return isRun(text) }
        return isRun(text.extracting(..<at)) && isRun(text.extracting((at + 1)...))
    }

    private static func isRun(_ text: Span<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy(isUnitByte)
    }

    /// `^\d+:\d+$`, both from 1 to 65535.
    static func isPortPair(_ text: Span<UInt8>) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return isPort(text.extracting(..<colon)) && isPort(text.extracting((colon + 1)...))
    }

    /// A pair of ports and, if need be, `/tcp`, `/udp` or `/sctp`.
    static func isPublishedPort(_ text: Span<UInt8>) -> Bool {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return isPortPair(text) }
        let rest = text.extracting((slash + 1)...)
        let isKnown =
            rest.count == 3
            ? rest.has("tcp", at: 0) || rest.has("udp", at: 0) : rest.count == 4 && rest.has("sctp", at: 0)
        return isKnown && isPortPair(text.extracting(..<slash))
    }

    private static func isPort(_ text: Span<UInt8>) -> Bool {
        (text.decimal(atMost: 65535) ?? 0) >= 1
    }

    /// A decimal number, 0 or more.
    static func isCPU(_ text: Span<UInt8>) -> Bool {
        guard let dot = text.firstIndex(of: UInt8(ascii: ".")) else {
            return !text.isEmpty && text.allSatisfy { $0.isDigit }
        }
        let whole = text.extracting(..<dot)
        let fraction = text.extracting((dot + 1)...)
        return whole.count + fraction.count > 0 && whole.allSatisfy { $0.isDigit } && fraction.allSatisfy { $0.isDigit }
    }

    /// `^[0-9]+[bkmg]?$`
    static func isMemory(_ text: Span<UInt8>) -> Bool {
        guard let last = text.last else { return false }
        let digits = "bkmg".utf8.contains(last) ? text.extracting(..<(text.count - 1)) : text
        return !digits.isEmpty && digits.allSatisfy { $0.isDigit }
    }
}

extension TextFormat {
    private static let unitRun = "[0-9a-zA-Z:\\-_.\\\\\\[\\]!\\-\\*\\?]+"

    /// A systemd unit or a pattern of them.
    public static let systemdPattern = TextFormat(
        name: "systemd-pattern", what: "a systemd unit or a pattern of them",
        advice: "a unit's name in which “*”, “?” and “[…]” stand for others, such as nginx.service or app-*.timer",
        pattern: "^\(unitRun)(@\(unitRun))?(\\.[a-zA-Z\\[\\]!\\-\\*\\?]+)?$", length: 1...256, rule: .systemdPattern,
        accepts: DeviceTexts.isUnitPattern)

    /// A port of the host and the port of the container it leads to.
    public static let portPair = TextFormat(
        name: "port-pair", what: "a pair of ports",
        advice: "the port of the host, “:” and the port of the container, both from 1 to 65535, such as 8080:80",
        pattern: "^\\d+:\\d+$", length: 3...11, rule: .ports, accepts: DeviceTexts.isPortPair)

    /// A port that a virtual machine publishes.
    public static let publishedPort = TextFormat(
        name: "published-port", what: "a published port",
        advice: "two ports from 1 to 65535 and, if need be, a protocol, such as 2222:22 or 53:53/udp",
        pattern: "^[0-9]+:[0-9]+(/(tcp|udp|sctp))?$", length: 3...16, rule: .ports, accepts: DeviceTexts.isPublishedPort
    )

    /// A number of processors.
    public static let cpuQuantity = TextFormat(
        name: "cpu", what: "a number of processors", advice: "a decimal number of 0 or more, such as 0.75",
        pattern: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$", length: 1...32, rule: .quantity, accepts: DeviceTexts.isCPU)

    /// An amount of memory.
    public static let memoryQuantity = TextFormat(
        name: "memory", what: "an amount of memory",
        advice: "digits and, if need be, one of b, k, m and g, such as 256m",
        pattern: "^[0-9]+[bkmg]?$", length: 1...32, rule: .quantity, accepts: DeviceTexts.isMemory)
}
