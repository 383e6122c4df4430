import NIOHTTP1

/// `git http-backend`, which speaks CGI.
enum HTTPBackend {
    struct Reply {
        var status: HTTPResponseStatus
        var headers: [String: String]
        var body: [UInt8]
    }

    static func run(_ head: HTTPRequestHead, _ body: [UInt8], root: String) async throws -> Reply {
        let target = head.uri.split(separator: "?", maxSplits: 1)
        let output = try await GitProgram.run(
            ["http-backend"], input: body,
            environment: [
                "GIT_PROJECT_ROOT": root, "GIT_HTTP_EXPORT_ALL": "1", "REQUEST_METHOD": head.method.rawValue,
                "PATH_INFO": String(target[0]), "QUERY_STRING": target.count > 1 ? String(target[1]) : "",
                "CONTENT_TYPE": head.headers.first(name: "content-type") ?? "", "CONTENT_LENGTH": String(body.count),
                "HTTP_CONTENT_ENCODING": head.headers.first(name: "content-encoding") ?? "", "REMOTE_ADDR": "127.0.0.1",
            ])
        return try parse(output)
    }

    private static func parse(_ output: [UInt8]) throws -> Reply {
        guard let end = output.indices.first(where: { output[$0...].starts(with: [13, 10, 13, 10]) }) else {
            throw TestSupportError("git http-backend gave no headers")
        }
        var reply = Reply(status: .ok, headers: [:], body: Array(output[(end + 4)...]))
        for line in String(decoding: output[..<end], as: UTF8.self).split(separator: "\r\n") {
            let field = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard field.count == 2 else { continue }
            if field[0] == "Status" {
                reply.status = HTTPResponseStatus(statusCode: Int(field[1].prefix(3)) ?? 500)
            } else {
                reply.headers[String(field[0])] = String(field[1])
            }
        }
        return reply
    }
}
