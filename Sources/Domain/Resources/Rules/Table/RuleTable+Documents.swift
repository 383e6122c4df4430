// Documents: what a file is made of, and the frame of a resource.
extension Rule {
    static func documentRow(_ rule: Rule) -> Row? {
        switch rule {
        case .syntax:
            error(
                "Files are YAML or JSON", "What cannot be parsed cannot be judged; documents before the mistake are.")
        case .encoding:
            error(
                "Files are UTF-8 without NUL",
                "Other bytes have no meaning that everyone shares, and NUL cannot be stored.")
        case .limits:
            error(
                "Files stay within limits",
                "Size, depth, number of values and what aliases stand for are limited, so that one file cannot stop the server."
            )
        case .duplicateKey:
            error("Keys stand once in a mapping", "Parsers differ in which of two equal keys they take.")
        case .yamlFeature:
            error(
                "Only plain features of YAML are used",
                "Keys are texts, tags are those of the core schema, and an alias names an anchor before it.")
        case .notAResource:
            error(
                "Documents are resources", "Each document is a mapping with apiVersion, kind, metadata and spec.")
        case .apiVersion:
            error("The version is known", "Documents say flightctl.io/v1beta1, or v1beta1 for short.")
        case .unknownKind:
            error(
                "The kind is known",
                "A directory that is synced holds nothing but resources of this system, so that a misspelt kind is not passed over."
            )
        case .kindNotFromGit:
            error(
                "The kind can be declared",
                "Events, template versions, requests and organizations are made by the server, providers of identity by requests."
            )
        case .duplicateResource:
            error(
                "Resources are declared once", "Two declarations of one resource would overwrite each other in turn.")
        case .ignoredField:
            note(
                "Fields have an effect",
                "What only the server writes may stand in a document that was exported; it is not used.")
        case .furtherFindings:
            note("All findings are shown", "Of one document the first \(Report.most) findings are kept.")
        case .kindNotKept:
            error(
                "The server keeps resources of the kind",
                "Catalogs and their items can be judged and not yet kept in force; a sync refuses them.")
        default: nil
        }
    }
}
