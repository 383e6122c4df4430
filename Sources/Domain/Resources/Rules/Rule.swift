/// A rule that documents are judged by. The identifier is for ever: people write it into comments and settings.
///
/// MR10 documents · MR11 shape · MR12 formats · MR13 devices · MR14 placeholders · MR15 fleets · MR16 repositories and
/// syncs · MR17 requests and events · MR18 older forms and extensions · MR19 catalogs and providers of identity ·
/// MR20 links between documents · MR21 compose files · MR22 quadlets · MR23 hooks · MR24 collector configurations ·
/// MR25 secrets in git · MR30 validation itself.
public enum Rule: String, Sendable, CaseIterable {
    case syntax = "MR1001"
    case encoding = "MR1002"
    case limits = "MR1003"
    case duplicateKey = "MR1004"
    case yamlFeature = "MR1005"
    case notAResource = "MR1006"
    case apiVersion = "MR1007"
    case unknownKind = "MR1008"
    case kindNotFromGit = "MR1009"
    case duplicateResource = "MR1010"
    case ignoredField = "MR1011"
    case furtherFindings = "MR1012"
    case kindNotKept = "MR1013"

    case unknownField = "MR1101"
    case missingField = "MR1102"
    case wrongType = "MR1103"
    case unknownWord = "MR1104"
    case severalForms = "MR1105"
    case missingForm = "MR1106"
    case outOfRange = "MR1107"
    case tooFewElements = "MR1108"
    case repeatedElement = "MR1109"
    case serverOnlyField = "MR1110"

    case resourceName = "MR1201"
    case labelKey = "MR1202"
    case labelValue = "MR1203"
    case dnsLabel = "MR1204"
    case providerName = "MR1205"
    case variableName = "MR1206"
    case imageReference = "MR1207"
    case imageTag = "MR1208"
    case gitRevision = "MR1209"
    case duration = "MR1210"
    case percentage = "MR1211"
    case cronExpression = "MR1212"
    case timeZone = "MR1213"
    case userName = "MR1214"
    case systemdPattern = "MR1215"
    case filePath = "MR1216"
    case relativePath = "MR1217"
    case base64 = "MR1218"
    case registry = "MR1219"
    case url = "MR1220"
    case ports = "MR1221"
    case quantity = "MR1222"
    case token = "MR1223"
    case textLength = "MR1224"
    case timestamp = "MR1225"
    case vulnerabilityID = "MR1226"

    case duplicateProvider = "MR1301"
    case duplicatePath = "MR1302"
    case forbiddenPath = "MR1303"
    case contentTooLarge = "MR1304"
    case decimalFileMode = "MR1305"
    case duplicateApplication = "MR1306"
    case unnamedApplication = "MR1307"
    case duplicateVolume = "MR1308"
    case volumeForm = "MR1309"
    case composeFiles = "MR1310"
    case quadletFiles = "MR1311"
    case machineFile = "MR1312"
    case valuesFile = "MR1313"
    case duplicateMonitor = "MR1314"
    case duplicateSeverity = "MR1315"
    case thresholdOrder = "MR1316"
    case samplingTooSlow = "MR1317"
    case graceTooLong = "MR1318"
    case neverDue = "MR1319"
    case portTaken = "MR1320"

    case templateSyntax = "MR1401"
    case unknownPlaceholder = "MR1402"
    case placeholderNotAllowed = "MR1403"

    case emptySelector = "MR1501"
    case matchesNoDevice = "MR1502"
    case expressionsNotMatched = "MR1503"
    case selectorValues = "MR1504"
    case emptyRolloutPolicy = "MR1505"
    case emptyDisruptionBudget = "MR1506"
    case templateLabels = "MR1507"

    case incompleteCredential = "MR1601"
    case credentialInURL = "MR1602"
    case urlScheme = "MR1603"
    case duplicateBaseImage = "MR1604"
    case maskedSecret = "MR1605"
    case syncPathNotAbsolute = "MR1606"
    case syncPath = "MR1607"
    case credentialForm = "MR1608"
    case credentialTwice = "MR1609"
    case secretReference = "MR1610"
    case verifyWithoutKeys = "MR1611"
    case emptyTargets = "MR1612"

    case requestUsages = "MR1701"
    case refusedSigner = "MR1702"
    case eventType = "MR1703"

    case olderVersion = "MR1801"
    case olderConfigType = "MR1802"
    case olderConfigTypeMismatch = "MR1803"
    case olderPolicy = "MR1804"
    case olderApplicationType = "MR1805"
    case olderHooks = "MR1806"
    case olderHookForm = "MR1807"
    case olderFailureHook = "MR1808"
    case olderRepositoryRef = "MR1809"
    case olderCredentialsRef = "MR1810"
    case extensionField = "MR1811"
    case surgeWithoutEffect = "MR1812"

    case semanticVersion = "MR1901"
    case versionRange = "MR1902"
    case versionReference = "MR1903"
    case duplicateVersion = "MR1904"
    case duplicateArtifact = "MR1905"
    case unknownArtifact = "MR1906"
    case artifactAddress = "MR1907"
    case versionReplacesItself = "MR1908"
    case emptyReferences = "MR1909"
    case providerOfServer = "MR1910"
    case missingIntrospection = "MR1911"
    case privilegedAssignment = "MR1912"

    case repositoryNotDeclared = "MR2001"
    case repositoryCannotServe = "MR2002"
    case fleetsCanOverlap = "MR2003"
    case deviceInTwoFleets = "MR2004"
    case deviceWithoutFleet = "MR2005"
    case missingPath = "MR2006"

    case composeSyntax = "MR2101"
    case composeServices = "MR2102"
    case composeImage = "MR2103"
    case composeImageReference = "MR2104"
    case composeContainerName = "MR2105"
    case composeBuild = "MR2106"
    case composeUnknownKey = "MR2107"
    case composeType = "MR2108"
    case composePorts = "MR2109"
    case composeVolumes = "MR2110"
    case composeReference = "MR2111"
    case composeCycle = "MR2112"

    case quadletSyntax = "MR2201"
    case quadletSection = "MR2202"
    case quadletKey = "MR2203"
    case quadletMissing = "MR2204"
    case quadletImage = "MR2205"
    case quadletReference = "MR2206"
    case quadletName = "MR2207"
    case quadletKube = "MR2208"
    case quadletDropIn = "MR2209"

    case hookStage = "MR2301"
    case hookFileName = "MR2302"
    case hookSyntax = "MR2303"
    case hookField = "MR2304"
    case hookRun = "MR2305"
    case hookEnvironment = "MR2306"
    case hookTimeout = "MR2307"
    case hookCondition = "MR2308"
    case hookPlaceholder = "MR2309"
    case hookShell = "MR2310"

    case collectorSyntax = "MR2401"
    case collectorTopKey = "MR2402"
    case collectorSection = "MR2403"
    case collectorEmpty = "MR2404"
    case collectorID = "MR2405"
    case collectorDuplicate = "MR2406"
    case collectorServiceKey = "MR2407"
    case collectorPipelines = "MR2408"
    case collectorPipelineID = "MR2409"
    case collectorPipelineEnds = "MR2410"
    case collectorReference = "MR2411"
    case collectorTwice = "MR2412"
    case collectorConnector = "MR2413"
    case collectorCycle = "MR2414"
    case collectorTelemetry = "MR2415"
    case collectorUnused = "MR2416"
    case collectorRenamed = "MR2417"
    case collectorUnknownType = "MR2418"
    case collectorOrder = "MR2419"
    case collectorOpenEndpoint = "MR2420"
    case collectorBareVariable = "MR2421"
    case collectorOutsideContent = "MR2422"
    case collectorRepeated = "MR2423"

    case credentialInManifest = "MR2501"
    case secretInContent = "MR2502"
    case secretInVariable = "MR2503"

    case unreadableFile = "MR3001"
    case linkNotFollowed = "MR3002"
    case settings = "MR3003"
    case fixedRule = "MR3004"
    case silencingReason = "MR3005"
    case silencingRule = "MR3006"
    case idleSilencing = "MR3007"
    case silencedError = "MR3008"
    case nothingToRead = "MR3009"

    /// The identifier, such as `MR1101`.
    public var id: String { rawValue }

    /// The rule with this identifier.
    public init?(id: String) { self.init(rawValue: id) }
}

/// How much a finding weighs.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Nothing to do; something was understood differently from how it was written.
    case note
    /// Probably not what was meant.
    case warning
    /// The document cannot be used.
    case error

    /// Whether `left` weighs less.
    public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }

    private var weight: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}
