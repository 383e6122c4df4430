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
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdHTTP2 = Target.Dependency.product(name: "HummingbirdHTTP2", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let metricsTesting = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "martlet",
    products: [
        .executable(name: "martletd", targets: ["martletd"]),
        .executable(name: "martlet", targets: ["martlet"]),
        .executable(name: "martlet-agent", targets: ["martlet-agent"]),
        .executable(name: "martlet-bench", targets: ["martlet-bench"]),
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
        binding("CLibTSS2", pkgConfig: "tss2-esys", apt: "libtss2-dev"),
        binding("CLibCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),

        // Toolkit: small Swift faces that know nothing of fleets
        module("Toolkit", "Nodes", ["CLibYAML"]),
        module("Toolkit", "SQL", ["CLibPQ", logging]),
        module("Toolkit", "Jobs", ["SQL", lifecycle, logging, metrics]),
        module("Toolkit", "PrivatePostgres", ["SQL", logging, lifecycle, subprocess]),
        module("Toolkit", "Git", [logging, subprocess, crypto]),
        module("Toolkit", "GitWorker", ["CLibGit2", "Git"]),
        module("Toolkit", "Secrets", [crypto]),
        module("Toolkit", "PKI", [certificates, asn1, crypto, nioSSL]),
        module("Toolkit", "Observability", [logging, metrics]),

        // Domain: pure decisions
        module("Domain", "Templates", []),
        module("Domain", "Resources", ["Nodes", "Templates", collections]),
        module("Domain", "Wire", ["Nodes"]),
        module("Domain", "Planning", ["Resources", "Nodes"]),
        module("Domain", "Rendering", ["Resources", "Templates", "Nodes", crypto]),

        // Control: the store and what moves a commit through it
        module(
            "Control", "Store", ["SQL", "Jobs", "Resources", "Planning", "Wire", "Nodes", crypto, logging],
            resources: [.embedInCode("Migrations")]),
        module("Control", "ResourceSync", ["Store", "Git", "Jobs", "SQL", "Planning", "Resources", "Nodes", logging, metrics]),
        module(
            "Control", "Delivery",
            ["Store", "Git", "Jobs", "SQL", "Rendering", "Templates", "Resources", "Nodes", crypto, logging, metrics]),
        module("Control", "Enrollment", ["Store", "SQL", "PKI", "Resources", "Wire", "Nodes", certificates, logging]),

        // Interfaces
        module(
            "Interfaces", "HTTPFront",
            [
                "PKI", "Wire", "Nodes", hummingbird, hummingbirdCore, hummingbirdHTTP2, hummingbirdTLS, httpTypes, nio, nioPosix,
                nioSSL, certificates, logging, metrics, lifecycle,
            ]),
        module(
            "Interfaces", "AgentAPI",
            ["HTTPFront", "Store", "SQL", "Enrollment", "PKI", "Wire", "Nodes", hummingbird, httpTypes, nio, logging, metrics, lifecycle]),
        module(
            "Interfaces", "UserAPI",
            ["HTTPFront", "Store", "SQL", "Enrollment", "PKI", "Wire", "Nodes", "Resources", hummingbird, httpTypes, nio, logging, metrics, crypto]),

        // Agent
        module(
            "Agent", "DeviceAgent",
            ["PKI", "Wire", "Nodes", certificates, crypto, asyncHTTPClient, nio, nioSSL, logging, lifecycle]),

        // Programs: parsing and wiring only
        program(
            "martletd",
            [
                "UserAPI", "AgentAPI", "HTTPFront", "Enrollment", "Delivery", "ResourceSync", "Store", "Jobs", "SQL", "PrivatePostgres",
                "Git", "GitWorker", "PKI", "Secrets", "Observability", "Resources", "Nodes", configuration, lifecycle, logging,
                metrics, hummingbird,
            ]),
        program("martlet", ["Wire", "Nodes", "Resources", "PKI", asyncHTTPClient, nio, nioSSL, crypto]),
        program("martlet-agent", ["DeviceAgent", "Observability", "Nodes", lifecycle, logging]),
        program(
            "martlet-bench",
            ["Store", "ResourceSync", "Delivery", "Git", "GitWorker", "Jobs", "SQL", "PrivatePostgres", "PKI", "Nodes", "Resources", asyncHTTPClient, nio, nioPosix, nioSSL, subprocess, logging]),

        // Tests mirror Sources
        .target(
            name: "TestSupport", dependencies: ["SQL", "PrivatePostgres", "Git", "Nodes", "PKI", subprocess, logging], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests("Toolkit", "Nodes", ["TestSupport"]),
        tests("Toolkit", "SQL", ["TestSupport", "CLibPQ", logging]),
        tests("Toolkit", "Jobs", ["SQL", "TestSupport", logging, metrics, metricsTesting, lifecycle]),
        tests("Toolkit", "PrivatePostgres", ["SQL", "TestSupport", logging]),
        tests("Domain", "Resources", ["TestSupport", "Nodes", hummingbirdTesting]),
    ]
)
