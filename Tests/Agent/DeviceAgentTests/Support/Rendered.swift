import Nodes

@testable import DeviceAgent

/// Rendered device documents as a service makes them.
struct Rendered {
    static let device = "h2s1qb5v5g3oqk0q3r2t0o7v0g5d8l3n2m1p4c6e8a0b2d4f6h80"

    struct File {
        var path: String
        var content: String
        var mode: Int64 = 0o644
        var user: String?
        var group: String?
    }

    var version: UInt64
    var files: [File] = []
    var hash: String?
    var device = Rendered.device
    /// Further fields of the spec.
    var spec: [(String, Node?)] = []
    var annotations: [(String, Node?)] = []

    var bytes: [UInt8] {
        let inline = files.map { file in
            Node.object([
                ("path", .string(file.path)), ("content", .string(Base64.encode(Array(file.content.utf8)))),
                ("contentEncoding", .string("base64")), ("mode", .integer(file.mode)),
                ("user", file.user.map(Node.string)), ("group", file.group.map(Node.string)),
            ])
        }
        let provider = Node.object([("name", .string("")), ("inline", .array(inline))])
        let metadata = Node.object([
            ("name", .string(device)),
            (
                "annotations",
                .object(
                    [
                        ("device-controller/renderedVersion", .string(String(version))),
                        ("device-controller/renderedSpecHash", hash.map(Node.string)),
                    ] + annotations)
            ),
        ])
        return Node.object([
            ("apiVersion", .string("flightctl.io/v1beta1")), ("kind", .string("Device")), ("metadata", metadata),
            ("spec", .object([("config", .array(files.isEmpty ? [] : [provider]))] + spec)),
        ]).json()
    }
}
