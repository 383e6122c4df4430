public import Nodes

/// `metadata` of an object as the wire shows it.
public struct ObjectMetadata: Sendable {
    /// `metadata.name`.
    public var name: String
    /// JSON object of the labels.
    public var labels: [UInt8]
    /// JSON object of the annotations; nil leaves the member out.
    public var annotations: [UInt8]?
    /// `Kind/name`; nil leaves the member out.
    public var owner: String?
    /// Revision of the spec; nil for kinds that show none.
    public var generation: Int64?
    /// The sum of the revisions of what the object is made from.
    public var resourceVersion: Int64
    /// RFC 3339.
    public var creationTimestamp: String

    /// States metadata.
    public init(
        name: String, labels: [UInt8], annotations: [UInt8]? = nil, owner: String? = nil, generation: Int64? = nil,
        resourceVersion: Int64, creationTimestamp: String
    ) {
        self.name = name
        self.labels = labels
        self.annotations = annotations
        self.owner = owner
        self.generation = generation
        self.resourceVersion = resourceVersion
        self.creationTimestamp = creationTimestamp
    }

    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("name", name)
            $0.field("labels", raw: labels)
            $0.field("annotations", raw: annotations)
            $0.field("owner", owner)
            $0.field("generation", generation)
            $0.field("resourceVersion", String(resourceVersion))
            $0.field("creationTimestamp", creationTimestamp)
        }
    }
}

/// The whole of an object as the wire shows it, joined from parts that are JSON already.
public enum ObjectDocument {
    /// The one API version that is returned.
    public static let apiVersion = "flightctl.io/v1beta1"

    /// Writes an object; a nil `spec` or `status` is left out.
    public static func write(
        to writer: inout JSONWriter, kind: String, metadata: ObjectMetadata, spec: [UInt8]? = nil,
        status: [UInt8]? = nil
    ) {
        writer.object {
            $0.field("apiVersion", apiVersion)
            $0.field("kind", kind)
            $0.key("metadata")
            metadata.write(to: &$0)
            $0.field("spec", raw: spec)
            $0.field("status", raw: status)
        }
    }

    /// The bytes of one object.
    public static func json(
        kind: String, metadata: ObjectMetadata, spec: [UInt8]? = nil, status: [UInt8]? = nil
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 512 + (spec?.count ?? 0) + (status?.count ?? 0))
        write(to: &writer, kind: kind, metadata: metadata, spec: spec, status: status)
        return writer.bytes
    }
}
