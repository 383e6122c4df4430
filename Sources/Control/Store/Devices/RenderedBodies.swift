import Nodes
public import SQL

/// A rendered spec as it is kept: sealed when it holds secrets.
public struct RenderedBody: Sendable {
    /// The JSON of the spec, sealed or not.
    let stored: SealableBody
    /// The paths of the files whose content only devices may see.
    public let concealed: [String]
}

extension RenderedSpecs {
    /// A rendered spec; nil when it is not there.
    public static func body(_ connection: Connection, id: Int64) throws -> RenderedBody? {
        try connection.query(
            "select body, key_id, org, key, array_to_json(concealed) from rendered where id = $1", [.int(id)]
        ).first.map { row in
            let place = try SealableBody.place(of: OrganizationID(row.int(2)), rendered: row.bytes(3))
            return try RenderedBody(
                stored: SealableBody(bytes: row.bytes(0), keyID: row.optionalString(1), place: place),
                concealed: (StoredSpec.node(row.json(4)).elements ?? []).compactMap(\.string))
        }
    }
}

extension Store {
    /// The JSON of a rendered spec, with all that it holds: for the device that it is for, and nobody else.
    public func revealed(_ body: RenderedBody) throws -> [UInt8] { try body.stored.reveal(sealer) }
}
