import Secrets
import Testing

@testable import Git

@Suite("The protocol between server and worker")
struct ProtocolTests {
    static let id = ObjectID(bytes: Array(0..<20).map { UInt8($0) })

    static func answers() throws -> [WorkerAnswer] {
        let id = try #require(id)
        return [
            .file(TreeFile(path: "a/ü.yaml", blob: id, mode: 0o100644, size: 3, content: [1, 2, 3])),
            .file(TreeFile(path: "link", blob: id, mode: 0o120000, size: 9, content: nil)),
            .skipped(SkippedEntry(path: "x\\xFF", reason: .notUTF8)), .deleted("b.yaml"), .deleted("a.yaml"),
            .listed(isComplete: false),
        ]
    }

    static func history() throws -> [WorkerAnswer] {
        let id = try #require(id)
        let detail = GitCommit(id: id, authorName: "Ada", authorEmail: "a@b", committedAt: -1, subject: "s")
        let signed = HistoryCommit(
            detail: detail, parents: [id, id], committerName: "Bob", committerEmail: "b@b", message: "s\n\nText: ü\n",
            signature: CommitSignature(armored: [1, 2], payload: [3]))
        var root = signed
        (root.parents, root.signature) = ([], nil)
        return [.historyCommit(signed), .historyCommit(root), .historyEnd(isCut: true, isDescendant: false)]
    }

    static func stream() throws -> [UInt8] { try answers().flatMap { WireWriter.frame($0.encoded()) } }

    static var collector: AnswerCollector {
        var limits = GitLimits()
        limits.maxTotalBytes = 1 << 16
        limits.maxEntries = 100
        limits.maxFiles = 100
        return AnswerCollector(limits: limits, maxPartBytes: 1 << 16)
    }

    static func feed(_ bytes: [UInt8], chunk: Int) throws -> AnswerCollector {
        var collector = Self.collector
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            let part = Array(bytes[start..<min(start + chunk, bytes.count)])
            if try part.withUnsafeBytes({ try collector.take($0) }) { break }
        }
        return collector
    }

    @Test("A listing is put together from pieces of any size", arguments: [1, 2, 3, 7, 64, 1 << 16])
    func chunks(_ chunk: Int) throws {
        guard case .listed(let delta) = try Self.feed(try Self.stream(), chunk: chunk).outcome else {
            Issue.record("no listing")
            return
        }
        #expect(delta.files.map(\.path) == ["a/ü.yaml", "link"])
        #expect(delta.files.first?.content == [1, 2, 3])
        #expect(delta.files.map(\.kind) == [.file, .symbolicLink])
        #expect(delta.deleted == ["a.yaml", "b.yaml"])
        #expect(delta.skipped.map(\.reason) == [.notUTF8])
        #expect(!delta.isComplete)
    }

    @Test("Other answers come back as they were")
    func finalAnswers() throws {
        let id = try #require(Self.id)
        let commit = GitCommit(id: id, authorName: "Ada", authorEmail: "a@b", committedAt: -1, subject: "s")
        var failure = GitError(.tls, "message", fix: "fix")
        failure.retryAfter = .seconds(90)
        for answer in [WorkerAnswer.resolved(id), .commit(commit), .failed(failure)] {
            switch try Self.feed(WireWriter.frame(answer.encoded()), chunk: 5).outcome {
            case .resolved(let found): #expect(found == id)
            case .commit(let found): #expect(found == commit)
            case .failed(let found): #expect(found == failure)
            default: Issue.record("no outcome")
            }
        }
    }

    @Test("A history is put together from pieces of any size", arguments: [1, 7, 1 << 16])
    func history(_ chunk: Int) throws {
        let answers = try Self.history()
        let bytes = answers.flatMap { WireWriter.frame($0.encoded()) }
        guard case .history(let history) = try Self.feed(bytes, chunk: chunk).outcome else {
            Issue.record("no history")
            return
        }
        let sent = answers.compactMap { if case .historyCommit(let commit) = $0 { commit } else { nil } }
        #expect(history.commits == sent && history.isCut && !history.isDescendant)
    }

    @Test("A question for a history comes back as it was", arguments: [nil, id])
    func historyRequest(_ since: ObjectID?) throws {
        let id = try #require(Self.id)
        let query = WorkerRequest.HistoryQuery(head: id, since: since, limit: 9, signatures: since == nil)
        let request = WorkerRequest(
            directory: "/d", parent: 7, remote: GitRemote(organization: "o", url: "https://h/p"), network: GitNetwork(),
            limits: GitLimits(), operation: .history(query))
        guard case .history(let same) = try WorkerRequest(decoding: request.encoded()).operation else {
            Issue.record("another operation")
            return
        }
        #expect(same.head == id && same.since == since && same.limit == 9 && same.signatures == (since == nil))
    }

    @Test(
        "A request comes back as it was",
        arguments: [
            nil, GitCredential.password(username: "u", password: "p"), .token("t"),
            .key(Secret([1, 2]), passphrase: nil), .key(Secret([1]), passphrase: Secret([2])),
        ])
    func request(_ credential: GitCredential?) throws {
        let id = try #require(Self.id)
        var limits = GitLimits()
        limits.deadline = .milliseconds(1500)
        var remote = GitRemote(
            organization: "o", url: "https://h/p", credential: credential, caCertificates: [1],
            skipServerVerification: true)
        (remote.clientCertificate, remote.clientKey) = ([2], Secret([3]))
        (remote.proxy, remote.knownHosts) = ("http://p:1", "h ssh-ed25519 AAAA")
        let network = GitNetwork(allowsPrivateAddresses: true, knownHosts: "k")
        let query = WorkerRequest.FileQuery(commit: id, path: "p", since: id, maxFileBytes: 5, suffixes: [".yaml"])
        let request = WorkerRequest(
            directory: "/d", parent: 7, remote: remote, network: network, limits: limits, operation: .files(query))
        let found = try WorkerRequest(decoding: request.encoded())
        #expect(found.remote == remote && found.network == network)
        #expect(found.limits == limits && found.parent == 7 && found.directory == "/d")
        guard case .files(let same) = found.operation else {
            Issue.record("another operation")
            return
        }
        #expect(
            same.commit == id && same.path == "p" && same.since == id && same.maxFileBytes == 5
                && same.suffixes == [".yaml"])
    }

    @Test("A stream that is cut off gives no outcome")
    func truncated() throws {
        let stream = try Self.stream()
        for count in 0..<stream.count {
            #expect(try Self.feed(Array(stream.prefix(count)), chunk: 1 << 16).outcome == nil)
        }
    }

    @Test("A frame or a stream beyond its limit is refused (P10)")
    func bounds() throws {
        #expect(throws: WireError.self) { try Self.feed([0xff, 0xff, 0xff, 0xff], chunk: 4) }
        #expect(throws: WireError.self) { try Self.feed([0, 2, 0, 0], chunk: 4) }
        let deletion = WireWriter.frame(WorkerAnswer.deleted(String(repeating: "a", count: 1000)).encoded())
        #expect(throws: WireError.self) {
            try Self.feed(Array(repeatElement(deletion, count: 1000).joined()), chunk: 4096)
        }
    }

    @Test("A frame after the last one is refused")
    func afterTheEnd() throws {
        let stream = try Self.stream()
        #expect(throws: WireError.self) { try Self.feed(stream + stream, chunk: 1 << 16) }
    }

    @Test("Whatever bytes a worker sends, they are read or refused (P10)", arguments: [1, 2, 3, 4] as [UInt64])
    func fuzz(_ seed: UInt64) throws {
        var random = SplitMix(seed)
        let valid = try Self.history().dropLast().flatMap { WireWriter.frame($0.encoded()) } + Self.stream()
        for _ in 0..<4000 {
            var bytes = valid
            for _ in 0...Int(random.next() % 4) where bytes.count > 1 {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                default: bytes.removeLast(min(bytes.count - 1, place))
                }
            }
            let delta = try? Self.feed(bytes, chunk: 1 + Int(random.next() % 64)).outcome
            if case .listed(let delta) = delta {
                let content = delta.files.reduce(0) { $0 + ($1.content?.count ?? 0) }
                #expect(content <= bytes.count)
            }
            _ = try? WorkerRequest(decoding: bytes)
        }
    }
}

/// A generator that gives the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
