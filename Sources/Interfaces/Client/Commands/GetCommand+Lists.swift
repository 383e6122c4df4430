import Console
import Nodes
import Resources

extension GetCommand {
    func printList(_ session: Session) async throws(ClientError) {
        var path = selection.kind.collectionPath(fleet: fleet)
        if summary, selection.kind == .fleet { path.add("addDevicesSummary", "true") }
        var printer = ObjectPrinter(selection.kind, format: format, summary: summary, session: session)
        let metadata = try await session.api.pages(path, query) { page throws(ClientError) in
            printer.add(page["items"]?.elements ?? [])
        }
        let counts = summary && selection.kind == .device ? try await counts(session) : nil
        switch format {
        case .json, .yaml: printer.finishList(metadata: metadata, summary: counts)
        case .table, .wide:
            if let counts { session.terminal.output("\n" + DeviceTables.summary(counts)) }
            tellRest(metadata, session.terminal)
        case .name: tellRest(metadata, session.terminal)
        }
    }

    func printSummary(_ session: Session) async throws(ClientError) {
        let counts = try await counts(session)
        switch format {
        case .json, .yaml: session.terminal.document(counts, format)
        case .table, .wide, .name: session.terminal.output(DeviceTables.summary(counts))
        }
    }

    /// The counts over all devices of the selectors; those in a list are over its page only.
    private func counts(_ session: Session) async throws(ClientError) -> Node {
        var path = query.applied(to: Kind.device.collectionPath(fleet: nil))
        path.add("summaryOnly", "true")
        guard let counts = try await session.api.json(.get, path)["summary"] else {
            throw .malformed("The server answered without a summary.")
        }
        return counts
    }

    private func tellRest(_ metadata: Node, _ terminal: Terminal) {
        guard let token = metadata.text("continue") else { return }
        let rest = metadata["remainingItemCount"]?.integer.map { "\($0) more" } ?? "There are more"
        terminal.note("\(rest); go on with --continue \(token.printable)")
    }
}
