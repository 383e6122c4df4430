// Checks that several parts of a device's spec share.
extension Report {
    /// Notes a path that only the agent itself may write to. A path with placeholders is judged when they are filled.
    func checkAllowed(_ path: String, at key: FieldPath.Step) {
        guard let forbidden = Paths.forbidden(path) else { return }
        add(
            .forbiddenPath, at: [key],
            "“\(path.excerpt)” belongs to the agent: nothing may be written to \(forbidden).",
            fix: "Choose another path.")
    }

    /// Notes content that is not what its encoding says, is too large, or has broken placeholders within base64.
    func checkContent(_ content: String, _ encoding: ContentEncoding?, most: Int) {
        guard let bytes = encoding.decode(content) else {
            add(
                .base64, at: ["content"], "The content is not base64.",
                fix: "Write \(TextFormat.base64().advice), or remove “contentEncoding”.")
            return
        }
        if bytes.count > most {
            add(
                .contentTooLarge, at: ["content"], "The content has \(bytes.count) bytes; at most \(most) are allowed.",
                fix: "Keep large files in a git repository or an image.")
        }
        guard isTemplate, encoding == .base64, let text = String(validating: bytes, as: UTF8.self) else { return }
        if text.holdsPlaceholder { within("content") { checkTemplate(text, isEncoded: true) } }
    }
}

// Checks that several forms of repositories share.
extension Report {
    /// Notes that one of two fields stands without the other.
    func checkPair(_ one: String, _ hasOne: Bool, _ other: String, _ hasOther: Bool) {
        guard hasOne != hasOther else { return }
        let (present, missing) = hasOne ? (one, other) : (other, one)
        add(
            .incompleteCredential, at: [.key(present)], onKey: true, "“\(present)” stands here without “\(missing)”.",
            fix: "Add “\(missing)”, or remove “\(present)”.")
    }

    /// Notes two fields that say the same thing.
    func checkOnce(_ one: String, _ hasOne: Bool, _ other: String, _ hasOther: Bool) {
        guard hasOne && hasOther else { return }
        add(
            .credentialTwice, at: [.key(one)], onKey: true, "“\(one)” and “\(other)” stand side by side.",
            fix: "Remove “\(one)”: what stands in git is known to all who may read it.")
    }

    /// Notes credentials that are not used for an address. One without a scheme is reached by SSH.
    func checkCredentials(suit url: String, http: Bool, ssh: Bool) {
        let scheme = url.firstRange(of: "://").map { url[..<$0.lowerBound].lowercased() } ?? "ssh"
        let isWeb = scheme.hasPrefix("http")
        guard isWeb ? ssh : http && scheme == "ssh" else { return }
        let (used, unused) = isWeb ? ("httpConfig", "sshConfig") : ("sshConfig", "httpConfig")
        add(
            .credentialForm, at: [.key(unused)], onKey: true,
            "“\(unused)” is not used for an address of \(isWeb ? "HTTP" : "SSH").",
            fix: "Write “\(used)”, or another address.")
    }

    /// Notes a password or token within a URL, which logs, lists and error messages would show.
    func checkNoCredential(inURL url: String) {
        guard let scheme = url.firstRange(of: "://") else { return }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return }
        let isWeb = url[..<scheme.lowerBound].lowercased().hasPrefix("http")
        guard isWeb || authority[..<at].contains(":") else { return }
        add(
            .credentialInURL, at: ["url"], "The address holds a credential, which lists and messages would show.",
            fix: "Remove it from the address and write it below “httpConfig”.")
    }
}
