import Nodes

extension Manifest {
    /// Findings for manifests with one kind and name in different files, each at the later one and naming the place of the
    /// first. Give the manifests in the order of their paths; those within one file were noted when it was read.
    public static func duplicatesAcrossFiles(_ manifests: [Manifest]) -> [LocatedFinding] {
        pairs(manifests).compactMap { $0.file == $1.file ? nil : $1.duplicate(of: $0) }
    }

    /// The same for the manifests of one file.
    static func duplicates(among manifests: [Manifest]) -> [LocatedFinding] {
        pairs(manifests).map { $1.duplicate(of: $0) }
    }

    private struct Key: Hashable {
        let kind: Kind
        let scope: String?
        let name: String
    }

    private static func pairs(_ manifests: [Manifest]) -> [(first: Manifest, later: Manifest)] {
        manifests.map { Key(kind: $0.kind, scope: $0.scope, name: $0.name) }.repetitions().map {
            (manifests[$0.first], manifests[$0.index])
        }
    }

    private func duplicate(of first: Manifest) -> LocatedFinding {
        let finding = Finding(
            .duplicateResource, at: FieldPath(["metadata", "name"]),
            "\(kind.rawValue) “\(name)” is declared twice, first in \(first.file) at line \(first.position.line), column \(first.position.column).",
            fix: "Rename one of the two, or remove it.")
        return located(finding)
    }
}
