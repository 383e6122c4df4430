import Subprocess

/// How a worker ended that gave no outcome.
struct WorkerDeath: Error {
    /// The signal that killed it, if one did. A damaged mirror can do that: a file mapped into memory may be too short.
    var signal: Int32?
    var message: String
}

/// One run of the worker program: a request in, an outcome out, and the process gone in every case.
struct WorkerProcess: Sendable {
    let command: [String]

    /// Cancelling the task kills the worker's whole process group and waits for its end.
    func run(_ request: WorkerRequest, collector: AnswerCollector) async throws -> AnswerCollector.Outcome {
        let frame = WireWriter.frame(request.encoded())
        let result = try await start { execution in
            try await Self.converse(execution, frame: frame, collector: collector)
        }
        guard let outcome = result.closureResult.outcome else { throw Self.death(result.terminationStatus) }
        return outcome
    }

    /// Starts a worker ahead and lets it do the next errand there is. Returns when it has ended.
    func wait(for spares: SpareWorkers) async throws {
        _ = try await start { execution in
            guard let errand = await spares.park() else {
                try? await execution.standardInputWriter.finish()
                return
            }
            await Self.serve(errand, execution)
        }
    }

    private typealias Running = Execution<CustomWriteInput, SequenceOutput, DiscardedOutput>

    /// A worker of which nothing was heard is not told of as dead: it may have been so before it was asked.
    private static func serve(_ errand: SpareWorkers.Errand, _ execution: Running) async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    errand.end(
                        .success(
                            try await converse(execution, frame: errand.frame, collector: errand.collector).outcome))
                } catch {
                    errand.end(.failure(error))
                }
                return true
            }
            group.addTask {
                await errand.waitUntilGivenUp()
                return false
            }
            if await group.next() == false { await execution.teardown(using: kill) }
            group.cancelAll()
        }
    }

    private func start<T: Sendable>(
        _ body: @escaping (Running) async throws -> T
    ) async throws -> ExecutionResult<T, SequenceOutput, DiscardedOutput> {
        guard let program = command.first else { throw GitError.worker("no git worker program is configured") }
        do {
            return try await Subprocess.run(
                .path(Self.path(program)), arguments: Arguments(Array(command.dropFirst())),
                // Nothing of the server's environment: it may hold secrets, and libraries would obey parts of it.
                environment: .custom(["SWIFT_BACKTRACE": "enable=no"]), platformOptions: Self.options,
                input: .inputWriter, output: .sequence, error: .discarded, body: body)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw GitError.worker("the git worker '\(program)' could not be run: \(error)")
        }
    }

    /// A path of swift-system, which Subprocess takes, without a dependency on that package for one initialiser.
    private static func path<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
    where Path.StringLiteralType == String {
        Path(stringLiteral: text)
    }

    private static var options: PlatformOptions {
        var options = PlatformOptions()
        // A group of its own: Ctrl-C in a terminal does not reach it, and it can be killed with all that it starts.
        options.processGroupID = 0
        options.teardownSequence = kill
        return options
    }

    private static let kill: [TeardownStep] = [
        .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]

    /// Standard input stays open until the outcome is known: its end tells the worker that nobody listens any more.
    private static func converse(
        _ execution: Running, frame: [UInt8], collector: AnswerCollector
    ) async throws -> AnswerCollector {
        var collector = collector
        // A worker that died at once makes this fail; the reason is then found in how it ended.
        _ = try? await execution.standardInputWriter.write(frame)
        do {
            for try await buffer in execution.standardOutput {
                if try buffer.withUnsafeBytes({ try collector.take($0) }) { break }
            }
        } catch let error as WireError {
            throw GitError.worker("the git worker broke its protocol: \(error.message)")
        }
        try? await execution.standardInputWriter.finish()
        return collector
    }

    private static func death(_ status: TerminationStatus) -> WorkerDeath {
        switch status {
        case .signaled(let signal):
            WorkerDeath(signal: signal, message: "the git worker was killed by signal \(signal)")
        case .exited(let code):
            WorkerDeath(signal: nil, message: "the git worker ended with status \(code) before it answered")
        }
    }
}
