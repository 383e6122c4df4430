import Console

extension String {
    /// At most so many characters, for one line of a table or a list.
    func shortened(to length: Int) -> String {
        count <= length ? self : String(prefix(length - 1)) + "…"
    }
}

/// `1 device`, `2 devices`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// The first of some names, and how many more there are.
func listed(_ names: [String], most: Int) -> String {
    let shown = names.prefix(most).map(\.printable).joined(separator: ", ")
    return names.count > most ? "\(shown) and \(names.count - most) more" : shown
}
