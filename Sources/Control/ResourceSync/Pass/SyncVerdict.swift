import Git
import Nodes
import Planning
import Resources
import Signatures
import Store

/// Turns the end of a pass into conditions: the one place where they are decided.
///
/// | End | Accessible | ResourceParsed | Synced | PruneBlocked |
/// |---|---|---|---|---|
/// | applied | True `accessible` | True `success` | True `success` | False |
/// | no Repository | False `repository resource not found` | as before | as before | as before |
/// | unreachable | False `failed to clone repository` | as before | as before | as before |
/// | no such path | False `path not found in repository` | as before | False `fail` | False |
/// | history rewritten | True `accessible` | as before | False `fail` | False |
/// | not signed as demanded | True `accessible` | as before | False `fail` | False |
/// | wrong documents | True `accessible` | False `fail` | False `fail` | False |
/// | refused | True `accessible` | True `success` | False `fail` | False |
/// | takes away too much | True `accessible` | True `success` | False `fail` | True `RemovesTooMuch` |
///
/// The reasons are the literal texts of the resource model; `PruneBlocked` is ours, and absent until it was True once.
/// `Verified` is ours as well: False with the reason when a signature is missing, True with the signer as soon as the
/// signatures were judged, whatever is said of the documents afterwards.
enum SyncVerdict {
    /// How many findings a condition's message carries.
    static let mostFindings = 10

    static let applied = [
        ConditionChange(type: "Accessible", holds: true, reason: "accessible", message: ""),
        ConditionChange(type: "ResourceParsed", holds: true, reason: "success", message: ""),
        ConditionChange(type: "Synced", holds: true, reason: "success", message: ""),
        notBlocked,
    ]

    private static let notBlocked = ConditionChange(
        type: "PruneBlocked", holds: false, reason: "NothingBlocked", message: "")

    /// Conditions that are bad news when they hold. Nothing is said of them until they held once.
    static let alarms: Set<String> = ["PruneBlocked"]

    /// Commits are signed as they must be.
    static func verified(_ signer: Signer) -> ConditionChange {
        ConditionChange(type: "Verified", holds: true, reason: "Signed", message: "signed by \(signer)")
    }

    /// Signatures were demanded before, and are no longer.
    static let notDemanded = ConditionChange(
        type: "Verified", holds: false, reason: "NotDemanded",
        message: "commits are applied without signatures. Write spec.verify to demand them")

    static func conditions(after failure: SyncFailure) -> [ConditionChange] {
        switch failure {
        case .repositoryMissing(let name):
            [
                inaccessible(
                    "repository resource not found",
                    "Repository/\(name) does not exist. Commit it, or correct spec.repository.")
            ]
        case .repositoryUnusable(let why):
            [inaccessible("failed to clone repository", why)]
        case .unreachable(let error):
            [inaccessible("failed to clone repository", "\(error.message). \(error.fix)")]
        case .pathMissing(let path, let oid):
            [
                inaccessible(
                    "path not found in repository",
                    "commit \(oid.prefix(12)) has no path '\(path)'. Correct spec.path, or put the path back."),
                notSynced(oid, "its path is missing"), notBlocked,
            ]
        case .invalid(let findings, let oid):
            [
                applied[0],
                ConditionChange(
                    type: "ResourceParsed", holds: false, reason: "fail",
                    message: list(findings.map(\.description))),
                notSynced(oid, "it has \(findings.count) \(findings.count == 1 ? "error" : "errors")"), notBlocked,
            ]
        case .refused(let refusals, let oid):
            [
                applied[0], applied[1],
                notSynced(oid, list(refusals.map(\.description))), notBlocked,
            ]
        case .pruneBlocked(let why, let sync, let oid):
            [
                applied[0], applied[1], notSynced(oid, "\(why). \(approving(oid, sync))"),
                ConditionChange(
                    type: "PruneBlocked", holds: true, reason: "RemovesTooMuch",
                    message: "commit \(oid.prefix(12)) waits: \(why). \(approving(oid, sync))"),
            ]
        case .rewritten(let from, let sync, let oid):
            [
                applied[0],
                notSynced(
                    oid,
                    "it does not descend from commit \(from.prefix(12)), and spec.protected is true. \(approving(oid, sync))"
                ), notBlocked,
            ]
        case .unverified(let unverified):
            [
                applied[0],
                ConditionChange(
                    type: "Verified", holds: false, reason: unverified.reason, message: unverified.message),
                notSynced(unverified.oid, unverified.message), notBlocked,
            ]
        }
    }

    private static func inaccessible(_ reason: String, _ message: String) -> ConditionChange {
        ConditionChange(type: "Accessible", holds: false, reason: reason, message: message)
    }

    /// How to let a commit through.
    private static func approving(_ oid: String, _ sync: String) -> String {
        "To apply it all the same: martlet sync approve \(sync) --commit \(oid.prefix(12))"
    }

    private static func notSynced(_ oid: String, _ why: String) -> ConditionChange {
        ConditionChange(
            type: "Synced", holds: false, reason: "fail",
            message: "commit \(oid.prefix(12)) is not applied, the last good commit stays in force: \(why)")
    }

    private static func list(_ lines: [String]) -> String {
        let shown = lines.prefix(mostFindings).joined(separator: "\n")
        return lines.count > mostFindings ? "\(shown)\nand \(lines.count - mostFindings) more" : shown
    }
}
