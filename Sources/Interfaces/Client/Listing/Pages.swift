import Nodes

extension APIClient {
    /// Reads a list page by page until the limit or the end, and hands each page over.
    ///
    /// - Returns: the metadata of the last page, whose `continue` is there when more remain.
    func pages(
        _ path: RequestPath, _ query: ListQuery, _ page: (Node) async throws(ClientError) -> Void
    ) async throws(ClientError) -> Node {
        var token = query.continueToken
        var left = query.limit
        while true {
            let answer = try await json(.get, request(path, query, token: token, left: left))
            guard let items = answer["items"]?.elements else {
                throw .malformed("The server answered with something that is no list.")
            }
            try await page(answer)
            let metadata = answer["metadata"] ?? .object([])
            left = left.map { $0 - items.count }
            guard let next = metadata.text("continue"), left.map({ $0 > 0 }) ?? true else { return metadata }
            guard next != token, !items.isEmpty else {
                throw .malformed("The server's list does not go on where it says that it does.")
            }
            token = next
        }
    }

    private func request(_ path: RequestPath, _ query: ListQuery, token: String?, left: Int?) -> RequestPath {
        var path = query.applied(to: path)
        path.add("limit", String(min(left ?? ListQuery.pageSize, ListQuery.pageSize)))
        path.add("continue", token)
        return path
    }
}
