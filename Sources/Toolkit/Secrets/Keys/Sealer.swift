import Crypto
import FoundationEssentials

/// Encrypts secrets for the store with AES-256-GCM, so that neither a dump nor a changed row gives anything away.
public struct Sealer: Sendable {
    /// A secret as it is stored.
    public struct Sealed: Sendable, Hashable {
        /// The key that opens it.
        public var keyIdentifier: String
        /// The format's number, the nonce, the encrypted bytes and the tag: 29 bytes more than the secret.
        public var bytes: [UInt8]

        /// Joins what was read from the store.
        public init(keyIdentifier: String, bytes: [UInt8]) {
            self.keyIdentifier = keyIdentifier
            self.bytes = bytes
        }
    }

    private static let format: UInt8 = 1
    private let key: SymmetricKey
    private let keyIdentifier: String

    /// A sealer with the key of this installation.
    public init(_ key: StateKey) {
        self.key = key.key(for: "martlet seal")
        self.keyIdentifier = key.identifier
    }

    /// Encrypts a secret.
    ///
    /// - Parameter place: where it belongs, for instance organization, object and field. It is not stored, and opening
    ///   fails in any other place, so that a sealed value cannot be moved to where someone may read it.
    public func seal(_ secret: Secret, place: String) throws(SealError) -> Sealed {
        do {
            let box = try AES.GCM.seal(secret.reveal(), using: key, authenticating: Array(place.utf8))
            return Sealed(keyIdentifier: keyIdentifier, bytes: [Self.format] + box.nonce + box.ciphertext + box.tag)
        } catch {
            throw SealError(.damaged, "the secret could not be sealed", fix: "see the log of the server")
        }
    }

    /// Decrypts what ``seal(_:place:)`` gave for the same place.
    ///
    /// - Throws: ``SealError`` with the code `unknownKey`, or `damaged` for anything changed, cut, or out of its place.
    public func open(_ sealed: Sealed, place: String) throws(SealError) -> Secret {
        guard sealed.keyIdentifier == keyIdentifier else {
            throw SealError(
                .unknownKey, "the secret was sealed with the key \(sealed.keyIdentifier), and this is \(keyIdentifier)",
                fix: "restore the key file that belongs to this database, or set the secret again")
        }
        guard sealed.bytes.first == Self.format else { throw Self.damaged(place) }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.bytes.dropFirst())
            return Secret(try AES.GCM.open(box, using: key, authenticating: Array(place.utf8)))
        } catch {
            throw Self.damaged(place)
        }
    }

    private static func damaged(_ place: String) -> SealError {
        SealError(
            .damaged, "the sealed secret of \(place) is damaged or belongs elsewhere", fix: "set the secret again")
    }
}

/// Why a secret could not be sealed or opened. Never holds any of it.
public struct SealError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: Sendable {
        /// Sealed with another key.
        case unknownKey
        /// Changed, cut, or out of its place.
        case damaged
        /// The key file does not hold a key.
        case unusableKey
        /// The key file could not be read or written.
        case file
    }

    /// The kind of failure.
    public let code: Code
    /// What happened.
    public let message: String
    /// What to do about it.
    public let fix: String

    init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }

    /// The message and what to do.
    public var description: String { "\(message): \(fix)" }

    /// Equal when the codes are.
    public static func == (left: SealError, right: SealError) -> Bool { left.code == right.code }
}
