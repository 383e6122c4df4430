public import Resources

/// What the description of a kind says, from the frame of its documents down to the last field.
public struct KindFacts: Sendable {
    /// Who writes the documents.
    public enum Author: Sendable {
        /// People; of the kinds that only servers write, these.
        case people
        /// Servers, in answers.
        case servers
    }

    /// The kind.
    public let kind: Kind
    /// The frame of a document: apiVersion, kind, metadata and what else the kind has.
    public let document: Part
    /// The parts below the frame.
    public let parts: Parts

    /// The facts of a kind.
    public init(_ kind: Kind, by author: Author = .people) {
        var reader = PartReader(name: kind.rawValue, parts: Parts())
        switch author {
        case .people: kind.describeManifest(&reader)
        case .servers: kind.describeObject(&reader)
        }
        self.kind = kind
        document = Self.frame(of: kind, around: reader.part)
        parts = reader.parts
    }

    /// The facts of every kind, in the order of the kinds.
    public static var all: [KindFacts] { Kind.allCases.map { KindFacts($0) } }

    /// Descriptions leave out the two fields that are read before them.
    private static func frame(of kind: Kind, around part: Part) -> Part {
        var frame = part
        frame.ignored.removeAll { $0.key == "apiVersion" || $0.key == "kind" }
        let version = Field("apiVersion", .required, doc: "The version of the document.")
        let word = Field("kind", .required, doc: "What the document describes.")
        frame.fields =
            [
                PartField(field: version, value: .word([kind.apiVersion])),
                PartField(field: word, value: .word([kind.rawValue])),
            ]
            + part.fields.map { field in
                var sentence = field.field
                sentence.doc = sentence.doc.prefix(1).uppercased() + sentence.doc.dropFirst()
                // A device is declared by labels alone if need be, and the answer to its report goes without a spec.
                if kind == .device, sentence.key == "spec" { sentence.presence = .optional }
                return PartField(field: sentence, value: field.value)
            }
        return frame
    }
}
