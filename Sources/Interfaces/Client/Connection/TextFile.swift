import Secrets

/// Small files that a person hands over on the command line.
enum TextFile {
    /// The token in a file, without the white space around it.
    static func token(_ path: String) throws(ClientError) -> Secret {
        try checkedToken(text(path, what: "token"), from: path)
    }

    /// A token as it may stand in a header.
    static func checkedToken(_ text: String, from source: String) throws(ClientError) -> Secret {
        let token = text.trimmed
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw ClientError(
                .file, "\(source) holds no token.", fix: "A token is one line of letters, digits and punctuation.")
        }
        return Secret(text: token)
    }

    /// Authorities in PEM.
    static func authorities(_ path: String) throws(ClientError) -> String {
        let text = try text(path, what: "certificate authority")
        guard text.contains("-----BEGIN CERTIFICATE-----") else {
            throw ClientError(
                .file, "\(path) holds no certificate.",
                fix: "Give the authority's certificate in PEM (BEGIN CERTIFICATE).")
        }
        return text
    }

    static func text(_ path: String, what: String) throws(ClientError) -> String {
        String(decoding: try bytes(path, what: what), as: UTF8.self)
    }

    private static func bytes(_ path: String, what: String) throws(ClientError) -> [UInt8] {
        do {
            if let bytes = try AtomicFile.read(path) { return bytes }
        } catch {
            throw ClientError(.file, error)
        }
        throw ClientError(.file, "There is no \(path), which should hold the \(what).", fix: "Check the path.")
    }
}

extension ClientError {
    init(_ code: Code, _ error: FileError) { self.init(code, error.message, fix: error.fix) }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        let start = drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(start[...last])
    }
}
