import Console
import GitObjects
import Planning
public import Preview
import Rendering
import Resources

/// `martlet plan`: what merging would do, from git alone and, with devices, for each of them.
public struct PlanCommand: Sendable {
    /// The forms of the output.
    public enum Format: String, Sendable, CaseIterable {
        /// For people.
        case text
        /// For programs.
        case json
        /// One comment for a pull request.
        case markdown
    }

    /// What is in force.
    public var base: String
    /// What would be.
    public var head: String
    /// A directory inside a clone, or a bare repository.
    public var directory = "."
    /// The path that the sync reads, from the root of the repository; nil finds it.
    public var path: String?
    /// The Repository object that stands for the clone; nil finds it by its address.
    public var repository: String?
    /// The form of the output.
    public var format = Format.text

    /// Compares two revisions of the repository in the working directory.
    public init(base: String, head: String) {
        self.base = base
        self.head = head
    }

    /// Makes the plan.
    /// - Parameter inventory: The devices; nil when none are known.
    /// - Returns: The output, whether there is any change, and whether the server would refuse it as a whole.
    /// - Throws: ``PreviewFailure`` when a revision is not there or the head has an error in it.
    public func run(
        inventory: [InventoryDevice]?
    ) throws(PreviewFailure) -> (output: String, hasChanges: Bool, isRefused: Bool) {
        let report = try report(inventory)
        let output =
            switch format {
            case .text: PlanText.text(report)
            case .json: PlanJSON.text(report)
            case .markdown: PlanMarkdown.text(report)
            }
        return (output, !report.preview.isEmpty, !report.preview.refusals.isEmpty)
    }

    func report(_ inventory: [InventoryDevice]?) throws(PreviewFailure) -> PlanReport {
        let local = try PlanSources.open(directory)
        let (baseCommit, headCommit) = (try local.find(base), try local.find(head))
        let sources = PlanSources(local, repository: repository, commits: [baseCommit, headCommit])
        let place = (path ?? sources.path).split(separator: "/").joined(separator: "/")
        let head = try local.revision(headCommit, below: place)
        try Self.judge(head)
        let base = try local.formerRevision(baseCommit, below: place)
        let syncs = sources.identity.syncs
        var preview = ChangePreview(
            base: base.declared, head: head.declared,
            syncs: syncs.map { SyncIdentity(name: $0.name, spec: $0.spec) },
            message: local.message(of: headCommit))
        if let inventory { find(&preview, inventory, base, head, sources) }
        let notes = PlanNotes.notes(
            base, head, syncs: syncs.count, hasHistory: local.isAncestor(baseCommit, of: headCommit),
            hasInventory: inventory != nil)
        return PlanReport(
            base: baseCommit, head: headCommit, path: place, preview: preview, notes: notes)
    }

    private func find(
        _ preview: inout ChangePreview, _ inventory: [InventoryDevice], _ base: Revision, _ head: Revision,
        _ sources: PlanSources
    ) {
        let (old, new) = (sources.files(base.commit), sources.files(head.commit))
        preview.findReach(
            base: base.declared, head: head.declared, inventory: inventory,
            baseSources: { (reference) throws(RenderError) in try old.find(reference) },
            headSources: { (reference) throws(RenderError) in try new.find(reference) })
    }

    /// The server applies nothing of a commit with an error in it (P3).
    private static func judge(_ head: Revision) throws(PreviewFailure) {
        let errors = head.documents.errors
        guard !errors.isEmpty else { return }
        throw PreviewFailure(
            errors.map(\.description.printable).joined(separator: "\n"),
            fix:
                "Commit \(head.commit.id.prefix(12)) has \(counted(errors.count, "error")): nothing of it would be applied."
        )
    }
}
