// swift-tools-version: 6.2
// The floors of the house, bottom to top. A module imports only from its own floor's allowed list and from floors below;
// `.ci/run` builds with `--explicit-target-dependency-import-check error`, so an import that is not stated here fails.
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A C library of the distribution: a module map and, where C cannot be called from Swift, static inline shims.
func binding(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/Bindings/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A Swift module: the folder `Sources/<floor>/<name>`.
func module(
    _ floor: String, _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)", resources: resources,
        swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies + [argumentParser], path: "Sources/Programs/\(name)",
        swiftSettings: settings)
}

func tests(_ floor: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, path: "Tests/\(floor)/\(name)Tests",
        swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "_CryptoExtras", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdHTTP2 = Target.Dependency.product(name: "HummingbirdHTTP2", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let metricsTesting = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioConcurrency = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "martlet",
    products: [
        .executable(name: "martletd", targets: ["martletd"]),
        .executable(name: "martlet", targets: ["martlet"]),
        .executable(name: "martlet-agent", targets: ["martlet-agent"]),
        .executable(name: "martlet-bench", targets: ["martlet-bench"]),
        .executable(name: "martlet-sim", targets: ["martlet-sim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.27.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        // Without its default traits Hummingbird does not pull in the full Foundation, which doubles a program's size.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    ],
    targets: [
        // Bindings
        binding("CLibGit2", pkgConfig: "libgit2", apt: "libgit2-dev"),
        binding("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        binding("CLibPQ", pkgConfig: "libpq", apt: "libpq-dev"),
        .systemLibrary(name: "CMalloc", path: "Sources/Bindings/CMalloc"),
        binding("CLibTSS2", pkgConfig: "tss2-esys", apt: "libtss2-dev"),
        binding("CLibCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),

        // Toolkit: small Swift faces that know nothing of fleets
        module("Toolkit", "Console", []),
        module("Toolkit", "Nodes", ["CLibYAML"]),
        module("Toolkit", "SQL", ["CLibPQ", logging, metrics]),
        module("Toolkit", "Jobs", ["SQL", lifecycle, logging, metrics]),
        module("Toolkit", "PrivatePostgres", ["SQL", logging, lifecycle, subprocess]),
        module("Toolkit", "Addresses", []),
        module("Toolkit", "Deadlines", []),
        module(
            "Toolkit", "Outbound",
            ["Addresses", "Deadlines", "Secrets", asyncHTTPClient, httpTypes, nio, nioHTTP1, nioPosix, nioSSL]),
        module("Toolkit", "Git", ["Addresses", "Deadlines", "Secrets", logging, subprocess]),
        module("Toolkit", "GitObjects", ["CLibGit2", "Git"]),
        module(
            "Toolkit", "GitWorker",
            [
                "Addresses", "CLibGit2", "Git", "GitObjects", "Outbound", "Secrets", asyncHTTPClient, crypto, nio,
                nioConcurrency, nioHTTP1, nioPosix,
            ]),
        module("Toolkit", "Secrets", [crypto]),
        module("Toolkit", "Signatures", [crypto, cryptoExtras, subprocess]),
        module("Toolkit", "PKI", ["Secrets", certificates, asn1, crypto, nioSSL]),
        module("Toolkit", "Observability", [logging, metrics]),
        module("Toolkit", "TimeZones", []),
        module("Toolkit", "Randomness", []),

        // Domain: pure decisions
        module("Domain", "Templates", []),
        module("Domain", "Resources", ["Addresses", "Nodes", "Secrets", "Templates"]),
        module("Domain", "Schemas", ["Resources", "Nodes", "Secrets"]),
        module("Domain", "Wire", ["Nodes"]),
        module("Domain", "Planning", ["Resources", "Nodes"]),
        module("Domain", "Rendering", ["Resources", "Templates", "Nodes"]),
        module("Domain", "Rollout", ["Resources", "Nodes", crypto]),
        module("Domain", "Preview", ["Planning", "Rendering", "Resources", "Templates", "Nodes"]),

        // Control: the store and what moves a commit through it
        module(
            "Control", "Store",
            ["SQL", "Jobs", "Secrets", "Rendering", "Resources", "Rollout", "Planning", "Wire", "Nodes", crypto],
            resources: [.embedInCode("Migrations")]),
        module(
            "Control", "Repositories",
            ["Store", "SQL", "Jobs", "Git", "Outbound", "Secrets", "Resources", "Nodes", httpTypes, logging]),
        module(
            "Control", "ResourceSync",
            [
                "Repositories", "Signatures", "Store", "Git", "Jobs", "SQL", "Secrets", "Planning", "Rendering",
                "Resources", "Nodes", logging, metrics,
            ]),
        module(
            "Control", "CommitStatus",
            ["Store", "Outbound", "Jobs", "SQL", "Secrets", "Resources", "Nodes", httpTypes, logging]),
        module("Control", "Rollouts", ["Rollout", "Store", "Jobs", "SQL", "Resources", "Nodes", logging, metrics]),
        module("Control", "RolloutSimulation", ["Rollout", "Rollouts", "Resources", "Randomness"]),
        module(
            "Control", "Delivery",
            [
                "Repositories", "Rollouts", "Store", "Git", "Outbound", "Jobs", "SQL", "Secrets", "Rendering",
                "Templates",
                "Resources",
                "Nodes",
                httpTypes, logging, metrics,
            ]),
        module("Control", "Enrollment", ["Store", "SQL", "PKI", "Resources", "Wire", "Nodes"]),

        // Interfaces
        module(
            "Interfaces", "HTTPFront",
            [
                "CMalloc", "PKI", "Wire", "Nodes", hummingbird, hummingbirdCore, hummingbirdHTTP2, httpTypes, nio,
                nioPosix,
                nioHTTP1,
                nioHTTPTypes, nioHTTPTypesHTTP1, nioTLS, nioSSL, logging, metrics, lifecycle,
            ]),
        module(
            "Interfaces", "AgentAPI",
            [
                "HTTPFront", "Store", "SQL", "Enrollment", "PKI", "Wire", "Nodes", hummingbird, httpTypes, nio, logging,
                metrics, lifecycle,
            ]),
        module(
            "Interfaces", "UserAPI",
            [
                "HTTPFront", "Store", "SQL", "Enrollment", "Secrets", "Rollout", "Rollouts", "Wire", "Nodes",
                "Resources",
                "Rendering", "Templates", hummingbird, httpTypes, nio, logging, crypto,
            ]),

        module(
            "Interfaces", "Webhooks",
            [
                "HTTPFront", "Store", "SQL", "Secrets", "Wire", "Nodes", hummingbird, httpTypes, nio, logging, crypto,
            ]),
        module(
            "Interfaces", "Client",
            [
                "Schemas", "Resources", "Wire", "PKI", "Secrets", "Nodes", "Console", asyncHTTPClient, nio, nioHTTP1,
                nioPosix, nioSSL,
            ]),
        module("Interfaces", "Validation", ["GitObjects", "Resources", "Nodes", "Console", crypto]),

        module(
            "Interfaces", "PreviewCommands",
            ["Console", "GitObjects", "Preview", "Planning", "Rendering", "Resources", "Templates", "Nodes"]),

        module(
            "Interfaces", "DeviceSimulation",
            [
                "PKI", "Secrets", "Nodes", "Console", "Randomness", nio, nioHTTP1, nioPosix, nioSSL, nioTLS,
            ]),

        // Agent
        module(
            "Agent", "DeviceAgent",
            [
                "PKI", "Secrets", "Nodes", "Resources", "TimeZones", certificates, asn1, crypto, asyncHTTPClient, nio,
                nioHTTP1, nioPosix, nioSSL,
                logging,
            ]),

        // Programs: parsing and wiring only
        program(
            "martletd",
            [
                "UserAPI", "Webhooks", "AgentAPI", "HTTPFront", "Enrollment", "Delivery", "ResourceSync",
                "CommitStatus", "Rollouts",
                "Repositories", "Store", "Jobs", "SQL", "PrivatePostgres", "Outbound", "Addresses", "Git", "GitWorker",
                "PKI", "Secrets",
                "Observability", "Planning", "Resources", "Nodes", configuration, lifecycle,
                unixSignals, logging,
                crypto, metrics, hummingbird,
            ]),
        program("martlet", ["Client", "Validation", "Preview", "PreviewCommands", "Resources", "Console"]),
        program("martlet-agent", ["DeviceAgent", "Observability", unixSignals, logging]),
        program(
            "martlet-sim",
            [
                "RolloutSimulation", "DeviceSimulation", "Console", "Observability", unixSignals, logging,
            ]),
        program(
            "martlet-bench",
            [
                "DeviceSimulation", "Store", "Wire", "ResourceSync", "Delivery", "Rollouts", "Outbound", "Addresses",
                "Git",
                "GitWorker", "Jobs", "Planning", "SQL", "PrivatePostgres", "PKI", "Secrets",
                "Nodes", "CLibYAML",
                crypto, asyncHTTPClient, nio, nioHTTP1, nioPosix, nioSSL, subprocess, unixSignals, logging,
            ]),

        // Tests mirror Sources
        .target(
            name: "TestRepositories", dependencies: [subprocess], path: "Tests/TestRepositories",
            swiftSettings: settings),
        .target(
            name: "TestSupport",
            dependencies: [
                "TestRepositories", "SQL", "PrivatePostgres", "Git", "Nodes", "PKI", subprocess, logging, asn1,
                certificates, crypto, nio,
                nioHTTP1, nioPosix,
                nioSSL,
            ], path: "Tests/TestSupport",
            exclude: ["Contract/contract.json", "Contract/contract-agent.json", "Contract/contract-alpha.json"],
            swiftSettings: settings),
        .target(
            name: "RolloutConformance", dependencies: ["Rollout", "Rollouts", "Resources"],
            path: "Tests/RolloutConformance", swiftSettings: settings),
        .executableTarget(
            name: "git-worker-for-tests", dependencies: ["GitWorker"], path: "Tests/Programs/git-worker-for-tests",
            swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "martletd", "martlet", "martlet-agent", "TestSupport", "PKI", "Secrets", "SQL", "Nodes",
                asyncHTTPClient, nio,
                nioHTTP1, nioSSL, subprocess,
            ], path: "Tests/EndToEnd", swiftSettings: settings),
        .testTarget(
            name: "BindingsTests", dependencies: ["CLibTSS2", "CLibCrypto"], path: "Tests/Bindings/BindingsTests",
            swiftSettings: settings),
        tests("Toolkit", "Secrets"),
        tests("Toolkit", "Signatures", ["TestRepositories", "Git", "GitObjects", crypto, cryptoExtras, subprocess]),
        tests("Toolkit", "SQL", ["TestSupport", "CLibPQ", logging, metrics, metricsTesting]),
        tests("Toolkit", "Jobs", ["SQL", "TestSupport", logging, metrics, metricsTesting, lifecycle]),
        tests("Toolkit", "PrivatePostgres", ["SQL", "TestSupport", logging]),
        tests("Toolkit", "Nodes"),
        tests("Domain", "Templates"),
        tests("Toolkit", "PKI", ["Secrets", certificates, asn1, crypto, subprocess]),
        tests("Toolkit", "Observability", ["Nodes", logging, metrics]),
        tests("Toolkit", "TimeZones"),
        tests("Toolkit", "Randomness"),
        tests("Domain", "Wire", ["Nodes"]),
        tests("Domain", "Schemas", ["Resources", "Nodes"]),
        tests("Domain", "Planning", ["Resources"]),
        tests(
            "Control", "Repositories",
            [
                "Store", "SQL", "Git", "Outbound", "Addresses", "Secrets", "TestSupport", "git-worker-for-tests",
                logging,
            ]),
        tests(
            "Control", "ResourceSync",
            [
                "Repositories", "Store", "Jobs", "SQL", "Git", "Nodes", "Planning", "PrivatePostgres", "Resources",
                "Secrets",
                "TestSupport", "git-worker-for-tests", logging, metricsTesting, subprocess,
            ]),
        tests(
            "Control", "CommitStatus",
            ["Store", "Outbound", "Jobs", "SQL", "Secrets", "Resources", "Nodes", "TestSupport", logging]),
        tests(
            "Control", "Delivery",
            [
                "CommitStatus", "Repositories", "Rollout", "Rollouts", "Store", "SQL", "Git", "Outbound", "Addresses",
                "Jobs", "Nodes", "Planning", "Resources",
                "Secrets", "TestSupport", "Wire", "git-worker-for-tests", logging,
            ]),
        tests("Domain", "Rollout", ["Resources", "Nodes"]),
        tests(
            "Control", "Rollouts",
            [
                "RolloutConformance", "RolloutSimulation", "Rollout", "Store", "Jobs", "SQL", "Resources", "Nodes",
                "TestSupport", logging,
            ]),
        tests("Control", "RolloutSimulation", ["RolloutConformance", "Rollout", "Rollouts", "Resources"]),
        tests("Domain", "Preview", ["Planning", "Rendering", "Resources", "Nodes"]),
        tests(
            "Interfaces", "PreviewCommands",
            ["TestRepositories", "martlet", "Preview", "Planning", "Rendering", "Resources", "Nodes", subprocess]),
        tests("Domain", "Rendering", ["Resources", "Templates", "Nodes"]),
        tests(
            "Interfaces", "HTTPFront",
            [
                "PKI", "Secrets", "Wire", "Nodes", "Observability", asyncHTTPClient, hummingbird, httpTypes, nio,
                nioEmbedded, nioPosix, nioHTTP1,
                nioSSL, metrics, logging, lifecycle,
            ]),
        tests(
            "Control", "Enrollment",
            ["TestSupport", "Store", "SQL", "PKI", "Secrets", "Resources", "Wire", "Nodes", certificates, logging]),
        tests(
            "Interfaces", "AgentAPI",
            [
                "TestSupport", "HTTPFront", "Enrollment", "Schemas", "Store", "SQL", "PKI", "Secrets", "Wire", "Nodes",
                "PrivatePostgres",
                asyncHTTPClient, nio, nioHTTP1, nioSSL, hummingbird, httpTypes, logging, subprocess,
            ]),
        tests(
            "Interfaces", "DeviceSimulation",
            [
                "TestSupport", "AgentAPI", "UserAPI", "HTTPFront", "Enrollment", "Store", "SQL", "PKI", "Secrets",
                "Nodes", "Console",
                hummingbird, nio, nioEmbedded, crypto, logging,
            ]),
        tests("Control", "Store", ["TestSupport", "SQL", "Resources"]),
        tests(
            "Interfaces", "UserAPI",
            [
                "Webhooks", "TestSupport", "HTTPFront", "Enrollment", "ResourceSync", "Planning", "Rollouts", "Schemas",
                "Store", "SQL", "PKI",
                "Secrets", "Resources",
                "Wire", "Nodes", asyncHTTPClient, hummingbird, httpTypes, nio, nioPosix, nioHTTP1, crypto, logging,
            ]),
        tests(
            "Interfaces", "Webhooks",
            [
                "TestSupport", "HTTPFront", "Store", "SQL", "Secrets", "Wire", "Nodes", asyncHTTPClient, hummingbird,
                httpTypes, nio, nioHTTP1, crypto, logging,
            ]),
        tests("Domain", "Resources", ["Nodes", "Secrets"]),
        tests(
            "Agent", "DeviceAgent",
            [
                "HTTPFront", "PKI", "Resources", "Secrets", "TimeZones", "Nodes", "Wire", hummingbird, httpTypes, nio,
                nioSSL, logging, lifecycle,
            ]),
        tests(
            "Interfaces", "Client",
            [
                "martlet", "Resources", "PKI", "Secrets", "Nodes", "Console", hummingbird, hummingbirdCore,
                hummingbirdTLS,
                httpTypes, nio, nioSSL, subprocess,
            ]),
        tests("Interfaces", "Validation", ["GitObjects", "Resources", "Nodes", "Console", "TestRepositories"]),
        tests("Toolkit", "GitObjects", ["TestRepositories", "Git"]),
        tests("Toolkit", "Addresses"),
        tests("Toolkit", "Deadlines"),
        tests(
            "Toolkit", "Outbound",
            ["Addresses", "Secrets", "TestSupport", asyncHTTPClient, httpTypes, nio, nioHTTP1, nioPosix, nioSSL]),
        tests("Toolkit", "Git", ["Secrets", "TestSupport", logging]),
        tests("Toolkit", "GitWorker", ["TestSupport", "Git", "Secrets", "git-worker-for-tests", logging, subprocess]),
    ]
)
