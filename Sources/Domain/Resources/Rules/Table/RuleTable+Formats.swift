// Formats of single texts.
extension Rule {
    static func formatRow(_ rule: Rule) -> Row? {
        switch rule {
        case .resourceName: error("Names of resources are DNS subdomains", "They stand in paths and certificates.")
        case .labelKey:
            error(
                "Label keys are well formed",
                "An optional DNS name and “/”, then at most 63 letters, digits, “-”, “_” and “.”.")
        case .labelValue:
            error(
                "Label values are well formed",
                "At most 63 letters, digits, “-”, “_” and “.”, with a letter or digit at both ends, or nothing.")
        case .dnsLabel: error("Short names are DNS labels", "At most 63 lower-case letters, digits and “-”.")
        case .providerName:
            error("Names of configuration sources are well formed", "They stand in status and messages.")
        case .variableName:
            error(
                "Environment variables have names that shells take",
                "Letters, digits and “_”, not starting with a digit.")
        case .imageReference:
            error(
                "Image references are well formed",
                "A reference is [registry/]name[:tag][@digest] with a lower-case name; some tools need the registry.")
        case .imageTag: error("Image tags are well formed", "At most 128 letters, digits, “_”, “.” and “-”.")
        case .gitRevision:
            error("Git revisions are well formed", "A branch, tag or commit of at most 244 characters.")
        case .duration: error("Durations have one unit", "A number and one of s, m and h.")
        case .percentage: error("Percentages are whole numbers from 0% to 100%", "The sign is part of the value.")
        case .cronExpression:
            error("Cron expressions have five fields", "Minute, hour, day of the month, month, weekday.")
        case .timeZone:
            error(
                "Time zones are IANA names", "Abbreviations of three letters mean different zones in different places.")
        case .userName:
            error("Users and groups are names or numbers", "65535 and 4294967295 mean “no user” and are refused.")
        case .systemdPattern:
            error(
                "Systemd patterns are well formed", "Names of units, in which “*”, “?” and “[…]” stand for others.")
        case .filePath:
            error(
                "Paths on a device are absolute and clean",
                "Without “..”, doubled slashes and colons a path has one spelling.")
        case .relativePath:
            error(
                "Paths in an application are relative and clean",
                "They must not lead out of the application's directory.")
        case .base64: error("Bytes are base64 with padding", "What “base64” prints; line breaks are allowed.")
        case .registry: error("Registries are a host and a port", "The scheme stands in a field of its own.")
        case .url: error("Addresses are well formed", "At most 2048 characters without spaces.")
        case .ports: error("Ports are pairs of numbers", "Both from 1 to 65535.")
        case .quantity:
            error(
                "Limits of processors and memory are well formed",
                "A decimal number of processors; digits and one of b, k, m and g for memory.")
        case .token: error("Tokens look like tokens", "Three parts of base64url with dots between them.")
        case .textLength: error("Texts have a length that fits", "The field takes texts of limited length.")
        case .timestamp:
            error("Times are RFC 3339", "Date, “T”, time of day and zone, such as 2026-01-31T08:00:00Z.")
        case .vulnerabilityID: error("Vulnerabilities have CVE identifiers", "CVE, a year and a number.")
        default: nil
        }
    }
}
