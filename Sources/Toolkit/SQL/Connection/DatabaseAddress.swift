import CLibPQ

/// Where the database is and how to log in: a `postgres://` URL or a `key=value` connection string, as libpq reads
/// them.
///
/// Printing it shows host, port, database and user, never the password.
public struct DatabaseAddress: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var text: String
    private var overrides: [String: String] = [:]

    /// Reads an address.
    /// - Throws: `SQLError` with code `address` when libpq cannot read it; the message does not repeat the text, which
    ///   may hold a password.
    public init(url: String) throws(SQLError) {
        text = url
        guard !url.isEmpty, !url.utf8.contains(0), Self.options(of: url) != nil else {
            throw SQLError(.address, "the database address is neither a postgres:// URL nor a key=value string")
        }
    }

    /// The address of a server that listens in the folder `socketDirectory` only, for the superuser that made the
    /// cluster.
    public init(socketDirectory: String, user: String, database: String) {
        text = ""
        overrides = ["host": socketDirectory, "user": user, "dbname": database]
    }

    /// The same address with `schema` in front of everything that a session looks up by name.
    /// - Parameter schema: an identifier of letters, digits and underscores.
    public func searching(schema: String) -> DatabaseAddress {
        var address = self
        address.overrides["options"] = "-csearch_path=\(schema)"
        return address
    }

    /// `host=… port=… dbname=… user=…` without secrets.
    public var description: String {
        var options = Self.options(of: text) ?? [:]
        options.merge(overrides) { _, override in override }
        return ["host", "port", "dbname", "user"].compactMap { key in options[key].map { "\(key)=\($0)" } }
            .joined(separator: " ")
    }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Reflection must not show the password either.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }

    /// What `PQconnectStartParams` takes: with `expand_dbname` the first `dbname` is read as the whole connection
    /// string, and what follows overrides it.
    var parameters: [(key: String, value: String)] {
        [("dbname", text)] + Self.network + overrides.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A peer that is gone without a word is noticed within half a minute. Kept out of reach of the URL on purpose.
    private static let network = [
        ("application_name", "martlet"), ("client_encoding", "UTF8"), ("keepalives", "1"), ("keepalives_idle", "10"),
        ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
    ]

    private static func options(of text: String) -> [String: String]? {
        guard !text.isEmpty else { return [:] }
        guard let parsed = PQconninfoParse(text, nil) else { return nil }
        defer { PQconninfoFree(parsed) }
        var options: [String: String] = [:]
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return options
    }
}
