import Nodes

extension Node {
    /// A fleet's spec whose rollout policy stood below `policy`. With a policy in both places nothing is changed, and the
    /// older one is found to be unknown.
    func withRolloutPolicy(_ notes: inout OlderNotes) -> Node {
        guard var entries, let index = entries.firstIndex(where: { $0.key == "policy" }),
            let inner = entries[index].value.entries, inner.count == 1, inner[0].key == "rolloutPolicy",
            self["rolloutPolicy"] == nil
        else { return self }
        entries[index] = inner[0]
        notes.add(
            .olderPolicy, at: ["policy"], "“policy.rolloutPolicy” is an older form of “rolloutPolicy”.",
            fix: "Write “rolloutPolicy” beside “template”.")
        return with(entries)
    }
}
