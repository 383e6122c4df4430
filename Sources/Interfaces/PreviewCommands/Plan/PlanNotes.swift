import GitObjects
import Planning
import Preview
import Resources

/// What a reader should know about a plan itself.
enum PlanNotes {
    static func notes(
        _ base: Revision, _ head: Revision, syncs: Int, hasHistory: Bool, hasInventory: Bool
    ) -> [String] {
        var notes: [String] = []
        if !hasHistory {
            notes.append(
                "The head lacks commits that the base has: they are shown as undone. Merge or rebase first to see only the change itself."
            )
        }
        let errors = base.documents.errors.count
        if errors > 0 {
            notes.append(
                "The base has \(counted(errors, "error")) and cannot be in force as it is: its wrong documents count as absent."
            )
        }
        if syncs == 0 {
            notes.append(
                "No ResourceSync in this repository reads it by the address of a remote, so whether the change removes what its own sync stands on is not judged."
            )
        } else if syncs > 1 {
            notes.append("\(syncs) ResourceSyncs read this repository: their documents are planned as if one did.")
        }
        if !hasInventory {
            notes.append("Which devices it reaches is known with --inventory FILE or --server URL.")
        }
        let warnings = head.documents.findings.count { $0.finding.severity == .warning }
        if warnings > 0 {
            notes.append("The head has \(counted(warnings, "warning")): `martlet validate` shows them.")
        }
        return notes
    }
}
