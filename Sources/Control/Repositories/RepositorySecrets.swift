public import Resources
public import Secrets
import Store

/// What opens the credentials of stored specs: the key for what is sealed, and the source of what is referred to.
public struct RepositorySecrets: Sendable {
    /// Opens what is sealed.
    public let sealer: Sealer
    /// Where references lead.
    public let source: SecretSource

    /// Both together.
    public init(sealer: Sealer, source: SecretSource) {
        self.sealer = sealer
        self.source = source
    }

    /// A credential that stands in a spec or is referred to; nil when it does neither.
    ///
    /// - Parameters:
    ///   - place: the resource, for people, such as `Repository/fleets`.
    ///   - field: the field of the reference.
    ///   - organization: the identifier of the organization that the spec belongs to.
    public func credential(
        _ value: Secret?, _ reference: SecretReference?, _ place: String, _ field: String, organization: String
    ) throws(RepositoryUnusable) -> Secret? {
        if let value { return value }
        return try reference.map { reference throws(RepositoryUnusable) in
            try credential(reference, place, field, organization: organization)
        }
    }

    /// What a reference leads to.
    public func credential(
        _ reference: SecretReference, _ place: String, _ field: String, organization: String
    ) throws(RepositoryUnusable) -> Secret {
        let isDefault = organization == Organizations.defaultUID
        do {
            if let file = reference.file {
                return try source.file(file, organization: organization, isDefault: isDefault)
            }
            return try source.variable(reference.variable ?? "", isDefault: isDefault)
        } catch {
            throw RepositoryUnusable(description: "\(place): \(field) \(error.message). \(error.fix.capitalizedFirst).")
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
