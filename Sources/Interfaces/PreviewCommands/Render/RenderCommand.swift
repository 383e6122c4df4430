import Console
import Nodes
import Planning
import Preview
import Rendering
import Resources
import Templates

/// `martlet render`: what one device of a fleet would get, without a server.
public struct RenderCommand: Sendable {
    /// The forms of the output.
    public enum Format: String, Sendable, CaseIterable {
        /// For people: files that are text stand there as text.
        case yaml
        /// The same for programs.
        case json
    }

    /// The fleet.
    public var fleet: String
    /// The name of the device; nil renders for labels alone.
    public var device: String?
    /// Labels, which count beside those of the device's manifest and win over them.
    public var labels: [String: String] = [:]
    /// A directory inside a clone, or a bare repository.
    public var directory = "."
    /// The commit to read; nil reads the files on disk.
    public var revision: String?
    /// Files and directories on disk; empty for `directory`.
    public var paths: [String] = []
    /// The Repository object that stands for the clone; nil finds it by its address.
    public var repository: String?
    /// Whether to tell where each item was written.
    public var showsOrigins = false
    /// The form of the output.
    public var format = Format.yaml

    /// Renders a fleet from the working directory.
    public init(fleet: String) { self.fleet = fleet }

    /// Renders the spec.
    /// - Returns: The output, and what the reader should know about it.
    /// - Throws: ``PreviewFailure`` when the device would be left with what it has.
    public func run() throws(PreviewFailure) -> (output: String, notes: [String]) {
        let input = try read()
        guard let spec = input.declared.fleet(fleet) else { throw unknownFleet(input.declared) }
        let own = device.flatMap(input.declared.device)
        let labels = (own?.labels ?? [:]).merging(self.labels) { _, given in given }
        let layers = input.declared.layers(below: fleet, labels: labels)
        let rendered = try render(spec, layers, labels, own?.spec, input)
        let origins = showsOrigins ? finder(layers, input).origins(of: rendered) : nil
        let output = RenderOutput(rendered: rendered, origins: origins).text(format)
        return (output, notes(spec, layers, labels, rendered))
    }

    private func read() throws(PreviewFailure) -> RenderInput {
        let input =
            if let revision {
                try RenderInput.commit(revision, in: directory, repository: repository)
            } else {
                try RenderInput.files(paths.isEmpty ? [directory] : paths, in: directory, repository: repository)
            }
        let errors = input.documents.errors
        guard errors.isEmpty else {
            throw PreviewFailure(
                errors.map(\.description.printable).joined(separator: "\n"),
                fix: "The server applies nothing of a commit with an error in it.")
        }
        return input
    }

    private func render(
        _ spec: FleetSpec, _ layers: [Layer], _ labels: [String: String], _ own: DeviceSpec?, _ input: RenderInput
    ) throws(PreviewFailure) -> RenderedSpec {
        do {
            var mentions = try Substitution.mentions(of: spec.template.spec)
            mentions.formUnion(try layers.mentions())
            if device == nil, mentions.name {
                throw RenderError("the template uses the name of the device, and none was given")
            }
            return try SpecRenderer(input.lookup).render(
                layers: layers.map(\.template), template: spec.template.spec,
                values: TemplateValues(name: device ?? "", labels: labels), own: own)
        } catch {
            throw PreviewFailure(
                "Fleet/\(fleet): \(error)",
                fix: "Give --device for its name and --labels for labels that its manifest does not have.")
        }
    }

    private func unknownFleet(_ declared: Declared) -> PreviewFailure {
        let names = declared.fleetNames
        return PreviewFailure(
            "There is no fleet \(fleet.printable) in what was read.",
            fix: names.isEmpty ? "No fleet is declared there." : "There are \(listed(names, most: 10)).")
    }

    private func finder(_ layers: [Layer], _ input: RenderInput) -> OriginFinder {
        let written = { (kind: Kind, name: String?) -> WrittenSpec? in
            guard let name,
                let manifest = input.declared.manifests.first(where: { $0.kind == kind && $0.name == name }),
                let document = input.document(of: manifest)
            else { return nil }
            return WrittenSpec(file: manifest.file, document: document)
        }
        return OriginFinder(
            layers: layers.map { written(.fleet, $0.name) }, fleet: written(.fleet, fleet),
            device: written(.device, device))
    }

    private func notes(
        _ spec: FleetSpec, _ layers: [Layer], _ labels: [String: String], _ rendered: RenderedSpec
    ) -> [String] {
        var notes = rendered.unresolved.map { "\($0.shown.printable) is not at hand: its files are left out." }
        if !layers.isEmpty {
            notes.append(
                "Below the fleet lie the layers \(layers.map(\.name).joined(separator: ", ")), the lowest first.")
        }
        let required = spec.requiredLabels ?? [:]
        let missing = required.filter { labels[$0.key] != $0.value }.map { "\($0.key)=\($0.value)" }.sorted()
        if required.isEmpty {
            notes.append("The fleet has no matchLabels, so that no device belongs to it.")
        } else if !missing.isEmpty {
            notes.append("The device does not belong to the fleet: it lacks \(missing.joined(separator: ", ")).")
        }
        return notes
    }
}
