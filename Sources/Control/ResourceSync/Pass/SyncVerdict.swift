import Git
import Nodes
import Planning
import Resources
import Store

/// Turns the end of a pass into conditions: the one place where they are decided.
///
/// | End | Accessible | ResourceParsed | Synced |
/// |---|---|---|---|
/// | applied | True `accessible` | True `success` | True `success` |
/// | no Repository | False `repository resource not found` | as before | as before |
/// | unreachable | False `failed to clone repository` | as before | as before |
/// | no such path | False `path not found in repository` | as before | False `fail` |
/// | wrong documents | True `accessible` | False `fail` | False `fail` |
/// | refused | True `accessible` | True `success` | False `fail` |
///
/// The reasons are the literal texts of the resource model.
enum SyncVerdict {
    /// How many findings a condition's message carries.
    static let mostFindings = 10

    static let applied = [
        ConditionChange(type: "Accessible", holds: true, reason: "accessible", message: ""),
        ConditionChange(type: "ResourceParsed", holds: true, reason: "success", message: ""),
        ConditionChange(type: "Synced", holds: true, reason: "success", message: ""),
    ]

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
                notSynced(oid, "its path is missing"),
            ]
        case .invalid(let findings, let oid):
            [
                applied[0],
                ConditionChange(
                    type: "ResourceParsed", holds: false, reason: "fail",
                    message: list(findings.map(\.description))),
                notSynced(oid, "it has \(findings.count) \(findings.count == 1 ? "error" : "errors")"),
            ]
        case .refused(let refusals, let oid):
            [
                applied[0], applied[1],
                notSynced(oid, list(refusals.map(\.description))),
            ]
        }
    }

    private static func inaccessible(_ reason: String, _ message: String) -> ConditionChange {
        ConditionChange(type: "Accessible", holds: false, reason: reason, message: message)
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
