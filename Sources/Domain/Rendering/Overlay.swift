public import Resources

extension DeviceSpec {
    /// The spec with a device's own declared spec merged over it, item by item: an OS target, monitors and policies
    /// replace; config providers and applications replace those of the same name and are appended otherwise, so that
    /// the device's files win.
    public func overlaid(with own: DeviceSpec) -> DeviceSpec {
        var merged = self
        merged.os = own.os ?? os
        merged.config = Self.merge(config, own.config) { $0.name }
        merged.applications = Self.merge(applications, own.applications) { $0.effectiveName ?? "" }
        merged.systemd = own.systemd ?? systemd
        merged.resources = own.resources.isEmpty ? resources : own.resources
        merged.updatePolicy = own.updatePolicy ?? updatePolicy
        return merged
    }

    /// The spec as a layer below another one: an OS target, monitors and policies of the upper one replace; its config
    /// providers come after, so that its files win, also where names are equal; its applications replace those of the same
    /// name.
    public func layered(below upper: DeviceSpec) -> DeviceSpec {
        var merged = overlaid(with: upper)
        merged.config = config + upper.config
        return merged
    }

    private static func merge<T>(_ base: [T], _ own: [T], name: (T) -> String) -> [T] {
        let names = Set(own.map(name))
        return base.filter { !names.contains(name($0)) } + own
    }
}
