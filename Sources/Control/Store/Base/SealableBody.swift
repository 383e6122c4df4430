public import Secrets

/// Bytes of a row that are sealed when they hold a secret.
public struct SealableBody: Sendable, Equatable {
    /// As they are stored.
    let bytes: [UInt8]
    /// The key that sealed them; nil when they are not sealed.
    let keyID: String?
    /// Where they belong.
    let place: String

    init(bytes: [UInt8], keyID: String?, place: String) {
        self.bytes = bytes
        self.keyID = keyID
        self.place = place
    }

    /// Bytes that anybody who may read the store may read.
    public static func plain(_ bytes: [UInt8]) -> SealableBody { SealableBody(bytes: bytes, keyID: nil, place: "") }

    /// Seals bytes that hold a secret for their place, in which alone they can be opened.
    public static func sealed(_ bytes: [UInt8], place: String, by sealer: Sealer) throws(SealError) -> SealableBody {
        let sealed = try sealer.seal(Secret(bytes), place: place)
        return SealableBody(bytes: sealed.bytes, keyID: sealed.keyIdentifier, place: place)
    }

    /// The bytes as they were before.
    public func reveal(_ sealer: Sealer?) throws -> [UInt8] {
        guard let keyID else { return bytes }
        guard let sealer else { throw StoreError.unreadable("a sealed row, which this program has no key for") }
        return try sealer.open(Sealer.Sealed(keyIdentifier: keyID, bytes: bytes), place: place).reveal()
    }

    /// Where files by their content address belong.
    public static func place(of organization: OrganizationID, content hash: [UInt8]) -> String {
        "content/\(organization.value)/\(hash.map { String($0) }.joined(separator: "."))"
    }

    /// Where a rendered spec by its key belongs.
    public static func place(of organization: OrganizationID, rendered key: [UInt8]) -> String {
        "rendered/\(organization.value)/\(key.map { String($0) }.joined(separator: "."))"
    }
}
