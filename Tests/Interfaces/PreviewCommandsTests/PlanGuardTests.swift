import Nodes
import PreviewCommands
import TestRepositories
import Testing

@Suite("Plan guards")
struct PlanGuardTests {
    private func old(_ number: Int) -> String {
        Sample.old.replacing("name: old", with: "name: n\(number)").replacing("role: old", with: "role: r\(number)")
    }

    /// A repository whose second commit removes three fleets of ten and more.
    private func withRemoval(
        spec: String = "", message: String = "remove", _ body: (HostedRepository) async throws -> Void
    ) async throws {
        try await withFleet { repository in
            var files = Dictionary(
                uniqueKeysWithValues: (0..<8).map { ("fleets/n\($0).yaml", HostedChange.text(old($0))) })
            files["fleets/syncs.yaml"] = .text(Sample.syncs.replacing("path: /fleets", with: "path: /fleets\(spec)"))
            try await repository.commit(files)
            let gone = (0..<3).map { ("fleets/n\($0).yaml", HostedChange.delete) }
            try await repository.commit(Dictionary(uniqueKeysWithValues: gone), message: message)
            try await body(repository)
        }
    }

    @Test("P2: what the server would stop is told, with what would go and how to approve it")
    func blocks() async throws {
        try await withRemoval { repository in
            let plan = try await plan(repository)
            #expect(!plan.isRefused && plan.hasChanges)
            #expect(
                plan.output.contains("until someone runs `martlet sync approve NAME --commit SHA`:\n  ! it takes away"))
            #expect(
                plan.output.contains("3 objects of 11, more than the 2 that may go at once: Fleet/n0 (fleets/n0.yaml:"))
            #expect(plan.output.hasSuffix("Plan: needs approval; 0 to create, 0 to change, 3 to delete.\n"))
        }
    }

    @Test("in every form", arguments: PlanCommand.Format.allCases)
    func forms(format: PlanCommand.Format) async throws {
        try await withRemoval { repository in
            let output = try await plan(repository) { $0.format = format }.output
            #expect(output.contains("3 objects of 11"))
        }
    }

    @Test("by the limits of the sync in the repository", arguments: [(3, 30, false), (2, 30, true), (3, 20, true)])
    func limits(deletions: Int, percentage: Int, isBlocked: Bool) async throws {
        let spec = ", prune: {maxDeletions: \(deletions), maxPercentage: \(percentage)}"
        try await withRemoval(spec: spec) { repository in
            let output = try await plan(repository).output
            #expect(output.contains("needs approval") == isBlocked)
        }
    }

    @Test("a trailer of the head counts where the sync takes it", arguments: [true, false])
    func trailers(isTaken: Bool) async throws {
        let message = "remove\n\nMartlet-Allow-Prune: 3"
        try await withRemoval(spec: ", prune: {allowTrailer: \(isTaken)}", message: message) { repository in
            let output = try await plan(repository).output
            #expect(output.contains("needs approval") == !isTaken)
        }
    }

    @Test("manifests of devices that are online, with an inventory that knows")
    func online() async throws {
        try await withFleet { repository in
            let device = "apiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata: {name: k1}\nspec: {}\n"
            try await repository.commit(["fleets/d.yaml": .text(device)])
            try await repository.commit(["fleets/d.yaml": .delete])
            #expect(try await !plan(repository).output.contains("needs approval"))
            let output = try await plan(repository, inventory: Sample.inventory).output
            #expect(output.contains("devices that are online (k1)"))
        }
    }

    @Test("what the sync may not target is refused")
    func targets() async throws {
        try await withFleet { repository in
            let limited = Sample.syncs.replacing("path: /fleets", with: "path: /fleets, targets: {kinds: [Fleet]}")
            try await repository.commit(["fleets/syncs.yaml": .text(limited)])
            let text = "apiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata: {name: k1}\nspec: {}\n"
            try await repository.commit(["fleets/d.yaml": .text(text)])
            let plan = try await plan(repository)
            #expect(plan.isRefused)
            #expect(plan.output.contains("Device/k1 is no Fleet"))
        }
    }
}
