public import Nodes
import Resources

/// Reads all devices of a server, for commands that work on a list of them.
public enum DeviceExport {
    /// Every device as the server shows it, page after page.
    public static func all(_ session: Session) async throws(ClientError) -> [Node] {
        var devices: [Node] = []
        _ = try await session.api.pages(Kind.device.collectionPath(fleet: nil), ListQuery()) {
            page throws(ClientError) in
            devices += page["items"]?.elements ?? []
        }
        return devices
    }
}
