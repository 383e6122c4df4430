import Rendering
import Resources
import Templates

/// Renders both sides for devices, each distinct input once, and groups the devices by what changes for them.
struct GroupComparison {
    /// What a rendered spec depends on.
    fileprivate struct Inputs: Hashable {
        let fleet: String?
        /// Below the fleet, the lowest first.
        let layers: [String]
        let name: String?
        let labels: [String: String]
        let own: DeviceSpec?

        /// All fleets that have a say.
        var fleets: [String] { layers + (fleet.map { [$0] } ?? []) }
    }

    private struct Pair: Hashable {
        let before: Inputs?
        let after: Inputs
    }

    /// One side with what was rendered of it already.
    fileprivate struct Side {
        let declared: Declared
        let renderer: SpecRenderer
        var mentioned: [String: Mentions] = [:]
        var rendered: [Inputs: Result<RenderedSpec, RenderError>] = [:]
    }

    fileprivate var base: Side
    fileprivate var head: Side
    private var groups: [Pair: DeviceGroup] = [:]
    private var sameTemplates: [String: Bool] = [:]

    init(base: Declared, _ baseSources: @escaping SourceLookup, head: Declared, _ headSources: @escaping SourceLookup) {
        self.base = Side(declared: base, renderer: SpecRenderer(baseSources))
        self.head = Side(declared: head, renderer: SpecRenderer(headSources))
    }

    /// Takes one device in.
    /// - Parameters:
    ///   - before: The fleet and membership that made what it has; nil when that is not known.
    ///   - after: What will make what it gets.
    mutating func add(_ device: String, before: (fleet: String?, Membership)?, after: (fleet: String?, Membership)) {
        let pair = Pair(
            before: before.map { Self.inputs(&base, device, $0.fleet, $0.1) },
            after: Self.inputs(&head, device, after.fleet, after.1))
        if groups[pair] == nil { groups[pair] = compare(pair) }
        groups[pair]?.devices.append(device)
    }

    /// The groups for which something changes, by fleet and then by their first device.
    var changed: [DeviceGroup] {
        var groups = groups.values.filter(\.isChange).sorted { ($0.devices.first ?? "") < ($1.devices.first ?? "") }
            .merged()
        for index in groups.indices { groups[index].devices.sort() }
        return groups.sorted { ($0.fleet ?? "", $0.devices.first ?? "") < ($1.fleet ?? "", $1.devices.first ?? "") }
    }

    private static func inputs(
        _ side: inout Side, _ device: String, _ fleet: String?, _ membership: Membership
    ) -> Inputs {
        let layers = membership.layers(below: fleet)
        var mentions = side.mentions(of: fleet)
        for layer in layers { mentions.formUnion(side.mentions(of: layer)) }
        let labels = membership.labels
        return Inputs(
            fleet: fleet, layers: layers, name: mentions.name ? device : nil,
            labels: mentions.allLabels ? labels : labels.filter { mentions.labels.contains($0.key) },
            own: membership.own)
    }

    /// Nothing is rendered where the same inputs meet the same template and no files of elsewhere: that is most devices
    /// of most changes.
    private mutating func compare(_ pair: Pair) -> DeviceGroup {
        let isSame = pair.before == pair.after && hasSameTemplate(pair.after)
        if isSame && !hasReferences(pair.after) { return .unchanged(pair.after.fleet) }
        let before = pair.before.map { base.render($0) }
        let (fleetBefore, fleet) = (pair.before?.fleet, pair.after.fleet)
        switch head.render(pair.after) {
        case .failure(let error):
            // What could not be rendered before either, for the same reason, is no change.
            if isSame, case .failure(error) = before { return .unchanged(fleet) }
            return DeviceGroup(
                devices: [], fleetBefore: fleetBefore, fleet: fleet, files: [], fields: [], unresolved: [],
                failure: error.description)
        case .success(let after):
            let before = before.flatMap { try? $0.get() }
            let unresolved = Set((before?.unresolved ?? []).map(\.shown)).union(after.unresolved.map(\.shown))
            return DeviceGroup(
                devices: [], fleetBefore: fleetBefore, fleet: fleet, files: RenderedComparison.files(before, after),
                fields: RenderedComparison.fields(before, after), unresolved: unresolved.sorted(), failure: nil)
        }
    }
}

extension GroupComparison {
    private func hasReferences(_ inputs: Inputs) -> Bool {
        inputs.own?.hasReferences == true
            || inputs.fleets.contains { head.declared.fleet($0)?.template.spec.hasReferences == true }
    }

    private mutating func hasSameTemplate(_ inputs: Inputs) -> Bool {
        for fleet in inputs.fleets where !hasSameTemplate(fleet) { return false }
        return true
    }

    private mutating func hasSameTemplate(_ fleet: String) -> Bool {
        if let known = sameTemplates[fleet] { return known }
        let isSame = base.declared.fleet(fleet)?.template.spec == head.declared.fleet(fleet)?.template.spec
        sameTemplates[fleet] = isSame
        return isSame
    }
}

extension GroupComparison.Side {
    fileprivate mutating func mentions(of fleet: String?) -> Mentions {
        guard let fleet, let spec = declared.fleet(fleet) else { return Mentions() }
        if let known = mentioned[fleet] { return known }
        // What cannot be parsed cannot be rendered either; which labels it would read then makes no difference.
        let found = (try? Substitution.mentions(of: spec.template.spec)) ?? Mentions()
        mentioned[fleet] = found
        return found
    }

    fileprivate mutating func render(_ inputs: GroupComparison.Inputs) -> Result<RenderedSpec, RenderError> {
        if let known = rendered[inputs] { return known }
        let template = inputs.fleet.flatMap(declared.fleet)?.template.spec ?? DeviceSpec()
        let values = TemplateValues(name: inputs.name ?? "", labels: inputs.labels)
        let layers = inputs.layers.compactMap(declared.fleet).map(\.template.spec)
        let result = Result { () throws(RenderError) in
            try renderer.render(layers: layers, template: template, values: values, own: inputs.own)
        }
        rendered[inputs] = result
        return result
    }
}
