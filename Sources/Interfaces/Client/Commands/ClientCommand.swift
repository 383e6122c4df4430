/// Something that the command line asks of a server. Its words and flags have been checked.
public protocol ClientCommand: Sendable {
    /// Does it.
    ///
    /// - Throws: ``ClientError``.
    func run(_ session: Session) async throws(ClientError)
}
