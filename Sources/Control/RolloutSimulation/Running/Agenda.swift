import Rollout

/// Something that is going to happen.
enum Occurrence: Hashable {
    /// A worker takes the job that makes a step.
    case step
    /// What is stale is rendered.
    case render
    /// A device has finished with a rendered version.
    case applied(Int, version: Int64)
    /// A device comes back or goes silent.
    case flip(Int)
    /// A device's agent starts anew.
    case restart(Int)
    /// A device begins or ceases to take part.
    case move(Int)
    /// Another fleet begins or ceases to match a device as well.
    case dispute(Int)
    /// A device gets another label.
    case relabel(Int)
    /// The fleet gets a newer template version.
    case release
    /// The fleet gets another policy.
    case edit
    /// An operator asks for something.
    case command

    /// Whether it may happen in the middle of a step, which holds the fleet's lock and nothing else.
    var ignoresLock: Bool {
        switch self {
        case .render, .applied, .flip, .restart, .relabel: true
        case .step, .move, .dispute, .release, .edit, .command: false
        }
    }
}

/// What is going to happen, in its order: by time, then by when it was planned.
struct Agenda {
    private var entries: [(at: Moment, number: Int, what: Occurrence)] = []
    private var planned = 0

    mutating func plan(_ what: Occurrence, at moment: Moment) {
        planned += 1
        let entry = (at: moment, number: planned, what: what)
        let index = entries.lastIndex { $0.at <= moment }.map { $0 + 1 } ?? 0
        entries.insert(entry, at: index)
    }

    /// Whether a step is planned for an instant or before: another that is asked for then would be the same job.
    func hasStep(until moment: Moment) -> Bool { entries.contains { $0.what == .step && $0.at <= moment } }

    /// What comes next, not later than an instant.
    mutating func next(until end: Moment) -> (at: Moment, what: Occurrence)? {
        guard let first = entries.first, first.at <= end else { return nil }
        entries.removeFirst()
        return (first.at, first.what)
    }

    /// What comes next of the things that ignore the lock, not later than an instant.
    mutating func nextIgnoringLock(until end: Moment) -> Occurrence? {
        guard let index = entries.firstIndex(where: { $0.what.ignoresLock && $0.at <= end }) else { return nil }
        return entries.remove(at: index).what
    }

    /// Nothing of a kind happens any more.
    mutating func cancel(_ isCancelled: (Occurrence) -> Bool) { entries.removeAll { isCancelled($0.what) } }
}
