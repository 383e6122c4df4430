/// The types of units that a quadlet application may hold, each with the section and the keys that are its own.
enum QuadletType: String, CaseIterable {
    case container, pod, kube, volume, network, image

    /// The section that makes the unit what it is.
    var section: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// What the name of the service has behind that of the unit.
    var serviceSuffix: String { self == .container || self == .kube ? "" : "-" + rawValue }

    /// The sections that a unit of this type may have.
    var sections: [String] { [section, "Unit", "Service", "Install", "Quadlet"] }

    /// The keys of a section; nil where any is taken, since systemd has hundreds.
    func keys(of name: String) -> [String]? {
        switch name {
        case section: keys
        case "Unit": Self.unitKeys
        case "Install": ["Alias", "WantedBy", "RequiredBy", "UpheldBy", "Also", "DefaultInstance"]
        case "Quadlet": ["DefaultDependencies"]
        default: nil
        }
    }

    private static let common = ["ContainersConfModule", "GlobalArgs", "PodmanArgs", "ServiceName"]
    private static let mappings = ["UIDMap", "GIDMap", "SubUIDMap", "SubGIDMap", "UserNS"]
    private static let remapping = ["RemapUid", "RemapGid", "RemapUidSize", "RemapUsers"]
    private static let networking = [
        "AddHost", "DNS", "DNSOption", "DNSSearch", "HostName", "IP", "IP6", "Network", "NetworkAlias", "PublishPort",
    ]

    /// As podman 5 knows them.
    private var keys: [String] {
        switch self {
        case .container: Self.common + Self.mappings + Self.remapping + Self.networking + Self.containerKeys
        case .pod:
            Self.common + Self.mappings + Self.remapping + Self.networking + [
                "ExitPolicy", "Label", "PodName", "ShmSize", "StopTimeout", "Volume",
            ]
        case .kube:
            Self.common + Self.remapping + [
                "AutoUpdate", "ConfigMap", "ExitCodePropagation", "KubeDownForce", "LogDriver", "LogOpt", "Network",
                "PublishPort", "SetWorkingDirectory", "UserNS", "Yaml",
            ]
        case .volume:
            Self.common + [
                "Copy", "Device", "Driver", "GID", "Group", "Image", "Label", "Options", "Type", "UID", "User",
                "VolumeName",
            ]
        case .network:
            Self.common + [
                "DNS", "DisableDNS", "Driver", "Gateway", "IPAMDriver", "IPRange", "IPv6", "InterfaceName", "Internal",
                "Label", "NetworkDeleteOnStop", "NetworkName", "Options", "Subnet",
            ]
        case .image:
            Self.common + [
                "AllTags", "Arch", "AuthFile", "CertDir", "Creds", "DecryptionKey", "Image", "ImageTag", "OS", "Policy",
                "Retry", "RetryDelay", "TLSVerify", "Variant",
            ]
        }
    }

    private static let containerKeys = [
        "AddCapability", "AddDevice", "Annotation", "AppArmor", "AutoUpdate", "CgroupsMode", "ContainerName",
        "DropCapability", "Entrypoint", "Environment", "EnvironmentFile", "EnvironmentHost", "Exec", "ExposeHostPort",
        "Group", "GroupAdd", "HealthCmd", "HealthInterval", "HealthLogDestination", "HealthMaxLogCount",
        "HealthMaxLogSize", "HealthOnFailure", "HealthRetries", "HealthStartPeriod", "HealthStartupCmd",
        "HealthStartupInterval", "HealthStartupRetries", "HealthStartupSuccess", "HealthStartupTimeout",
        "HealthTimeout",
        "HttpProxy", "Image", "Label", "LogDriver", "LogOpt", "Mask", "Memory", "Mount", "NoNewPrivileges", "Notify",
        "PidsLimit", "Pod", "Pull", "ReadOnly", "ReadOnlyTmpfs", "ReloadCmd", "ReloadSignal", "Retry", "RetryDelay",
        "Rootfs", "RunInit", "SeccompProfile", "Secret", "SecurityLabelDisable", "SecurityLabelFileType",
        "SecurityLabelLevel", "SecurityLabelNested", "SecurityLabelType", "ShmSize", "StartWithPod", "StopSignal",
        "StopTimeout", "Sysctl", "Timezone", "Tmpfs", "Ulimit", "Unmask", "User", "VolatileTmp", "Volume", "WorkingDir",
    ]

    private static let unitKeys = [
        "Description", "Documentation", "Wants", "Requires", "Requisite", "BindsTo", "PartOf", "Upholds", "Conflicts",
        "Before", "After", "OnFailure", "OnSuccess", "PropagatesReloadTo", "ReloadPropagatedFrom", "PropagatesStopTo",
        "StopPropagatedFrom", "JoinsNamespaceOf", "RequiresMountsFor", "WantsMountsFor", "OnFailureJobMode",
        "OnSuccessJobMode", "IgnoreOnIsolate", "StopWhenUnneeded", "RefuseManualStart", "RefuseManualStop",
        "AllowIsolate", "DefaultDependencies", "SurviveFinalKillSignal", "CollectMode", "FailureAction",
        "SuccessAction",
        "FailureActionExitStatus", "SuccessActionExitStatus", "JobTimeoutSec", "JobRunningTimeoutSec",
        "JobTimeoutAction", "JobTimeoutRebootArgument", "StartLimitIntervalSec", "StartLimitBurst", "StartLimitAction",
        "RebootArgument", "SourcePath",
    ]
}
