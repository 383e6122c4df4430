/// A field by which lists can be narrowed.
public struct SelectableField: Sendable, Hashable {
    /// What the values of a field are, which decides the operators that it takes.
    public enum ValueType: Sendable, Hashable {
        /// A text.
        case string
        /// A time of RFC 3339.
        case timestamp
        /// `true` or `false`.
        case boolean
    }

    /// The name in queries, such as `metadata.name`.
    public var name: String
    /// What its values are.
    public var type: ValueType

    init(_ name: String, _ type: ValueType = .string) {
        self.name = name
        self.type = type
    }

    /// The fields that it stands for; a condition on it holds when it holds for one of them.
    public var alternatives: [String] {
        switch name {
        case "metadata.nameOrAlias": ["metadata.name", "metadata.alias"]
        case "metadata.labels.keyOrValue": ["metadata.labels.key", "metadata.labels.value"]
        default: [name]
        }
    }
}

extension Kind {
    /// The fields by which lists of this kind can be narrowed, in the order of their names.
    public var selectableFields: [SelectableField] {
        (Self.commonFields + ownFields).sorted { $0.name < $1.name }
    }

    /// The fields by which a list of the labels of objects of this kind can be narrowed: theirs, and those of a label.
    public var selectableFieldsOfLabels: [SelectableField] {
        let ofLabel = ["metadata.labels.key", "metadata.labels.value", "metadata.labels.keyOrValue"]
        return (selectableFields + ofLabel.map { SelectableField($0) }).sorted { $0.name < $1.name }
    }

    private static let commonFields = [
        SelectableField("metadata.name"), SelectableField("metadata.owner"),
        SelectableField("metadata.creationTimestamp", .timestamp),
    ]

    private var ownFields: [SelectableField] {
        switch self {
        case .device:
            [
                "metadata.alias", "metadata.nameOrAlias", "status.summary.status", "status.applicationsSummary.status",
                "status.updated.status", "status.lifecycle.status", "status.capabilities.osMode",
            ].map { SelectableField($0) }
        case .fleet: [SelectableField("spec.template.spec.os.image")]
        case .enrollmentRequest:
            [SelectableField("status.approval.approved", .boolean), SelectableField("status.certificate")]
        case .certificateSigningRequest: [SelectableField("status.certificate")]
        case .repository: ["spec.type", "spec.url", "spec.registry", "spec.accessMode"].map { SelectableField($0) }
        case .resourceSync: ["spec.repository", "spec.type"].map { SelectableField($0) }
        case .event:
            ["reason", "actor", "type", "involvedObject.name", "involvedObject.kind"].map { SelectableField($0) }
        case .catalogItem: ["metadata.catalog", "spec.category", "spec.type"].map { SelectableField($0) }
        case .templateVersion, .organization, .authProvider, .catalog: []
        }
    }
}
