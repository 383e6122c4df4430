import Resources

extension Explanation {
    /// The paths that a beginning of a path can be completed to: kinds, or the fields of what stands before the last dot.
    public static func completions(of beginning: String) -> [String] {
        guard let dot = beginning.lastIndex(of: ".") else {
            return Kind.allCases.map(\.singular).filter { $0.hasPrefix(beginning.lowercased()) }
        }
        guard let place = try? Explanation(path: String(beginning[..<dot])) else { return [] }
        let typed = beginning[..<beginning.index(after: dot)]
        return (place.part?.fieldsOfForms ?? []).map { typed + $0.field.key }.filter { $0.hasPrefix(beginning) }
    }
}
