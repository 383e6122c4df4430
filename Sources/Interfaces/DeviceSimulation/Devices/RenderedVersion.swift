import NIOCore
import Nodes

/// The version of a rendered document.
enum RenderedVersion {
    /// Nil when there is none.
    static func find(in body: ByteBuffer) -> Int64? {
        let document = try? JSON.parse(Array(body.readableBytesView))
        let annotations = document?["metadata"]?["annotations"]
        return annotations?["device-controller/renderedVersion"]?.string.flatMap { Int64($0) }
    }
}
