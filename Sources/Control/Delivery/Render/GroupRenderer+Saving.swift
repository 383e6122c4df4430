import Rendering
import SQL
import Store

/// Rendering and storing, a few specs at a time.
extension GroupRenderer {
    /// Of sources that are read, or specs that are stored, together. One that is larger goes alone.
    private static let mostBytes = 8 << 20

    /// Renders specs and stores them.
    /// - Returns: `rendered.id` of each by its key, or why it could not be rendered.
    func save(
        _ specs: [UnrenderedSpec], _ files: inout SourceFiles
    ) async throws -> (saved: [[UInt8]: Int64], failures: [[UInt8]: String]) {
        var saved: [[UInt8]: Int64] = [:]
        var failures: [[UInt8]: String] = [:]
        var fresh: [NewRendered] = []
        for part in Self.parts(specs) {
            try await files.load(part.reduce(into: []) { $0.formUnion($1.files) })
            for spec in part {
                do {
                    fresh.append(try render(spec, files))
                } catch let error as RenderError {
                    failures[spec.key] = error.description
                }
                if fresh.reduce(0, { $0 + $1.size }) >= Self.mostBytes { try await store(&fresh, &saved) }
            }
        }
        try await store(&fresh, &saved)
        return (saved, failures)
    }

    private func store(_ fresh: inout [NewRendered], _ saved: inout [[UInt8]: Int64]) async throws {
        guard !fresh.isEmpty else { return }
        let organization = organization.id
        let ids = try await engine.store.database.transaction { [fresh] in
            try RenderedSpecs.save($0, organization, fresh)
        }
        saved.merge(ids) { _, id in id }
        fresh = []
    }

    /// Specs whose sources are read together.
    private static func parts(_ specs: [UnrenderedSpec]) -> [ArraySlice<UnrenderedSpec>] {
        var parts: [ArraySlice<UnrenderedSpec>] = []
        var files: Set<FrozenFiles> = []
        var start = specs.startIndex
        for (index, spec) in specs.enumerated() {
            files.formUnion(spec.files)
            guard index > start, files.reduce(0, { $0 + $1.size }) > mostBytes else { continue }
            parts.append(specs[start..<index])
            (start, files) = (index, spec.files)
        }
        return parts + (start < specs.endIndex ? [specs[start...]] : [])
    }
}
