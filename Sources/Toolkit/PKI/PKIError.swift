import Secrets

/// Why a key, a certificate or a certificate request was refused, and what to do about it.
///
/// Two errors are equal when their codes are, so that callers and tests can say which refusal they mean.
public struct PKIError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of refusal.
    public enum Code: String, Sendable, CaseIterable {
        /// Not the PEM or DER of the thing that was asked for.
        case malformed
        /// Larger than any honest one.
        case tooLarge
        /// A certificate request whose signature does not belong to the key in it.
        case badSignature
        /// A key of a type or strength that is not accepted.
        case unsupportedKey
        /// The common name does not fit the signer, or the name does not fit the key.
        case commonName
        /// The signer does not sign for this purpose.
        case signer
        /// A validity that is not a positive number of seconds.
        case validity
        /// Two files that belong together do not: a certificate and a key, or one of them without the other.
        case mismatchedPair
        /// A certificate that is past its end.
        case expired
        /// A file could not be read or written.
        case file
        /// The cryptographic library failed.
        case internalFailure
    }

    /// The kind of refusal.
    public let code: Code
    /// What is wrong. Never holds key material.
    public let message: String
    /// What to do about it.
    public let fix: String

    /// An error of this kind.
    public init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }

    init(_ error: FileError) {
        self.init(.file, error.message, fix: error.fix)
    }

    /// The message and what to do.
    public var description: String { "\(message): \(fix)" }

    /// Equal when the codes are.
    public static func == (left: PKIError, right: PKIError) -> Bool { left.code == right.code }
}

/// Runs a step of the certificate library and turns whatever it throws into an error of this module.
func step<Value>(
    _ code: PKIError.Code, _ message: @autoclosure () -> String, fix: @autoclosure () -> String,
    _ body: () throws -> Value
) throws(PKIError) -> Value {
    do {
        return try body()
    } catch let error as PKIError {
        throw error
    } catch let error as FileError {
        throw PKIError(error)
    } catch {
        throw PKIError(code, message(), fix: fix())
    }
}
