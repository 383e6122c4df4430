import FoundationEssentials
import Glibc

/// Secrets of several keys: directories of files, as Kubernetes mounts them.
extension SecretSource {
    /// The largest secret, all keys together: as large as Kubernetes lets one be.
    public static let maxKeysBytes = 1 << 20
    private static let maxKeys = 1_000

    /// The files of a directory, by name and as they are. Blocks on the disk for a moment.
    ///
    /// Where Kubernetes keeps the files of one moment together behind the link `..data`, all are of one moment.
    ///
    /// - Parameters:
    ///   - path: relative to the directory of secrets, with the rules of ``file(_:organization:isDefault:)``.
    ///   - organization: the organization's identifier.
    ///   - isDefault: whether it is the default organization.
    public func keys(
        _ path: String, organization: String, isDefault: Bool
    ) throws(SecretSourceError) -> [String: Secret] {
        let places = try places(path, organization: organization, isDefault: isDefault)
        for place in places {
            guard let directory = try Self.locate(path, below: place) else { continue }
            return try Self.readKeys(path, Self.locate("..data", below: directory) ?? directory, below: directory)
        }
        throw Self.absent(path, places)
    }

    private static func readKeys(
        _ path: String, _ moment: String, below directory: String
    ) throws(SecretSourceError) -> [String: Secret] {
        var keys: [String: Secret] = [:]
        var room = maxKeysBytes
        for name in try names(path, moment) {
            guard isKey(name), let secret = try read(name, below: moment, within: directory, maxBytes: room) else {
                throw SecretSourceError(
                    "names the secret '\(path)', in which '\(name)' is no key",
                    "keep in it only files with names of letters, digits, '-', '_' and '.'")
            }
            room -= secret.reveal().count
            keys[name] = secret
        }
        guard !keys.isEmpty else {
            throw SecretSourceError("names the secret '\(path)', which has no keys", "put a file for each key there")
        }
        return keys
    }

    /// Names that begin with two dots are those of the mount itself.
    private static func names(_ path: String, _ directory: String) throws(SecretSourceError) -> [String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
                .filter { !$0.hasPrefix("..") }.sorted()
            if names.count <= maxKeys { return names }
        } catch {
            throw SecretSourceError(
                "names the secret '\(path)', which is no directory that can be read",
                "make it a directory with a file for each key")
        }
        throw SecretSourceError("names the secret '\(path)', which has too many keys", "keep at most \(maxKeys)")
    }

    private static func isKey(_ name: String) -> Bool {
        (1...253).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
