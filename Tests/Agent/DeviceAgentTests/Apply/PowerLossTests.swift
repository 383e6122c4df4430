import Testing

@testable import DeviceAgent

/// Promise P8: whenever the power fails, the device comes back with the old spec or the new one, whole.
struct PowerLossTests {
    private let old = Rendered(
        version: 1,
        files: [
            .init(path: "/etc/app/kept.conf", content: "kept"),
            .init(path: "/etc/app/changed.conf", content: "before", mode: 0o600),
            .init(path: "/etc/app/gone.conf", content: "to be removed"),
            .init(path: "/etc/becomes-directory", content: "a file for now"),
        ])
    private let new = Rendered(
        version: 2,
        files: [
            .init(path: "/etc/app/kept.conf", content: "kept"),
            .init(path: "/etc/app/changed.conf", content: "after", mode: 0o640),
            .init(path: "/etc/becomes-directory/inside/one.conf", content: "one"),
            .init(path: "/opt/made/deep/down.conf", content: "new"),
            .init(path: "/etc/taken-over.conf", content: "ours now"),
        ])

    private func scratch(_ thread: DiskThread) async throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write("/etc/foreign.conf", "not ours")
        try scratch.write("/etc/taken-over.conf", "somebody's", mode: 0o604)
        let bench = Bench(scratch, thread: thread)
        try await bench.start()
        try await bench.apply(old)
        return scratch
    }

    /// The files with the old spec in force, with the new one, and the number of changes that lead from one to the other.
    private func outcomes(_ thread: DiskThread) async throws -> (
        old: [String: String], new: [String: String], steps: Int
    ) {
        let scratch = try await scratch(thread)
        let before = try scratch.files()
        let cut = PowerCut()
        let bench = Bench(scratch, thread: thread, gate: cut.gate)
        try await bench.start()
        #expect(try await bench.apply(new) == .updated(2))
        return (before, try scratch.files(), cut.steps.count)
    }

    @Test("P8: power lost before any one change of an update leaves the old files or the new ones, whole")
    func anyInstantOfAnUpdate() async throws {
        try await withDiskThread { thread in
            let (old, new, steps) = try await outcomes(thread)
            #expect(old != new)
            #expect(steps > 40)
            var versions: Set<UInt64> = []
            for step in 0..<steps {
                let scratch = try await scratch(thread)
                try await update(scratch, thread, cutAfter: step)
                let bench = Bench(scratch, thread: thread)
                try await bench.start()
                let version = await bench.synchronizer.currentVersion
                versions.insert(version)
                #expect(
                    try scratch.files() == (version == 1 ? old : new), "power lost after \(step) of \(steps) changes")
                try await bench.apply(self.new)
                #expect(try scratch.files() == new, "the update is completed after power was lost at \(step)")
            }
            #expect(versions == [1, 2], "the cuts lie on both sides of the commit")
        }
    }

    @Test("P8: power lost again while the first loss is put right leaves the old files or the new ones, whole")
    func anyInstantOfARecovery() async throws {
        try await withDiskThread { thread in
            let (old, new, steps) = try await outcomes(thread)
            var recoveries = 0
            for first in stride(from: 1, to: steps, by: 8) {
                for second in 0..<60 {
                    let scratch = try await scratch(thread)
                    try await update(scratch, thread, cutAfter: first)
                    let cut = PowerCut(after: second)
                    let interrupted = Bench(scratch, thread: thread, gate: cut.gate)
                    let isDone = (try? await interrupted.synchronizer.recover()) != nil
                    recoveries += 1
                    let bench = Bench(scratch, thread: thread)
                    try await bench.start()
                    let version = await bench.synchronizer.currentVersion
                    #expect(
                        try scratch.files() == (version == 1 ? old : new), "lost after \(first), again after \(second)")
                    if isDone { break }
                }
            }
            #expect(recoveries > steps / 8 + 1, "at least one recovery was interrupted")
        }
    }

    private func update(_ scratch: Scratch, _ thread: DiskThread, cutAfter step: Int) async throws {
        let cut = PowerCut(after: step)
        let bench = Bench(scratch, thread: thread, gate: cut.gate)
        // What the agent makes of a dead disk does not matter: it dies with it.
        _ = try? await bench.start()
        _ = try? await bench.apply(new)
    }

    @Test(
        "P8: nothing is switched before the journal and all new files are flushed, nothing committed before the switch is"
    )
    func orderOfFlushes() async throws {
        try await withDiskThread { thread in
            let scratch = try await scratch(thread)
            let record = PowerCut()
            let bench = Bench(scratch, thread: thread, gate: record.gate)
            try await bench.start()
            try await bench.apply(new)
            let steps = record.steps
            func first(_ matches: (DiskStep) -> Bool) throws -> Int {
                let index = steps.firstIndex(where: matches)
                return try #require(index)
            }
            func last(_ matches: (DiskStep) -> Bool) throws -> Int {
                let index = steps.lastIndex(where: matches)
                return try #require(index)
            }
            func isSwitch(_ step: DiskStep) -> Bool {
                if case .rename(let from, let to) = step {
                    return from.hasSuffix(".old") || to.hasSuffix(".old") || from.contains("/.martlet-")
                }
                return false
            }
            let staged = try first { if case .create(let path) = $0 { path.contains("/.martlet-") } else { false } }
            let journal = try first { $0 == .rename(from: DevicePaths.journal + ".new", to: DevicePaths.journal) }
            let switching = try first(isSwitch)
            let switched = try last(isSwitch)
            let commit = try first {
                $0 == .rename(from: SpecStore.Slot.current.path + ".new", to: SpecStore.Slot.current.path)
            }
            let closed = try last { $0 == .remove(DevicePaths.journal) }
            #expect(journal < staged)
            #expect(steps[journal..<staged].contains(.syncDirectory(DevicePaths.data)))
            let marked = try #require(steps[..<switching].lastIndex { $0 == .syncDirectory(DevicePaths.data) })
            #expect(marked > staged, "the journal says `switching`, durably, before the first switch")
            for case .create(let path) in steps where path.contains("/.martlet-") {
                let flushed = try first { $0 == .sync(path) }
                #expect(flushed < marked, "\(path) is flushed before the journal says `switching`")
            }
            for directory in ["/etc", "/etc/app", "/opt/made/deep", "/etc/becomes-directory/inside"] {
                #expect(
                    steps[switched..<commit].contains(.syncDirectory(directory)),
                    "\(directory) is flushed before the commit")
            }
            #expect(commit < closed, "the journal outlives the commit")
        }
    }
}
