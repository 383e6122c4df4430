import Console
import Nodes
import Resources

extension GetCommand {
    func printNamed(_ session: Session) async throws(ClientError) {
        var printer = ObjectPrinter(selection.kind, format: format, summary: summary, session: session)
        var objects: [Node] = []
        var failure: ClientError?
        do throws(ClientError) {
            try await session.each(selection.names) { name throws(ClientError) in
                objects.append(try await object(name, session))
            }
        } catch {
            failure = error
        }
        if !objects.isEmpty {
            printer.add(objects)
            if format == .json || format == .yaml { printer.finishNamed() }
        }
        if let failure { throw failure }
    }

    func printLastSeen(_ session: Session) async throws(ClientError) {
        let answer = try await session.api.send(.get, RequestPath("devices", selection.names[0], "lastseen")).body
        switch format {
        case .json, .yaml: session.terminal.document(answer ?? .object([("lastSeen", .null)]), format)
        case .table, .wide, .name: session.terminal.output(DeviceTables.lastSeen(answer, now: session.now))
        }
    }

    private func object(_ name: String, _ session: Session) async throws(ClientError) -> Node {
        if rendered { return try await renderedDevice(name, session) }
        guard selection.kind.hasItemPath else { return try await listed(name, session) }
        var path = selection.kind.path(name, fleet: fleet)
        if summary, selection.kind == .fleet { path.add("addDevicesSummary", "true") }
        return try await session.api.json(.get, path)
    }

    private func renderedDevice(_ name: String, _ session: Session) async throws(ClientError) -> Node {
        guard let device = try await session.api.send(.get, RequestPath("devices", name, "rendered")).body else {
            throw ClientError(
                .refused(status: 204), "Nothing has been rendered for device \(name.printable) yet.",
                fix: "Check that a fleet selects it: `martlet get device/\(name.printable)`.")
        }
        return device
    }

    /// An object of a kind that the API serves as a list only.
    private func listed(_ name: String, _ session: Session) async throws(ClientError) -> Node {
        var path = selection.kind.collectionPath(fleet: nil)
        path.add("fieldSelector", "metadata.name=\(name)")
        let items = try await session.api.json(.get, path)["items"]?.elements ?? []
        guard let object = items.first(where: { $0.objectName == name }) else {
            throw .refused(
                status: 404,
                body: .object([("message", .string("\(selection.kind.rawValue) of name \"\(name)\" not found"))]),
                retryAfter: nil, location: nil)
        }
        return object
    }
}
