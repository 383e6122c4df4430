import Preview
import Rendering
import Resources
import Testing

/// The manifests of files, which must be without an error.
func manifests(_ files: [String: String]) throws -> [Manifest] {
    try files.sorted { $0.key < $1.key }.flatMap { path, text in
        let read = ManifestReader.read(Array(text.utf8), file: path)
        try #require(!read.findings.hasErrors, "\(read.findings)")
        return read.manifests
    }
}

func declared(_ text: String) throws -> Declared { Declared(try manifests(["a.yaml": text])) }

/// A fleet of devices with `role: NAME` and one file.
func fleet(_ name: String, file: String = "/etc/motd", _ content: String = "hello", policy: String = "") -> String {
    """
    ---
    apiVersion: flightctl.io/v1beta1
    kind: Fleet
    metadata: {name: \(name)}
    spec:
      selector: {matchLabels: {role: \(name)}}
      \(policy)
      template:
        spec:
          config:
          - name: files
            inline: [{path: \(file), content: "\(content)"}]

    """
}

func device(_ name: String, _ labels: [String: String], connected: Bool = true, fleet: String? = nil) -> InventoryDevice
{
    InventoryDevice(name: name, labels: labels, fleet: fleet, isConnected: connected)
}

/// The reach of a change where no repository is at hand.
func reach(_ base: String, _ head: String, _ inventory: [InventoryDevice]) throws -> Reach {
    try #require(try preview(base, head, inventory).reach)
}

func preview(_ base: String, _ head: String, _ inventory: [InventoryDevice]) throws -> ChangePreview {
    let (old, new) = (try declared(base), try declared(head))
    var preview = ChangePreview(base: old, head: new, syncs: [])
    preview.findReach(
        base: old, head: new, inventory: inventory, baseSources: { _ in .elsewhere }, headSources: { _ in .elsewhere })
    return preview
}
