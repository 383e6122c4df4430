import Nodes

extension Node {
    /// The key of the source that each word of `configType` stood for.
    private static let sources = [
        "GitConfigProviderSpec": "gitRef", "InlineConfigProviderSpec": "inline", "HttpConfigProviderSpec": "httpRef",
        "KubernetesSecretProviderSpec": "secretRef",
    ]

    /// A source of configuration without the word that named its form.
    func withoutConfigType(_ notes: inout OlderNotes, _ index: Int) -> Node {
        guard var entries, let place = entries.firstIndex(where: { $0.key == "configType" }),
            let word = entries[place].value.string, let source = Self.sources[word]
        else { return self }
        entries.remove(at: place)
        let written = entries.map(\.key).first(where: Self.sources.values.contains)
        if let written, written != source {
            notes.add(
                .olderConfigTypeMismatch, at: [.index(index), "configType"], onKey: false,
                "“\(word)” stands beside “\(written)”, which is what counts.",
                fix: "Remove “configType”, and see that “\(written)” is meant.")
        } else {
            notes.add(
                .olderConfigType, at: [.index(index), "configType"],
                "“configType” is an older form: the key “\(source)” says what the source is.", fix: "Remove it.")
        }
        return with(entries)
    }
}
