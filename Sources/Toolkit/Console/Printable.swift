extension String {
    /// The text without characters that steer a terminal: names and messages come from devices and other people.
    public var printable: String {
        guard unicodeScalars.contains(where: Self.steers) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { Self.steers($0) ? " " : $0 }))
    }

    /// Control characters, line and paragraph separators, and marks that turn the direction of writing.
    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format: true
        default: false
        }
    }
}
