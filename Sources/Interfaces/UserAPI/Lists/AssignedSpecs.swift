import Nodes
import Rendering
import Resources
import Store
import Templates
import Wire

/// The one `spec` that the wire shows of a device: the layers that apply to it and the template of its fleet with the
/// device's name and labels filled in, and its declared spec merged over them. Nothing of it is stored; devices with equal inputs are worked out once.
struct AssignedSpecs {
    private struct Inputs: Hashable {
        let version: Int64
        let declared: [UInt8]?
        /// Left out when the template mentions neither.
        let name: String?
        let labels: [UInt8]?
    }

    private struct FrozenTemplate {
        let spec: DeviceSpec
        let layers: [Layer]
        let isConstant: Bool
    }

    private let templates: [Int64: FrozenTemplate]
    private var known: [Inputs: [UInt8]] = [:]

    /// The devices as JSON.
    static func documents(_ snapshot: Snapshot, _ devices: [ListedDevice]) throws -> [[UInt8]] {
        let versions = Set(devices.compactMap(\.templateVersion))
        let layers = try DeviceReading.layers(snapshot, versions: versions)
        let frozen = try DeviceReading.templates(snapshot, versions: versions)
        var specs = AssignedSpecs(
            templates: try Dictionary(
                uniqueKeysWithValues: frozen.map { try ($0.key, template($0.value, layers[$0.key] ?? [])) }))
        return try devices.map { try $0.record.json(spec: try specs.spec($0)) }
    }

    private init(templates: [Int64: FrozenTemplate]) {
        self.templates = templates
    }

    private static func template(_ json: [UInt8], _ layers: [Layer]) throws -> FrozenTemplate {
        let spec = try StoredSpec.template(json)
        let mentions = try? Substitution.mentions(of: spec)
        return FrozenTemplate(
            spec: spec, layers: layers, isConstant: layers.isEmpty && mentions.map { $0 == Mentions() } ?? false)
    }

    private mutating func spec(_ device: ListedDevice) throws -> [UInt8] {
        let own = device.record.declaredSpec
        guard let version = device.templateVersion, let template = templates[version] else {
            return own ?? Array("{}".utf8)
        }
        let inputs = Inputs(
            version: version, declared: own, name: template.isConstant ? nil : device.record.metadata.name,
            labels: template.isConstant ? nil : device.record.metadata.labels)
        if let spec = known[inputs] { return spec }
        let spec = try Self.assign(template, device.record, own)
        known[inputs] = spec
        return spec
    }

    /// A template that cannot be filled is shown as it stands; the device's condition `SpecValid` says what is wrong.
    private static func assign(
        _ template: FrozenTemplate, _ device: DeviceRecord, _ own: [UInt8]?
    ) throws -> [UInt8] {
        let values = TemplateValues(
            name: device.metadata.name, labels: try StoredSpec.labels(device.metadata.labels))
        let layers = template.layers.applying(to: values.labels).map(\.template)
        let declared = try own.map { try StoredSpec.decode(DeviceSpec.self, $0) }
        do throws(RenderError) {
            return canonicalJSON(
                of: try Assignment.assign(layers: layers, template: template.spec, values: values, own: declared))
        } catch {
            return canonicalJSON(of: template.spec)
        }
    }
}
