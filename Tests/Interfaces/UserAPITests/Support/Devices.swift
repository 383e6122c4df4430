import SQL
import Store
import Testing
import Wire

extension Site {
    /// Enrolls devices, as an approval does.
    func enroll(_ names: [String], labels: String = "{}", osMode: String? = nil) async throws {
        let organization = organization
        try await store.database.transaction { connection in
            for name in names {
                let document = DeviceStatusDocument.fresh(time: "2026-01-01T00:00:00Z", osMode: osMode)
                let device = NewDevice(
                    name: name, labels: Array(labels.utf8), status: NewDeviceStatus(document: document, osMode: osMode),
                    knownVersion: 0, integrity: Array(#"{"status":"Unsupported"}"#.utf8))
                _ = try #require(try NewDevices.create(connection, organization, device))
            }
        }
    }

    /// Walks a list to its end and gives the names of each page.
    func pages(_ path: String, limit: Int, _ query: [(String, String)] = []) async throws -> [[String]] {
        var pages: [[String]] = []
        var token: String?
        repeat {
            let more = [("limit", String(limit))] + (token.map { [("continue", $0)] } ?? [])
            let answer = try await client.send("GET", path, query + more)
            try #require(answer.code == 200, "\(answer.text)")
            pages.append(try answer.names)
            token = try answer.next
        } while token != nil && pages.count < 100
        return pages
    }
}
