import Crypto

/// The key of one installation, from which the keys for sealing and for content addresses are derived.
public struct StateKey: Sendable {
    /// Which key this is: 16 hexadecimal characters that follow from the key and tell nothing about it.
    public let identifier: String

    private let master: SymmetricKey

    /// Reads the key in a file, or makes a new random one there (mode 0600). Blocks on the disk for a moment.
    ///
    /// - Throws: ``SealError`` with the code `unusableKey` when the file does not hold 32 bytes, or `file`.
    public static func loadOrCreate(_ path: String) throws(SealError) -> StateKey {
        let secret: Secret
        do {
            secret = try AtomicFile.readOrCreateSecret(path, maximumBytes: 4096) {
                SymmetricKey(size: .bits256).withUnsafeBytes { Secret($0) }
            }
        } catch {
            throw SealError(.file, error.message, fix: error.fix)
        }
        guard let key = StateKey(secret) else {
            throw SealError(
                .unusableKey, "\(path) does not hold a key of 32 bytes",
                fix: "restore it from a backup; what was sealed with the lost key cannot be read without it")
        }
        return key
    }

    /// A key of these bytes; `nil` unless there are 32 of them.
    public init?(_ secret: Secret) {
        let bytes = secret.reveal()
        guard bytes.count == 32 else { return nil }
        self.master = SymmetricKey(data: bytes)
        self.identifier = Self.derive(master, "martlet key identifier", bytes: 8).withUnsafeBytes(Hexadecimal.encode)
    }

    func key(for purpose: String) -> SymmetricKey {
        Self.derive(master, purpose, bytes: 32)
    }

    private static func derive(_ master: SymmetricKey, _ purpose: String, bytes: Int) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Array(purpose.utf8), outputByteCount: bytes)
    }
}

enum Hexadecimal {
    static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
