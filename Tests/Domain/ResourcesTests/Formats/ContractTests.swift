import FoundationEssentials
import Nodes
import Resources
import Testing

/// The patterns of the wire contract, whose files stand beside the repository and are no part of it.
@Suite(
    "Patterns are those of the contract",
    .enabled(if: Contract.file != nil, "needs contract.json; set MARTLET_REFERENCE to its folder"))
struct ContractTests {
    static let cases: [(path: [String], format: TextFormat)] = [
        (["Duration", "pattern"], .duration),
        (["ResourceMonitorSpec", "properties", "samplingInterval", "pattern"], .samplingInterval),
        (["ResourceAlertRule", "properties", "duration", "pattern"], .alertDuration),
        (["ApplicationPort", "pattern"], .portPair),
        (["BaseImageEntry", "properties", "tags", "items", "pattern"], .imageTag),
        (["DisruptionBudget", "properties", "groupBy", "items", "pattern"], .groupingKey),
        (["DeviceSpec", "properties", "systemd", "properties", "matchPatterns", "items", "pattern"], .systemdPattern),
        (["DeviceVulnerabilityCveDetails", "properties", "cveId", "pattern"], .vulnerability),
        (["SystemdUnitStatus", "properties", "subState", "pattern"], .unitState),
        (["VmApplication", "allOf", "1", "properties", "publishPorts", "items", "pattern"], .publishedPort),
    ]

    @Test(
        "So do the scanners of catalogs and events",
        arguments: [
            (["SemVer", "pattern"], .semanticVersion), (["SemVerRange", "pattern"], .versionRange),
        ] as [([String], TextFormat)])
    func catalogPattern(_ path: [String], _ format: TextFormat) throws {
        #expect(try Contract.value(path, isAlpha: true)?.string == format.pattern)
    }

    @Test("Each scanner stands for the contract's own expression", arguments: cases.indices)
    func pattern(_ index: Int) throws {
        let (path, format) = Self.cases[index]
        let pattern = try #require(try Contract.value(path)?.string)
        #expect(format.pattern == pattern)
    }

    @Test("Lengths are the contract's")
    func lengths() throws {
        #expect(
            try Contract.value(["ResourceSyncSpec", "properties", "targetRevision", "maxLength"])?.integer
                == Int64(TextFormat.gitRevision.length.upperBound))
        #expect(
            try Contract.value(["ObjectMeta", "properties", "name", "maxLength"])?.integer
                == Int64(TextFormat.resourceName.length.upperBound))
        #expect(
            try Contract.value([
                "DeviceSpec", "properties", "systemd", "properties", "matchPatterns", "items", "maxLength",
            ])?.integer
                == Int64(TextFormat.systemdPattern.length.upperBound))
    }

    @Test(
        "The words of a field are the contract's",
        arguments: [
            ("AppType", Application.AppType.allCases.map(\.rawValue)),
            ("EncodingType", ContentEncoding.allCases.map(\.rawValue)),
            ("RepoSpecType", RepositorySpec.RepositoryType.allCases.map(\.rawValue)),
            ("ResourceSyncType", ResourceSyncSpec.SyncType.allCases.map(\.rawValue)),
            ("ResourceAlertSeverityType", AlertRule.Severity.allCases.map(\.rawValue)),
            ("RolloutStrategy", DeviceSelection.Strategy.allCases.map(\.rawValue)),
            ("ImagePullPolicy", VolumeImage.PullPolicy.allCases.map(\.rawValue)),
            ("OsModeType", OSMode.allCases.map(\.rawValue)),
            ("ConditionType", ResourceCondition.ConditionType.allCases.map(\.rawValue)),
            ("ConditionStatus", ResourceCondition.Holds.allCases.map(\.rawValue)),
            ("ApplicationsSummaryStatusType", ApplicationsState.allCases.map(\.rawValue)),
            ("ApplicationStatusType", ApplicationState.allCases.map(\.rawValue)),
            ("DeviceUpdatedStatusType", UpdatedState.allCases.map(\.rawValue)),
            ("DeviceSummaryStatusType", SummaryState.allCases.map(\.rawValue)),
            ("DeviceLifecycleStatusType", LifecycleState.allCases.map(\.rawValue)),
            ("DeviceIntegrityStatusSummaryType", IntegrityState.allCases.map(\.rawValue)),
            ("DeviceResourceStatusType", UsageState.allCases.map(\.rawValue)),
            ("SystemdEnableStateType", UnitEnableState.allCases.map(\.rawValue)),
            ("SystemdLoadStateType", UnitLoadState.allCases.map(\.rawValue)),
            ("SystemdActiveStateType", UnitActiveState.allCases.map(\.rawValue)),
            ("DeviceDecommissionTargetType", DeviceDecommission.Target.allCases.map(\.rawValue)),
            ("ApplicationVolumeReclaimPolicy", ApplicationVolume.ReclaimPolicy.allCases.map(\.rawValue)),
        ])
    func words(_ schema: String, _ words: [String]) throws {
        let contract = try #require(try Contract.value([schema, "enum"])?.elements).compactMap(\.string)
        #expect(Set(contract) == Set(words))
    }

    @Test(
        "The words of catalogs are the contract's",
        arguments: [
            ("CatalogItemCategory", CatalogItemSpec.Category.allCases.map(\.rawValue)),
            ("CatalogItemType", CatalogItemSpec.ItemType.allCases.map(\.rawValue)),
            ("CatalogItemArtifactType", CatalogArtifact.ArtifactType.allCases.map(\.rawValue)),
        ])
    func catalogWords(_ schema: String, _ words: [String]) throws {
        let contract = try #require(try Contract.value([schema, "enum"], isAlpha: true)?.elements)
        #expect(Set(contract.compactMap(\.string)) == Set(words))
    }

    @Test("Events have the contract's reasons and details")
    func events() throws {
        let reasons = try #require(try Contract.value(["Event", "properties", "reason", "enum"])?.elements)
        #expect(Set(reasons.compactMap(\.string)) == Set(EventReason.allCases.map(\.rawValue)))
        let details = try #require(
            try Contract.value(["EventDetails", "discriminator", "mapping"])?.entries)
        #expect(Set(details.map(\.key)) == Set(EventDetails.DetailType.allCases.map(\.rawValue)))
    }

    @Test("Ports within their limits follow the contract's expressions")
    func ports() throws {
        let pair = try Pattern(try #require(TextFormat.portPair.pattern))
        let published = try Pattern(try #require(TextFormat.publishedPort.pattern))
        for text in [
            "80:80", "1:65535", "80", "80:", ":80", "a:80", "80:80/tcp", "80:80/sctp", "80:80/", "80:80/TCP",
            "80:80:80", " 80:80", "8080:1/udp",
        ] {
            #expect(TextFormat.portPair.matches(text) == pair.matches(text), "\(text)")
            #expect(TextFormat.publishedPort.matches(text) == published.matches(text), "\(text)")
        }
        for text in ["0:80", "80:0", "65536:1", "1:99999"] {
            #expect(pair.matches(text) && !TextFormat.portPair.matches(text), "\(text)")
        }
    }
}

enum Contract {
    static var file: String? { folder.map { $0 + "/contract.json" } }

    private static let folder: String? = {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(5).joined(separator: "/")
        let folders = [ProcessInfo.processInfo.environment["MARTLET_REFERENCE"], root + "/Tests/TestSupport/Contract"]
        return folders.compactMap(\.self).first { FileManager.default.isReadableFile(atPath: $0 + "/contract.json") }
    }()

    private static let beta = schemas(of: "contract.json")
    private static let alpha = schemas(of: "contract-alpha.json")

    /// A value below the schemas of the contract; `isAlpha` chooses the version of catalogs.
    static func value(_ path: [String], isAlpha: Bool = false) throws -> Node? {
        let root: Node? = try #require(isAlpha ? alpha : beta)
        return path.reduce(root) { node, key in Int(key).flatMap { node?.elements?[$0] } ?? node?[key] }
    }

    private static func schemas(of file: String) -> Node? {
        let limits = NodeLimits(
            maxBytes: 8 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        let data = folder.flatMap { try? Data(contentsOf: URL(filePath: $0 + "/" + file)) } ?? Data()
        return (try? JSON.parse(Array(data), limits: limits))?["components"]?["schemas"]
    }
}
