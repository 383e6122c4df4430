import Nodes

extension Node {
    /// An application whose form was called `type`.
    func withAppType(_ notes: inout OlderNotes, _ index: Int) -> Node {
        guard var entries, let place = entries.firstIndex(where: { $0.key == "type" }),
            let word = entries[place].value.string, Application.AppType(rawValue: word) != nil
        else { return self }
        switch self["appType"]?.string {
        case nil: entries[place].key = Application.tagField.key
        case word: entries.remove(at: place)
        default: return self
        }
        notes.add(
            .olderApplicationType, at: [.index(index), "type"], "“type” is an older form of “appType”.",
            fix: "Write “appType: \(word)”.")
        return with(entries)
    }
}
