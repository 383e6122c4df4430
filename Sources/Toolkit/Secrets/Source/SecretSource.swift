import FoundationEssentials
import Glibc

/// Secrets that manifests refer to and that do not stand in git: files below one directory, and variables of this
/// process's environment with one prefix. Nothing else of the server can be named.
///
/// A file of an organization stands below the directory of its identifier. What has no organization, plain files and the
/// variables, is for the default organization only: others could name it and have it sent to a host of theirs.
public struct SecretSource: Sendable {
    /// What the names of variables begin with.
    public static let prefix = "MARTLET_SECRET_"
    private static let maxBytes = 64 << 10

    private let directory: String?
    private let variable: @Sendable (String) -> String?

    /// - Parameters:
    ///   - directory: the server's `--secrets-dir`; without one, no file can be named.
    ///   - variable: the value of a variable of the environment.
    public init(
        directory: String? = nil,
        variable: @escaping @Sendable (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) {
        self.directory = directory
        self.variable = variable
    }

    /// The content of a file without one line break at its end. Blocks on the disk for a moment.
    ///
    /// - Parameters:
    ///   - path: relative to the directory. Links that lead out of the directory, or out of the organization's, are not followed.
    ///   - organization: the organization's identifier.
    ///   - isDefault: whether it is the default organization.
    public func file(_ path: String, organization: String, isDefault: Bool) throws(SecretSourceError) -> Secret {
        let places = try places(path, organization: organization, isDefault: isDefault)
        for place in places {
            if let secret = try Self.read(path, below: place, within: place, maxBytes: Self.maxBytes) {
                return Secret(Self.withoutLineBreak(secret.reveal()))
            }
        }
        throw Self.absent(path, places)
    }

    /// The directories below which a path may lead, the organization's own first.
    func places(
        _ path: String, organization: String, isDefault: Bool
    ) throws(SecretSourceError) -> [String] {
        guard let directory else {
            throw SecretSourceError(
                "names a file, and the server has no directory of secrets", "start it with --secrets-dir")
        }
        let isRelative =
            !path.isEmpty && !path.hasPrefix("/") && !path.utf8.contains(0)
            && !path.split(separator: "/").contains { $0 == ".." || $0 == "." }
        guard isRelative else {
            throw SecretSourceError(
                "names a file that is not below the directory of secrets", "write a path such as git/token")
        }
        let isPlain = isDefault && !Self.leadsToOrganization(path)
        return ["\(directory)/\(organization)"] + (isPlain ? [directory] : [])
    }

    static func absent(_ path: String, _ places: [String]) -> SecretSourceError {
        SecretSourceError(
            "names the file '\(path)', which does not exist",
            "put it below \(places.joined(separator: " or ")) on the server")
    }

    /// The value of a variable.
    public func variable(_ name: String, isDefault: Bool) throws(SecretSourceError) -> Secret {
        guard name.hasPrefix(Self.prefix), name.utf8.count > Self.prefix.utf8.count, isDefault else {
            throw SecretSourceError(
                "names a variable that is not for it",
                isDefault
                    ? "use one whose name begins with \(Self.prefix)"
                    : "variables are for the default organization; use a file")
        }
        guard let value = variable(name), !value.isEmpty else {
            throw SecretSourceError(
                "names the variable \(name), which is not set", "set it in the server's environment")
        }
        return Secret(text: value)
    }

    /// Whether a plain path would enter the directory of an organization, which is for that one alone.
    private static func leadsToOrganization(_ path: String) -> Bool {
        path.split(separator: "/").first.flatMap { UUID(uuidString: String($0)) } != nil
    }

    /// Where a path leads; nil when it leads nowhere.
    static func locate(
        _ path: String, below directory: String, within limit: String? = nil
    ) throws(SecretSourceError) -> String? {
        guard let root = realPath(limit ?? directory), let file = realPath("\(directory)/\(path)") else { return nil }
        guard file.hasPrefix("\(root)/") else {
            throw SecretSourceError(
                "names the file '\(path)', which is a link that leads out of the directory of secrets",
                "put the file itself there")
        }
        return file
    }

    static func read(
        _ path: String, below directory: String, within limit: String, maxBytes: Int
    ) throws(SecretSourceError) -> Secret? {
        guard let file = try locate(path, below: directory, within: limit) else { return nil }
        do {
            return try AtomicFile.readSecret(file, maximumBytes: maxBytes)
        } catch {
            throw SecretSourceError("names the file '\(path)', which cannot be used: \(error.message)", error.fix)
        }
    }

    private static func withoutLineBreak(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let line = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
        return line.last == 0x0D ? line.dropLast() : line
    }

    static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}

/// A reference to a secret that could not be followed. Never holds a secret.
public struct SecretSourceError: Error, Sendable, Hashable {
    /// What is wrong, as the end of a sentence that begins with the field.
    public let message: String
    /// What to do about it.
    public let fix: String

    init(_ message: String, _ fix: String) {
        self.message = message
        self.fix = fix
    }
}
