// Validation: what is read, its settings, and comments that silence findings.
extension Rule {
    static func validationRow(_ rule: Rule) -> Row? {
        switch rule {
        case .unreadableFile:
            error(
                "What is there can be read",
                "A file or directory that cannot be read cannot be judged, so that the rest says less than it seems to."
            )
        case .linkNotFollowed:
            error(
                "Files stand where they are read",
                "A sync follows no links, so that nothing outside its path gets in; it refuses a commit with one.")
        case .settings:
            error(
                "Settings are well formed",
                "A misspelt setting would otherwise change nothing, and nobody would notice.")
        case .fixedRule:
            error(
                "Errors stay errors",
                "What the server refuses in any case cannot be lowered; the pipeline would pass and the sync would fail."
            )
        case .silencingReason:
            warning(
                "Who silences a finding says why",
                "The comment reads “# martlet: allow MR1305 because …”; without a reason it has no effect.")
        case .silencingRule:
            warning(
                "Comments that silence name rules", "A comment that names no rule, or none that exists, has no effect.")
        case .idleSilencing:
            warning(
                "Comments that silence have something to silence",
                "A comment that is left behind would hide a later mistake on its line.")
        case .silencedError:
            note(
                "Silenced errors are refused all the same",
                "The comment keeps the pipeline quiet; the server refuses the document as before.")
        case .nothingToRead:
            warning(
                "There is something to judge", "A path without manifests is probably not the one that was meant.")
        default: nil
        }
    }
}
