import Resources
import Synchronization

/// Gathers what many threads find out about files, in the order of the files.
///
/// Findings kept are those of the first files, ``most`` or a few more; of the files behind them only numbers are kept. Which
/// files these are does not depend on the order in which threads come.
final class Verdicts: Sendable {
    /// The most findings that are shown.
    static let most = 50_000

    /// What has been gathered.
    struct State: Sendable {
        fileprivate(set) var verdicts: [FileVerdict?]
        fileprivate(set) var counts = SeverityCounts()
        fileprivate(set) var kept = 0
        /// Files from here on have lost their findings.
        fileprivate(set) var ceiling: Int
    }

    private let state: Mutex<State>
    private let most: Int

    init(files: Int, most: Int = Verdicts.most) {
        state = Mutex(State(verdicts: Array(repeating: nil, count: files), ceiling: files))
        self.most = most
    }

    /// Notes what was found out about the file at `index`.
    func set(_ verdict: FileVerdict, at index: Int) {
        state.withLock { state in
            state.counts.add(SeverityCounts(verdict.findings))
            state.verdicts[index] = verdict
            if index >= state.ceiling {
                state.verdicts[index]?.findings = []
            } else {
                state.kept += verdict.findings.count
                state.shrink(to: most)
            }
        }
    }

    /// Everything, once all threads are done.
    var result: State { state.withLock { $0 } }
}

extension Verdicts.State {
    /// Lets go of the findings of the last files while enough remain.
    fileprivate mutating func shrink(to most: Int) {
        while kept > most, ceiling > 0 {
            let last = verdicts[ceiling - 1]?.findings.count ?? 0
            if kept - last < most { return }
            verdicts[ceiling - 1]?.findings = []
            kept -= last
            ceiling -= 1
        }
    }

    /// How many findings are not kept.
    var dropped: Int { counts.total - kept }

    /// The first file with findings that are not kept.
    var firstDropped: Int { ceiling }
}
