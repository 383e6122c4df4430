import Nodes

/// That a file declares a resource: what is kept of a manifest when only its name matters.
public struct Declaration: Sendable, Hashable {
    /// The kind.
    public var kind: Kind
    /// The name, unique within its kind.
    public var name: String
    /// The catalog that an item belongs to; nil for other kinds.
    public var scope: String?
    /// The file, as the reader was told.
    public var file: String
    /// Where in the file the name stands.
    public var position: Position

    /// What a manifest declares.
    public init(_ manifest: Manifest) {
        kind = manifest.kind
        name = manifest.name
        scope = manifest.scope
        file = manifest.file
        position = manifest.position
    }

    /// Findings for declarations of one resource in different files, each at the later one and naming the place of the
    /// first. Give them in the order of their paths; those within one file were noted when it was read.
    public static func duplicatesAcrossFiles(_ declarations: [Declaration]) -> [LocatedFinding] {
        pairs(declarations).compactMap { $0.file == $1.file ? nil : $1.duplicate(of: $0) }
    }

    /// The same for the declarations of one file.
    static func duplicates(among declarations: [Declaration]) -> [LocatedFinding] {
        pairs(declarations).map { $1.duplicate(of: $0) }
    }

    private struct Key: Hashable {
        let kind: Kind
        let scope: String?
        let name: String
    }

    private static func pairs(_ all: [Declaration]) -> [(first: Declaration, later: Declaration)] {
        all.map { Key(kind: $0.kind, scope: $0.scope, name: $0.name) }.repetitions().map {
            (all[$0.first], all[$0.index])
        }
    }

    private func duplicate(of first: Declaration) -> LocatedFinding {
        let finding = Finding(
            .duplicateResource, at: FieldPath(["metadata", "name"]),
            "\(kind.rawValue) “\(name)” is declared twice, first in \(first.file) at line \(first.position.line), column \(first.position.column).",
            fix: "Rename one of the two, or remove it.")
        // A valid name is ASCII without escapes, so its end follows from its length; an opening quote is not counted.
        let end = Position(line: position.line, column: position.column + name.utf8.count)
        return LocatedFinding(file: file, start: position, end: end, kind: kind.rawValue, name: name, finding: finding)
    }
}

extension Manifest {
    /// Findings for manifests with one kind and name in different files; see ``Declaration``.
    public static func duplicatesAcrossFiles(_ manifests: [Manifest]) -> [LocatedFinding] {
        Declaration.duplicatesAcrossFiles(manifests.map(Declaration.init))
    }

    /// The same for the manifests of one file.
    static func duplicates(among manifests: [Manifest]) -> [LocatedFinding] {
        Declaration.duplicates(among: manifests.map(Declaration.init))
    }
}
