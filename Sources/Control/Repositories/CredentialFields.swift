import Resources
import Secrets

/// Takes the fields of a Repository's credentials, wherever they stand.
struct CredentialFields {
    let place: String
    let organization: String
    let secrets: RepositorySecrets

    /// In a spec keys stand in base64; what is referred to is the file itself.
    func key(
        _ value: Secret?, _ reference: SecretReference?, _ field: String, _ referenceField: String
    ) throws(RepositoryUnusable) -> Secret? {
        if let value { return try decoded(value.revealText(), field).map { Secret($0) } }
        return try secret(nil, reference, referenceField)
    }

    func secret(
        _ value: Secret?, _ reference: SecretReference?, _ field: String
    ) throws(RepositoryUnusable) -> Secret? {
        try secrets.credential(value, reference, place, field, organization: organization)
    }

    func decoded(_ text: String?, _ field: String) throws(RepositoryUnusable) -> [UInt8]? {
        try RepositoryRemote.decoded(text, field, place: place)
    }
}
