extension Rule {
    /// How much a finding of this rule weighs unless a repository's settings say otherwise.
    public var severity: Severity { row.severity }
    /// What the rule asks for, in a few words.
    public var title: String { row.title }
    /// Why, in a sentence or two.
    public var explanation: String { row.explanation }

    private struct Row {
        let severity: Severity
        let title: String
        let explanation: String
    }

    private static func error(_ title: String, _ explanation: String) -> Row {
        Row(severity: .error, title: title, explanation: explanation)
    }

    private static func warning(_ title: String, _ explanation: String) -> Row {
        Row(severity: .warning, title: title, explanation: explanation)
    }

    private static func note(_ title: String, _ explanation: String) -> Row {
        Row(severity: .note, title: title, explanation: explanation)
    }

    private var row: Row {
        switch self {
        case .syntax:
            Self.error(
                "Files are YAML or JSON", "What cannot be parsed cannot be judged; documents before the mistake are.")
        case .encoding:
            Self.error(
                "Files are UTF-8 without NUL",
                "Other bytes have no meaning that everyone shares, and NUL cannot be stored.")
        case .limits:
            Self.error(
                "Files stay within limits",
                "Size, depth, number of values and what aliases stand for are limited, so that one file cannot stop the server."
            )
        case .duplicateKey:
            Self.error("Keys stand once in a mapping", "Parsers differ in which of two equal keys they take.")
        case .yamlFeature:
            Self.error(
                "Only plain features of YAML are used",
                "Keys are texts, tags are those of the core schema, and an alias names an anchor before it.")
        case .notAResource:
            Self.error(
                "Documents are resources", "Each document is a mapping with apiVersion, kind, metadata and spec.")
        case .apiVersion:
            Self.error("The version is known", "Documents say flightctl.io/v1beta1, or v1beta1 for short.")
        case .unknownKind:
            Self.error(
                "The kind is known",
                "A directory that is synced holds nothing but resources of this system, so that a misspelt kind is not passed over."
            )
        case .kindNotFromGit:
            Self.error(
                "The kind can be declared",
                "Events, template versions, requests and organizations are made by the server.")
        case .duplicateResource:
            Self.error(
                "Resources are declared once", "Two declarations of one resource would overwrite each other in turn.")
        case .ignoredField:
            Self.note(
                "Fields have an effect",
                "What only the server writes may stand in a document that was exported; it is not used.")
        case .furtherFindings:
            Self.note("All findings are shown", "Of one document the first \(Report.most) findings are kept.")

        case .unknownField: Self.error("Fields are known", "A misspelt field would otherwise be dropped in silence.")
        case .missingField: Self.error("Required fields are there", "Without the field the resource means nothing.")
        case .wrongType:
            Self.error(
                "Values have the field's type",
                "YAML reads 1.10, 0644 and true as numbers and truth values; quotes make texts of them.")
        case .unknownWord:
            Self.error(
                "Words are those of the field",
                "The field takes one word of a fixed list, upper and lower case as listed.")
        case .severalForms:
            Self.error("Forms that exclude each other do not meet", "Only one of the fields can be meant.")
        case .missingForm:
            Self.error("One of the possible forms is there", "The part needs exactly one of several fields.")
        case .outOfRange:
            Self.error("Numbers are within their limits", "The field takes numbers of a fixed range only.")
        case .tooFewElements: Self.error("Lists are long enough", "An empty list means nothing here.")
        case .repeatedElement: Self.error("Elements of a set stand once", "The list is a set.")
        case .serverOnlyField:
            Self.error(
                "Fields of the server are left to it", "The field starts an action that has a command of its own.")

        case .resourceName: Self.error("Names of resources are DNS subdomains", "They stand in paths and certificates.")
        case .labelKey:
            Self.error(
                "Label keys are well formed",
                "An optional DNS name and “/”, then at most 63 letters, digits, “-”, “_” and “.”.")
        case .labelValue:
            Self.error(
                "Label values are well formed",
                "At most 63 letters, digits, “-”, “_” and “.”, with a letter or digit at both ends, or nothing.")
        case .dnsLabel: Self.error("Short names are DNS labels", "At most 63 lower-case letters, digits and “-”.")
        case .providerName:
            Self.error("Names of configuration sources are well formed", "They stand in status and messages.")
        case .variableName:
            Self.error(
                "Environment variables have names that shells take",
                "Letters, digits and “_”, not starting with a digit.")
        case .imageReference:
            Self.error(
                "Image references are well formed",
                "A reference is [registry/]name[:tag][@digest] with a lower-case name; some tools need the registry.")
        case .imageTag: Self.error("Image tags are well formed", "At most 128 letters, digits, “_”, “.” and “-”.")
        case .gitRevision:
            Self.error("Git revisions are well formed", "A branch, tag or commit of at most 244 characters.")
        case .duration: Self.error("Durations have one unit", "A number and one of s, m and h.")
        case .percentage: Self.error("Percentages are whole numbers from 0% to 100%", "The sign is part of the value.")
        case .cronExpression:
            Self.error("Cron expressions have five fields", "Minute, hour, day of the month, month, weekday.")
        case .timeZone:
            Self.error(
                "Time zones are IANA names", "Abbreviations of three letters mean different zones in different places.")
        case .userName:
            Self.error("Users and groups are names or numbers", "65535 and 4294967295 mean “no user” and are refused.")
        case .systemdPattern:
            Self.error(
                "Systemd patterns are well formed", "Names of units, in which “*”, “?” and “[…]” stand for others.")
        case .filePath:
            Self.error(
                "Paths on a device are absolute and clean",
                "Without “..”, doubled slashes and colons a path has one spelling.")
        case .relativePath:
            Self.error(
                "Paths in an application are relative and clean",
                "They must not lead out of the application's directory.")
        case .base64: Self.error("Bytes are base64 with padding", "What “base64” prints; line breaks are allowed.")
        case .registry: Self.error("Registries are a host and a port", "The scheme stands in a field of its own.")
        case .url: Self.error("Addresses are well formed", "At most 2048 characters without spaces.")
        case .ports: Self.error("Ports are pairs of numbers", "Both from 1 to 65535.")
        case .quantity:
            Self.error(
                "Limits of processors and memory are well formed",
                "A decimal number of processors; digits and one of b, k, m and g for memory.")
        case .token: Self.error("Tokens look like tokens", "Three parts of base64url with dots between them.")
        case .textLength: Self.error("Texts have a length that fits", "The field takes texts of limited length.")

        case .duplicateProvider:
            Self.error("Configuration sources have different names", "Status and messages name them.")
        case .duplicatePath:
            Self.error(
                "Files are written once", "Which of two contents a file would get should not depend on an order.")
        case .forbiddenPath:
            Self.error(
                "The agent's own files are left alone",
                "A fleet that overwrites the agent's configuration or certificates loses its devices.")
        case .contentTooLarge:
            Self.error(
                "Content in a document is at most 1 MiB", "Large files belong into a git repository or an image.")
        case .decimalFileMode:
            Self.warning(
                "File modes are written in octal", "Without a leading zero the number is decimal: 644 is 01204.")
        case .duplicateApplication:
            Self.error("Applications have different names", "The image stands in for a missing name.")
        case .unnamedApplication:
            Self.error("Applications that are written out have names", "There is no image to name them by.")
        case .duplicateVolume:
            Self.error(
                "Volumes of an application have different names", "Files of the application refer to them by name.")
        case .volumeForm:
            Self.error(
                "Volumes have the form that their application takes",
                "Containers mount their volumes; others get content from an image.")
        case .composeFiles:
            Self.error(
                "Compose applications have one compose file", "It may have an override beside it; both lie at the root."
            )
        case .quadletFiles:
            Self.error(
                "Quadlet applications are sets of units", "Units lie at the root, and one of them runs something.")
        case .machineFile: Self.error("Virtual machines are one file", "It is called vm.yaml.")
        case .valuesFile: Self.error("Values files are YAML", "Their names end in .yaml or .yml.")
        case .duplicateMonitor: Self.error("Each resource has one monitor", "Its rules stand together.")
        case .duplicateSeverity: Self.error("Each severity has one rule", "Two would contradict each other.")
        case .thresholdOrder:
            Self.error("Thresholds rise with the severity", "Info lies below Warning, Warning below Critical.")
        case .samplingTooSlow:
            Self.error(
                "Monitors look more often than they wait",
                "Within the duration of a rule there must be more than one sample.")
        case .graceTooLong:
            Self.error(
                "The time for starting ends before the next one begins", "Otherwise the schedule would always be open.")

        case .templateSyntax: Self.error("Placeholders are well formed", "They follow the syntax of Go templates.")
        case .unknownPlaceholder:
            Self.error(
                "Placeholders are known", "A device's name and labels can be used, and a fixed list of functions.")
        case .placeholderNotAllowed:
            Self.error(
                "Placeholders stand where they may",
                "In an image reference they are the whole tag, so that a label cannot change the image's source.")

        case .emptySelector: Self.error("Selectors have a condition", "A selector without one is hardly meant.")
        case .matchesNoDevice:
            Self.warning(
                "Fleets have devices", "Devices belong to a fleet by its matchLabels; without them there are none.")
        case .expressionsNotMatched:
            Self.warning(
                "Fleets choose devices by matchLabels",
                "Expressions are checked and stored, but devices are matched by labels alone.")
        case .selectorValues:
            Self.error(
                "Conditions have the values they need", "In and NotIn need values, Exists and DoesNotExist take none.")
        case .emptyRolloutPolicy:
            Self.error(
                "Rollout policies say something", "They have a selection of devices, a disruption budget, or both.")
        case .emptyDisruptionBudget:
            Self.error(
                "Disruption budgets have a number", "They say how many must stay, how many may be away, or both.")
        case .templateLabels:
            Self.note("Labels stand on devices", "Labels of a fleet's template are kept with it and reach no device.")

        case .incompleteCredential:
            Self.error(
                "Credentials are complete",
                "User and password, certificate and key, key and passphrase belong together.")
        case .credentialInURL:
            Self.error("Addresses hold no credentials", "Addresses are shown in lists, logs and messages.")
        case .urlScheme: Self.error("Addresses of web servers are URLs", "They start with https:// or http://.")
        case .duplicateBaseImage: Self.error("Base images stand once", "Their tags stand together.")
        case .maskedSecret:
            Self.warning(
                "Secrets are written out",
                "***** is what answers show in their place; writing it back keeps a stored secret.")
        case .syncPathNotAbsolute:
            Self.note("Paths of a sync start with /", "They start at the root of the repository.")
        case .syncPath: Self.error("Paths of a sync stay in the repository", "“..” leads out of it.")

        case .requestUsages: Self.error("Requests name their usages", "clientAuth and CA:false.")
        case .refusedSigner: Self.error("Requests ask a signer for requests", "The authority itself signs none.")
        }
    }
}
