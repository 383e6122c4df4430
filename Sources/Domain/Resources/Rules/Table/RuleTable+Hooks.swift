// Hooks: files of actions that the agent runs.
extension Rule {
    static func hookRow(_ rule: Rule) -> Row? {
        switch rule {
        case .hookStage:
            warning(
                "Hooks lie in the directory of a stage",
                "The agent reads beforeupdating, afterupdating, beforerebooting and afterrebooting.")
        case .hookFileName:
            warning("Hook files end in .yaml or .yml", "The agent passes over files with other names.")
        case .hookSyntax:
            error(
                "Hook files are lists of actions",
                "The agent reads them strictly: a file that is no list fails the update.")
        case .hookField:
            error("Fields of actions are known", "The agent reads them strictly: an unknown field fails the update.")
        case .hookRun:
            error(
                "Actions have a command", "One line of at most 2048 characters, split at spaces; no shell is involved.")
        case .hookEnvironment:
            error("Variables of actions have upper-case names", "The agent refuses others.")
        case .hookTimeout:
            error("Timeouts are durations", "Such as 10s, 1m30s or 500ms; without one an action may take ten seconds.")
        case .hookCondition:
            error(
                "Conditions name a path or compare “rebooted”",
                "A path with the operations on it, or “rebooted == true”.")
        case .hookPlaceholder:
            warning(
                "Placeholders of actions are known",
                "${Path}, ${Files}, ${CreatedFiles}, ${UpdatedFiles}, ${RemovedFiles} and ${BackupFiles} are filled; others are not."
            )
        case .hookShell:
            warning(
                "Commands of actions need no shell",
                "The agent splits the command at spaces and starts it; “&&”, “|” and “>” would be arguments.")
        default: nil
        }
    }
}
