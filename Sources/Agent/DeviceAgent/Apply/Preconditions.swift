import Nodes

/// What must hold before an update is begun.
enum Preconditions {
    /// A spec that asks for something this agent cannot do is refused as a whole. Leaving a part of it out in silence
    /// would report a state that the device is not in.
    static func check(_ spec: Node) throws(UpdateFailure) {
        if let system = spec["os"], has(system["image"]) || has(system["catalogItemRef"]) {
            throw .permanent("os is set, but this device runs in package mode: its system image cannot be switched")
        }
        if let applications = spec["applications"]?.elements, !applications.isEmpty {
            throw .permanent("applications are not supported by this agent yet")
        }
    }

    /// An update is not begun on a device that is short of what it needs to run.
    static func check(
        _ levels: [ResourceMonitor.Resource: ResourceMonitor.Level]
    ) throws(UpdateFailure) {
        for resource in [ResourceMonitor.Resource.cpu, .memory] where levels[resource] == .critical {
            throw .transient("the use of \(resource.rawValue) is critical")
        }
    }

    private static func has(_ node: Node?) -> Bool { node.map { !$0.isNull && $0.scalar?.text != "" } ?? false }
}
