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
        (["VmApplication", "allOf", "1", "properties", "publishPorts", "items", "pattern"], .publishedPort),
    ]

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
            ("ApplicationVolumeReclaimPolicy", ApplicationVolume.ReclaimPolicy.allCases.map(\.rawValue)),
        ])
    func words(_ schema: String, _ words: [String]) throws {
        let contract = try #require(try Contract.value([schema, "enum"])?.elements).compactMap(\.string)
        #expect(Set(contract) == Set(words))
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
    static let file: String? = {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(5).joined(separator: "/")
        let folders = [ProcessInfo.processInfo.environment["MARTLET_REFERENCE"], root + "/Tests/TestSupport/Contract"]
        return folders.compactMap { $0.map { $0 + "/contract.json" } }.first(where: FileManager.default.isReadableFile)
    }()

    /// A value below the schemas of the contract.
    static func value(_ path: [String]) throws -> Node? {
        let data = try Data(contentsOf: URL(filePath: try #require(file)))
        let limits = NodeLimits(
            maxBytes: 8 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        let root = try JSON.parse(Array(data), limits: limits)["components"]?["schemas"]
        return path.reduce(root) { node, key in Int(key).flatMap { node?.elements?[$0] } ?? node?[key] }
    }
}
