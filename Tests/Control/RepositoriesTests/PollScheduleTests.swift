import Repositories
import Testing

/// A schedule with a clock in the test's hand.
private struct Bench {
    var schedule: PollSchedule<String>
    var now = ContinuousClock.now
    let interval: Duration

    init(rules: PollRules = PollRules(), interval: Duration = .seconds(300)) {
        schedule = PollSchedule(rules: rules)
        self.interval = interval
    }

    func target(_ key: String, host: String? = "h", stamp: String = "1", hooked: Bool = false) -> PollTarget<String> {
        var target = PollTarget(key: key, host: host, interval: interval, stamp: stamp)
        target.isHooked = hooked
        return target
    }

    mutating func know(_ targets: [PollTarget<String>]) { schedule.update(targets, now: now) }

    mutating func start() -> [String] { schedule.start(now: now) }

    /// Ends a question and returns the pause that follows.
    @discardableResult
    mutating func finish(_ key: String, _ outcome: PollOutcome = .success, random: Double = 0.5) -> Duration {
        let pause = schedule.pause(key, after: outcome, random: random).pause
        schedule.finish(key, outcome, pause: pause, now: now)
        return pause
    }
}

private let away = PollOutcome.failure(retryAfter: nil, isHostAway: true)
private let wrong = PollOutcome.failure(retryAfter: nil, isHostAway: false)

@Suite("The schedule of questions")
struct PollScheduleTests {
    @Test("What is new is due at once, and then once per interval")
    func interval() {
        var bench = Bench()
        bench.know([bench.target("a")])
        #expect(bench.start() == ["a"])
        #expect(bench.start() == [])
        #expect(bench.finish("a") == .seconds(300))
        #expect(bench.schedule.next(after: bench.now) == bench.now + .seconds(300))
        bench.now += .seconds(299)
        #expect(bench.start() == [])
        bench.now += .seconds(1)
        #expect(bench.start() == ["a"])
    }

    @Test("Pauses are spread by a tenth to either side", arguments: [(0.0, 270.0), (0.5, 300.0), (1.0, 330.0)])
    func jitter(random: Double, seconds: Double) {
        var bench = Bench()
        bench.know([bench.target("a")])
        _ = bench.start()
        #expect(bench.finish("a", random: random) == .seconds(seconds))
    }

    @Test("Failures in a row double the pause up to half an hour, and a success forgets them")
    func backoff() {
        var bench = Bench()
        bench.know([bench.target("a")])
        var pauses: [Duration] = []
        for outcome in [wrong, away, wrong, wrong, wrong, .success, wrong] {
            #expect(bench.start() == ["a"])
            let pause = bench.finish("a", outcome)
            pauses.append(pause)
            bench.now += pause
        }
        #expect(pauses == [300, 600, 1200, 1800, 1800, 300, 300].map { .seconds($0) })
    }

    @Test("An interval longer than half an hour is not shortened by failures")
    func longInterval() {
        var bench = Bench(interval: .seconds(7200))
        bench.know([bench.target("a")])
        _ = bench.start()
        #expect(bench.finish("a", wrong) == .seconds(7200))
    }

    @Test("Retry-After is obeyed, never early, and not even a webhook comes before it")
    func retryAfter() {
        var bench = Bench()
        bench.know([bench.target("a")])
        _ = bench.start()
        let outcome = PollOutcome.failure(retryAfter: .seconds(4000), isHostAway: true)
        let pause = bench.finish("a", outcome, random: 0)
        #expect(pause == .seconds(4000))
        bench.now += .seconds(3999)
        bench.schedule.hurry(["a"], now: bench.now)
        #expect(bench.start() == [])
        bench.now += .seconds(1)
        #expect(bench.start() == ["a"])
    }

    @Test("A host cannot ask for more than a day")
    func boundedRetryAfter() {
        var bench = Bench()
        bench.know([bench.target("a")])
        _ = bench.start()
        let outcome = PollOutcome.failure(retryAfter: .seconds(1 << 40), isHostAway: true)
        #expect(bench.finish("a", outcome, random: 0) == .seconds(86_400))
    }

    @Test("A changed spec is due at once, whatever failures and Retry-After were before")
    func changed() {
        var bench = Bench()
        bench.know([bench.target("a")])
        _ = bench.start()
        bench.finish("a", .failure(retryAfter: .seconds(4000), isHostAway: true))
        bench.now += .seconds(2)
        bench.know([bench.target("a", stamp: "2")])
        #expect(bench.start() == ["a"])
        #expect(bench.finish("a", wrong) == .seconds(300))
    }

    @Test("A look that sees nothing new changes nothing")
    func sameLook() {
        var bench = Bench()
        bench.know([bench.target("a")])
        _ = bench.start()
        bench.finish("a")
        bench.now += .seconds(100)
        bench.know([bench.target("a")])
        #expect(bench.start() == [])
        #expect(bench.schedule.next(after: bench.now) == bench.now + .seconds(200))
    }

    @Test(
        "A hint during a question makes one more, so that nothing is missed; a flood of hints makes no more than that")
    func hintDuringQuestion() {
        var bench = Bench()
        bench.know([bench.target("a")])
        _ = bench.start()
        for _ in 0..<1000 {
            bench.now += .milliseconds(1)
            bench.schedule.hurry(["a"], now: bench.now)
            #expect(bench.start() == [])
        }
        bench.finish("a")
        #expect(bench.start() == ["a"])
        bench.finish("a")
        bench.now += .seconds(1)
        #expect(bench.start() == [])
    }

    @Test("However many hints come, questions to one repository are a second apart")
    func gap() {
        var bench = Bench()
        bench.know([bench.target("a")])
        var questions = 0
        for _ in 0..<10_000 {
            bench.schedule.hurry(["a"], now: bench.now)
            for key in bench.start() {
                questions += 1
                bench.finish(key)
            }
            bench.now += .milliseconds(1)
        }
        #expect(questions == 10)
    }

    @Test("While webhooks tell of changes the interval stretches")
    func stretch() {
        var bench = Bench()
        bench.know([bench.target("a", hooked: true)])
        _ = bench.start()
        #expect(bench.finish("a") == .seconds(1800))
    }

    @Test("A schedule that begins keeps to what was promised")
    func memory() {
        var bench = Bench()
        var target = bench.target("a")
        target.memory = PollMemory(failures: 3, wait: .seconds(70))
        var late = bench.target("b")
        late.memory = PollMemory(failures: 1, wait: .seconds(-70))
        bench.know([target, late])
        #expect(bench.start() == ["b"])
        bench.now += .seconds(70)
        #expect(bench.start() == ["a"])
        #expect(bench.finish("a", wrong) == .seconds(1800))
    }

    @Test("Questions are bounded for each host and in all, and who was due first is first")
    func bounded() {
        var bench = Bench()
        bench.know((0..<100).map { bench.target("\($0)", host: "h\($0 % 2)") })
        let first = bench.start()
        #expect(first.count <= PollRules().total)
        #expect(first.filter { Int($0).map { $0 % 2 == 0 } ?? false }.count <= PollRules().perHost)
        #expect(bench.schedule.busy.count == first.count)
    }

    @Test("Many silent hosts leave room for one that answers: nobody starves")
    func noStarvation() {
        var bench = Bench()
        let silent = (0..<400).map { bench.target("s\($0)", host: "silent\($0 % 4)") }
        bench.know(silent)
        let stuck = bench.start()
        bench.now += .seconds(1)
        let good = (0..<200).map { bench.target("g\($0)", host: "good") }
        bench.know(silent + good)
        var answered: Set<String> = []
        for _ in 0..<200 {
            let started = bench.start()
            #expect(bench.schedule.busy.count <= PollRules().total)
            for key in started where key.first == "g" {
                answered.insert(key)
                bench.finish(key)
            }
        }
        #expect(answered.count == 200)
        // When their deadlines are over, the silent hosts are in trouble: each is asked one thing at a time.
        for key in bench.schedule.busy { bench.finish(key, away) }
        #expect(stuck.count > 4)
        #expect(bench.start().count == 4)
    }

    @Test("A host that answers again is asked as much as before")
    func recovery() {
        var bench = Bench()
        bench.know((0..<20).map { bench.target("\($0)") })
        let first = bench.start()
        for key in first { bench.finish(key, away) }
        let second = bench.start()
        #expect(second.count == 1)
        bench.finish(second[0])
        #expect(bench.start().count == PollRules().perHost)
    }

    @Test("A repository that is wrong in itself does not slow its host")
    func wrongRepository() {
        var bench = Bench()
        bench.know((0..<20).map { bench.target("\($0)") })
        for key in bench.start() { bench.finish(key, wrong) }
        #expect(bench.start().count == PollRules().perHost)
    }

    @Test("Every target is asked once in each round, in the order in which they are due")
    func rounds() {
        var bench = Bench()
        bench.know((0..<50).map { bench.target("\($0)", host: "h\($0 % 5)") })
        var asked: [String: Int] = [:]
        for _ in 0..<3 {
            var running = bench.start()
            while let key = running.popLast() {
                asked[key, default: 0] += 1
                bench.finish(key, random: 0.5)
                running += bench.start()
            }
            bench.now += .seconds(300)
        }
        #expect(asked.count == 50)
        #expect(asked.values.allSatisfy { $0 == 3 })
    }

    @Test("What is gone is forgotten; its question keeps its place until it ends")
    func gone() {
        var bench = Bench()
        bench.know([bench.target("a")])
        _ = bench.start()
        bench.know([])
        #expect(bench.schedule.busy == ["a"])
        bench.know([bench.target("a")])
        #expect(bench.start() == [])
        bench.know([])
        bench.finish("a")
        #expect(bench.schedule.busy == [])
        #expect(bench.schedule.next(after: bench.now) == nil)
    }
}

@Suite("Hosts of addresses")
struct PollHostTests {
    @Test(
        "Addresses of one host are counted as one",
        arguments: [
            ("https://Git.Example.com/a/b.git", "git.example.com"), ("http://127.0.0.1:8080/x", "127.0.0.1:8080"),
            ("ssh://git@git.example.com:2222/a", "git.example.com:2222"),
            ("git@git.example.com:a/b", "git.example.com"),
            ("quay.io", "quay.io"), ("registry.example.com:5000", "registry.example.com:5000"),
            ("https://[::1]:3000/a", "[::1]:3000"),
        ])
    func host(address: String, host: String) { #expect(PollHost.of(address) == host) }

    @Test("An address without a host has none", arguments: ["", "https://", "https:///path"])
    func none(address: String) { #expect(PollHost.of(address) == nil) }
}
