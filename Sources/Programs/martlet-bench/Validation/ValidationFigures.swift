import FoundationEssentials

/// `martlet validate` on manifests as real fleets have them.
enum ValidationFigures {
    /// Documents that Python judges; more would take minutes.
    private static let sample = 1000

    static func measure(_ place: Workplace, _ scale: Scale, _ wanted: Set<FigureName>) async throws -> [Figure] {
        var figures: [Figure] = []
        if wanted.contains(.validateDocs) || wanted.contains(.validateMemory) {
            let corpus = try ManifestCorpus.make(files: scale.manifestFiles, documents: scale.documents, in: place)
            // The first run also warms the file cache, for both sides.
            _ = try await validate(corpus, place)
            let run = try await validate(corpus, place)
            figures += [try await rate(run, corpus, place), memory(run)]
        }
        if wanted.contains(.validateColdStart) { figures.append(try coldStart(place, scale)) }
        return figures
    }

    private static func validate(_ corpus: ManifestCorpus, _ place: Workplace) async throws -> MeasuredRun {
        let run = try await MeasuredRun.of(["\(place.programs)/martlet", "validate", "--quiet", corpus.directory])
        guard run.status == 0 else { throw BenchError("martlet validate refuses the corpus (\(run.status))") }
        return run
    }

    private static func rate(
        _ run: MeasuredRun, _ corpus: ManifestCorpus, _ place: Workplace
    ) async throws -> Figure {
        let count = Double(corpus.documents)
        let rate = count / run.processor.seconds
        let files = Array(corpus.files.prefix(sample * corpus.files.count / corpus.documents))
        let python = try await PythonValidation.rate(files, place)
        let comparison =
            python.map { "\(($0 == 0 ? 0 : rate / $0).short) times Python's C loader with jsonschema (\($0.short)/s)" }
            ?? "Python's yaml and jsonschema are missing here"
        return Figure(
            name: .validateDocs, value: rate, unit: "documents/s",
            yardstick: count / (try BareEvents.time(corpus.files)).seconds,
            yardstickName: "libyaml's events of the same bytes",
            notes: "\(corpus.files.count) files in \(run.wall.seconds.short) s, "
                + "\((run.processor.seconds / run.wall.seconds).short) cores busy; \(comparison)")
    }

    private static func memory(_ run: MeasuredRun) -> Figure {
        Figure(
            name: .validateMemory, value: Double(run.peakMemory) / 1e6, unit: "MB", yardstick: 200,
            yardstickName: "what it may take", notes: "peak resident memory of the same run")
    }

    private static func coldStart(_ place: Workplace, _ scale: Scale) throws -> Figure {
        let file = "\(place.directory)/one.yaml"
        try Workplace.write(
            "apiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata:\n  name: one\nspec: {}\n", to: file)
        func median(_ command: [String]) throws -> Double {
            try (0..<scale.repetitions).map { _ in try MeasuredRun.time(command) }.median.milliseconds
        }
        return Figure(
            name: .validateColdStart, value: try median(["\(place.programs)/martlet", "validate", file]), unit: "ms",
            yardstick: try median(["/bin/true"]), yardstickName: "/bin/true", notes: "median of \(scale.repetitions)")
    }
}
