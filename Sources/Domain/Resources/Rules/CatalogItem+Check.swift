extension CatalogItemSpec {
    /// Artifacts and versions stand once and belong together.
    public mutating func check(_ report: Report) {
        checkArtifacts(report)
        for (index, first) in versions.map(\.version).repetitions() {
            report.add(
                .duplicateVersion, at: ["versions", .index(index), "version"],
                "The version \(versions[index].version.excerpt) stands here again, first as element \(first + 1).",
                fix: "Remove one of the two.")
        }
        for (index, version) in versions.enumerated() { checkReferences(version, index, report) }
    }

    private func checkArtifacts(_ report: Report) {
        for (index, first) in artifacts.map(\.key).repetitions() {
            report.add(
                .duplicateArtifact, at: ["artifacts", .index(index), artifacts[index].name == nil ? "type" : "name"],
                "The artifact “\(artifacts[index].key.excerpt)” stands here again, first as element \(first + 1).",
                fix: "Give each artifact a name of its own.")
        }
        for (index, artifact) in artifacts.enumerated() where artifact.uri.endsWithTag {
            report.add(
                .artifactAddress, at: ["artifacts", .index(index), "uri"],
                "“\(artifact.uri.excerpt)” ends with a tag or digest.",
                fix: "Move it to “references” of the version that it stands for.")
        }
    }

    private func checkReferences(_ version: CatalogItemVersion, _ index: Int, _ report: Report) {
        let known = artifacts.flatMap { [$0.key, $0.type.rawValue] }
        for key in version.references.keys.sorted() where !known.contains(key) {
            report.add(
                .unknownArtifact, at: ["versions", .index(index), "references", .key(key)], onKey: true,
                "The item has no artifact “\(key.excerpt)”.",
                fix: Suggestion.fix(for: key, among: known)
                    ?? "Known are \(artifacts.map(\.key).joined(separator: ", ")).")
        }
    }
}

extension CatalogItemVersion {
    /// A version has references, and neither replaces nor skips itself.
    public mutating func check(_ report: Report) {
        if references.isEmpty {
            report.add(
                .emptyReferences, at: ["references"], "The version refers to no artifact.",
                fix: "Write the tag or digest of an artifact, such as “container: 1.4.2”.")
        }
        if replaces == version { noteItself(["replaces"], report) }
        for (index, skipped) in skips.enumerated() where skipped == version {
            noteItself(["skips", .index(index)], report)
        }
    }

    private func noteItself(_ place: [FieldPath.Step], _ report: Report) {
        report.add(
            .versionReplacesItself, at: place, "\(version.excerpt) is the version itself.",
            fix: "Name an older version, or remove it.")
    }
}

extension String {
    /// Whether an address of an artifact has a tag or digest at its end; a colon before the last slash starts a port.
    fileprivate var endsWithTag: Bool {
        guard let slash = lastIndex(of: "/") else { return contains("@") }
        return self[slash...].contains { $0 == ":" || $0 == "@" }
    }
}
