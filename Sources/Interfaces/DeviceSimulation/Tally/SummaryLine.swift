import Console

/// One line that says how a simulation stands.
struct SummaryLine {
    private var last = Tally.Numbers()
    private var lastTime = Duration.zero
    private var told: Set<String> = []
    private static let mostNews = 3

    /// - Parameter time: since the begin.
    mutating func text(_ numbers: Tally.Numbers, devices: Int, time: Duration) -> String {
        let seconds = max(0.001, (time - lastTime) / .seconds(1))
        func count(_ name: Tally.Count) -> Int { numbers.counts[name] ?? 0 }
        func state(_ name: Tally.State) -> Int { numbers.states[name] ?? 0 }
        func rate(_ name: Tally.Count) -> Int {
            Int((Double(count(name) - (last.counts[name] ?? 0)) / seconds).rounded())
        }
        let troubles = count(.turnedAway) + count(.unexpectedAnswers) + count(.lostConnections)
        let text =
            "\(Self.clock(time))  \(state(.identified))/\(devices) let in\(Self.asking(state(.asking))), "
            + "\(state(.connected)) connected, "
            + "\(state(.waiting)) waiting, \(state(.applying)) applying, \(state(.away)) away  |  "
            + "\(count(.updated)) updated, \(count(.failed)) failed, \(troubles) troubles  |  "
            + "\(rate(.connections)) handshakes/s, \(rate(.polls)) polls/s, \(rate(.reports)) reports/s"
        (last, lastTime) = (numbers, time)
        return text
    }

    private static func asking(_ count: Int) -> String { count == 0 ? "" : " (\(count) ask)" }

    /// Kinds of trouble that were not told before, at most a few at a time, since each device may have one of its own.
    mutating func news(_ numbers: Tally.Numbers) -> [String] {
        let news = numbers.failures.filter { !told.contains($0.key) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let some = news.prefix(Self.mostNews).map(\.key)
        told.formUnion(some)
        return some.map { "       trouble: \($0.printable)" }
    }

    private static func clock(_ time: Duration) -> String {
        let seconds = Int(time / .seconds(1))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(seconds / 60)):\(two(seconds % 60))"
    }
}
