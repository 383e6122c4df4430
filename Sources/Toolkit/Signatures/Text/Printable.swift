/// Text that someone else wrote, fit to be shown.
enum Printable {
    /// One line of at most `maxBytes`: control characters become spaces.
    static func line(_ text: String, maxBytes: Int) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            let next = category == .control || category == .format ? " " : scalar
            guard line.utf8.count + UTF8.width(next) <= maxBytes else { break }
            line.unicodeScalars.append(next)
        }
        return line
    }
}
