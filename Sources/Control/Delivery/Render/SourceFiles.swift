import Rendering
import Repositories
import Resources
import SQL
import Store

/// The files of frozen sources, read and decoded once for all the specs that draw on them.
struct SourceFiles {
    private let engine: DeliveryEngine
    private let organization: OrganizationID
    private var decoded: [[UInt8]: Result<[SourceFile], RenderError>] = [:]
    private var bytes = 0

    /// When it comes to more, what was read before is forgotten.
    private static let mostBytes = 32 << 20

    init(_ engine: DeliveryEngine, _ organization: OrganizationID) {
        self.engine = engine
        self.organization = organization
    }

    /// Reads, in one query, what is not at hand.
    mutating func load(_ wanted: Set<FrozenFiles>) async throws {
        var missing = wanted.filter { decoded[$0.hash] == nil }
        guard !missing.isEmpty else { return }
        if bytes + missing.reduce(0, { $0 + $1.size }) > Self.mostBytes {
            (decoded, bytes, missing) = ([:], 0, wanted)
        }
        let (organization, hashes) = (organization, missing.map(\.hash))
        let bodies = try await engine.store.database.read { try FrozenFiles.bodies($0, organization, hashes) }
        for one in missing {
            guard let body = bodies[one.hash] else { throw StoreError.unreadable("a frozen source without its files") }
            decoded[one.hash] = decode(body)
            bytes += one.size
        }
    }

    /// What cannot be opened or read fails for those alone who draw on it.
    private func decode(_ body: SealableBody) -> Result<[SourceFile], RenderError> {
        do {
            return .success(try FrozenSources.decode(body.reveal(engine.secrets.sealer)))
        } catch {
            return .failure(RenderError("\(error)"))
        }
    }

    /// The files of each reference of a spec, of those that were loaded.
    func files(
        _ spec: DeviceSpec, _ sources: [SourceKey: FrozenFiles]
    ) throws(RenderError) -> [SourceReference: [SourceFile]] {
        var files: [SourceReference: [SourceFile]] = [:]
        for reference in spec.references {
            guard let source = sources[SourceKey(reference)], let found = decoded[source.hash] else { continue }
            do {
                files[reference] = try found.get()
            } catch {
                throw RenderError("the files of config provider '\(reference.provider)' cannot be read: \(error)")
            }
        }
        return files
    }
}
