// Older forms, which are read as what they mean today, and fields that other systems do not know.
extension Rule {
    static func olderFormRow(_ rule: Rule) -> Row? {
        switch rule {
        case .olderVersion: note("The version has its group", "v1beta1 alone is an older form of flightctl.io/v1beta1.")
        case .olderConfigType:
            note("Sources of configuration go without configType", "The key of the source says what it is.")
        case .olderConfigTypeMismatch:
            warning(
                "configType and the key of the source agree", "The key decides; which of the two is meant is a guess.")
        case .olderPolicy:
            note("Rollout policies stand in spec.rolloutPolicy", "spec.policy.rolloutPolicy is an older form.")
        case .olderApplicationType:
            note("Applications say what they are by appType", "“type” is an older form of it.")
        case .olderHooks:
            note(
                "Hooks are files on the device",
                "spec.hooks is an older form: its actions are written below /etc/flightctl/hooks.d, where the agent looks."
            )
        case .olderHookForm:
            error(
                "Hooks of the older form can be understood",
                "Of type command they have a command, of type systemd a unit and what to do with it.")
        case .olderFailureHook:
            warning("Hooks have a stage", "There is no stage after a failure: the agent rolls back by itself.")
        case .olderRepositoryRef:
            note(
                "A Repository names no revision",
                "Branches stand where the repository is used: in targetRevision of a ResourceSync or a gitRef.")
        case .olderCredentialsRef:
            warning(
                "Credentials of a Repository stand in it",
                "A reference to a secret means nothing here, so the repository is fetched without credentials.")
        case .extensionField:
            warning(
                "Documents suit other systems too", "Asked for by “--upstream”: fields that only this system knows.")
        case .surgeWithoutEffect:
            note("Rollouts know no surge", "Devices cannot be added for the time of a rollout; maxSurge has no effect.")
        default: nil
        }
    }
}
