import Crypto
import SQL
import Secrets
import Store

/// The token of the local administrator, made at the first start: `DIR/admin.token`, readable by its owner alone.
enum AdministratorToken {
    /// Makes the token if there is none, and makes sure that this database accepts it.
    static func ensure(in directory: String, _ store: Store) async throws {
        let token = try AtomicFile.readOrCreateSecret("\(directory)/admin.token") {
            SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
                Secret(
                    text: "mt_"
                        + bytes.map { byte in
                            let digits = String(byte, radix: 16)
                            return digits.count == 1 ? "0" + digits : digits
                        }.joined())
            }
        }
        let text = token.reveal().filter { $0 > UInt8(ascii: " ") }
        let hash = Array(SHA256.hash(data: text))
        try await store.database.transaction { try Tokens.add($0, hash: hash, name: "admin") }
    }
}
