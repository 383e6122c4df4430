import Git
import Glibc

/// Resident memory over many commits, each of which changes one file: a pass must leave nothing behind.
enum CommitMemoryFigure {
    private static let fleets = 100

    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        try await SyncSite.with(place, fleets: fleets) { site in
            try await site.pass(applies: true)
            let commits = try await site.repository.chain(scale.commits, fleets: fleets)
            // The first tenth fills caches and pools.
            let warm = commits.count / 10
            try await apply(commits[..<warm], site)
            let (memory, descriptors) = (try resident(), Machine.descriptors)
            try await apply(commits[warm...], site)
            return Figure(
                name: .commitMemory, value: Double(try resident()) / 1e6, unit: "MB", yardstick: Double(memory) / 1e6,
                yardstickName: "the same after the first tenth",
                notes: "\(commits.count) commits of one file each, of \(fleets); "
                    + "\(Machine.descriptors - descriptors) more open descriptors")
        }
    }

    private static func apply(_ commits: ArraySlice<ObjectID>, _ site: SyncSite) async throws {
        for commit in commits {
            try site.repository.point(at: commit)
            try await site.pass(applies: true)
        }
    }

    private static func resident() throws -> Int { try Machine.residentMemory(of: getpid()) }
}
