import Nodes

extension Node {
    /// A repository's spec without what other systems write into one.
    func withoutRepositoryRefs(_ notes: inout OlderNotes) -> Node {
        guard let entries else { return self }
        var kept: [Entry] = []
        for entry in entries {
            switch entry.key {
            case "ref" where entry.value["branch"]?.string != nil:
                notes.add(
                    .olderRepositoryRef, at: ["ref"], "“ref” has no meaning in a Repository.",
                    fix:
                        "Write “targetRevision: \(entry.value["branch"]?.string?.excerpt ?? "")” in the ResourceSync or gitRef that uses it."
                )
            case "credentialsSecretRef":
                notes.add(
                    .olderCredentialsRef, at: ["credentialsSecretRef"],
                    "“credentialsSecretRef” has no meaning here; the repository is fetched without credentials.",
                    fix: "Write the credentials below “httpConfig” or “sshConfig”, in a document outside of git.")
            default: kept.append(entry)
            }
        }
        return with(kept)
    }
}
