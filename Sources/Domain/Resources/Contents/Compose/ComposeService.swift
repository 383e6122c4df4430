import Nodes

/// One service of a compose file.
struct ComposeService {
    let name: Node.Entry
    let project: ComposeProject
    let report: TextReport

    func check() {
        guard let entries = name.value.entries else {
            report.add(
                .composeType, name.value, "A service is a mapping, found \(name.value.kindOfValue).",
                fix: "Write “image:” and the rest below its name.")
            return
        }
        for entry in entries where !entry.key.hasPrefix("x-") {
            if ComposeKeys.service.contains(entry.key) {
                checkField(entry)
            } else {
                report.unknownComposeKey(entry, known: ComposeKeys.service)
            }
        }
        if !project.withImage.contains(name.key) {
            report.add(
                .composeImage, key: name, "The service “\(name.key.excerpt)” has no image.",
                fix: "Add “image”; devices do not build images.")
        } else if let build = name.value.entry("build") {
            report.add(
                .composeBuild, key: build, "Devices do not build images.",
                fix: "Build the image elsewhere and remove “build”.")
        }
    }

    private func checkField(_ entry: Node.Entry) {
        switch entry.key {
        case "image": checkImage(entry.value)
        case "container_name":
            report.add(
                .composeContainerName, key: entry, "The service names its container.",
                fix: "Remove “container_name”; the service is found by its own name.")
        case "ports": list(entry) { checkPort($0) }
        case "volumes": list(entry) { checkMount($0) }
        case "depends_on": checkNames(entry, in: "services", "service")
        case "networks": checkNames(entry, in: "networks", "network")
        case "secrets": list(entry) { checkSource($0, in: "secrets", "secret") }
        case "configs": list(entry) { checkSource($0, in: "configs", "config") }
        case "environment": checkEnvironment(entry)
        default: break
        }
    }

    private func checkImage(_ node: Node) {
        guard let image = node.string else {
            report.add(
                .composeType, node, "An image is a text, found \(node.kindOfValue).", fix: "Write its reference.")
            return
        }
        if node.isOpen || TextFormat.strictImageReference.matches(image) { return }
        let isReference = TextFormat.imageReference.matches(image)
        report.add(
            .composeImageReference, node,
            isReference
                ? "“\(image.excerpt)” does not name its registry."
                : "“\(image.excerpt)” is not \(TextFormat.strictImageReference.what).",
            fix: "Write \(TextFormat.strictImageReference.advice).")
    }

    private func checkPort(_ node: Node) {
        if node.isOpen { return }
        let isPort = node.entries != nil ? node["target"] != nil : ComposePort.isPort(node.anyText ?? "")
        guard !isPort else { return }
        report.add(
            .composePorts, node,
            node.entries != nil ? "The port has no “target”." : "“\(node.written)” is not a port.",
            fix: "Write [address:]host:container[/protocol] with ports from 1 to 65535, such as \"8080:80\".")
    }

    private func checkMount(_ node: Node) {
        if node.isOpen { return }
        guard let mount = ComposeMount(node) else {
            report.add(
                .composeVolumes, node,
                node.entries == nil ? "“\(node.written)” is not a mount." : "The mount has no “type” or no “target”.",
                fix: "Write source:/path/in/the/container, if need be with options such as :ro behind it.")
            return
        }
        guard let volume = mount.volume, project.defined["volumes"]?.contains(volume) != true else { return }
        undefined(volume, node, in: "volumes", "volume")
    }

    private func checkEnvironment(_ entry: Node.Entry) {
        for variable in entry.value.entries ?? [] {
            report.checkVariable(
                variable.key, variable.value.string ?? "", variable.value.start, variable.value.end)
        }
        for element in entry.value.elements ?? [] {
            guard let text = element.anyText, let equals = text.firstIndex(of: "=") else { continue }
            report.checkVariable(
                String(text[..<equals]), String(text[text.index(after: equals)...]), element.start, element.end)
        }
        guard entry.value.scalar != nil, !entry.value.isNull else { return }
        report.add(
            .composeType, entry.value, "“environment” is a mapping or a list, found \(entry.value.kindOfValue).",
            fix: "Write one variable on each line below it.")
    }
}
