import FoundationEssentials

/// What people have today: Python's loader on libyaml, and `jsonschema` with our own schema.
enum PythonValidation {
    private static let program = """
        import json, sys, time, yaml, jsonschema
        schema = json.load(open(sys.argv[1]))
        validator = jsonschema.validators.validator_for(schema)(schema)
        start, documents = time.process_time(), 0
        for name in sys.argv[2:]:
            with open(name) as file:
                for document in yaml.load_all(file, Loader=yaml.CSafeLoader):
                    for _ in validator.iter_errors(document): pass
                    documents += 1
        print(documents / (time.process_time() - start))
        """

    /// Documents per second of processor time; nil when Python or one of the modules is missing.
    static func rate(_ files: [String], _ place: Workplace) async throws -> Double? {
        let have = ["python3", "-c", "import jsonschema, yaml; yaml.CSafeLoader"]
        guard (try? await Program.run(have)) != nil else { return nil }
        let schema = "\(place.directory)/schema.json"
        try Workplace.write(try await Program.run(["\(place.programs)/martlet", "schema"]), to: schema)
        let output = try await Program.run(["python3", "-c", program, schema] + files)
        return Double(output.split(separator: "\n").first ?? "")
    }
}
