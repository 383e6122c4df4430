public import SQL
public import Secrets

/// The state of Martlet in Postgres: every table is read and written by functions below this folder and nowhere else.
///
/// Functions that take part in somebody's transaction take its `Connection`; the others open their own.
public struct Store: Sendable {
    /// The database behind the store.
    public let database: Database
    /// Opens what is sealed in rows; nil in a program that has nothing to do with such rows.
    let sealer: Sealer?

    /// Wraps a database whose schema `migrate()` brings up to date.
    public init(database: Database, sealer: Sealer? = nil) {
        self.database = database
        self.sealer = sealer
    }
}

/// Internal id of an organization. Leads every key.
public struct OrganizationID: Sendable, Hashable {
    /// `org.id`.
    public let value: Int64

    /// Wraps an id read from the store.
    public init(_ value: Int64) {
        self.value = value
    }
}
