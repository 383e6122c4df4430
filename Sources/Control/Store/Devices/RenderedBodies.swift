public import SQL

extension RenderedSpecs {
    /// The JSON of a rendered spec; nil when it is not there.
    public static func body(_ connection: Connection, id: Int64) throws -> [UInt8]? {
        try connection.query("select body from rendered where id = $1", [.int(id)]).first?.bytes(0)
    }
}
