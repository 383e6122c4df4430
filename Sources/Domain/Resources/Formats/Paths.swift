/// Paths of files on a device and within an application.
public enum Paths {
    /// The longest path that Linux takes.
    static let longest = 4096
    static let forbiddenTrees = ["/var/lib/flightctl", "/usr/lib/flightctl", "/etc/flightctl/certs"]
    static let forbiddenFiles = ["/etc/flightctl/config.yaml", "/etc/flightctl/config.yml"]

    /// Absolute and already cleaned: no `.`, `..`, doubled or trailing slash, and no colon.
    static func isAbsolute(_ text: Span<UInt8>) -> Bool {
        guard text.count > 1, text[0] == UInt8(ascii: "/") else {
            return text.count == 1 && text[0] == UInt8(ascii: "/")
        }
        return text.extracting(1...).everyPart(separatedBy: UInt8(ascii: "/"), isPart)
            && text.firstIndex(of: UInt8(ascii: ":")) == nil
    }

    /// Relative, cleaned, without `..`.
    static func isRelative(_ text: Span<UInt8>) -> Bool {
        text.everyPart(separatedBy: UInt8(ascii: "/"), isPart)
    }

    private static func isPart(_ part: Span<UInt8>) -> Bool {
        if part.isEmpty || (part.count <= 2 && part.allSatisfy { $0 == UInt8(ascii: ".") }) { return false }
        return part.firstIndex(of: 0) == nil
    }

    /// The forbidden place that `path` is or lies in: what the agent lives from must not come from a fleet.
    public static func forbidden(_ path: String) -> String? {
        forbiddenFiles.first { path == $0 } ?? forbiddenTrees.first { path == $0 || path.hasPrefix($0 + "/") }
    }
}

extension TextFormat {
    /// A part of an absolute path, and of a relative one, in which a colon may stand: neither `.` nor `..`.
    private static let part = "(?!\\.{1,2}(?:[/:]|$))[^/:\\u0000]+"
    private static let relativePart = "(?!\\.{1,2}(?:/|$))[^/\\u0000]+"
    private static let absolute = "/(?:\(part)(?:/\(part))*)?"

    /// The path of a file on a device.
    public static let absolutePath = TextFormat(
        name: "absolute-path", what: "an absolute, clean path",
        advice: "a path that starts with “/”, without “..”, “//”, “:” and a “/” at the end, such as /etc/app/app.conf",
        pattern: "^\(absolute)$", length: 1...Paths.longest, rule: .filePath, accepts: Paths.isAbsolute)

    /// The path of a file within an application.
    public static let relativePath = TextFormat(
        name: "relative-path", what: "a relative, clean path",
        advice:
            "a path of at most 253 characters that does not start with “/” and holds no “..”, such as compose/app.env",
        pattern: "^\(relativePart)(?:/\(relativePart))*$", length: 1...253, rule: .relativePath,
        accepts: Paths.isRelative)

    /// What a container mounts: an absolute path with options after a colon, if any.
    public static let mountPath = TextFormat(
        name: "mount-path", what: "a path in the container",
        advice: "an absolute path, if need be followed by options, such as /data or /data:ro",
        pattern: "^\(absolute)(?::[a-zA-Z0-9]+(?:,[a-zA-Z0-9]+)*)?$", length: 1...Paths.longest, rule: .filePath,
        accepts: { text in
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return Paths.isAbsolute(text) }
            let options = text.extracting((colon + 1)...)
            return Paths.isAbsolute(text.extracting(..<colon)) && !options.isEmpty
                && options.everyPart(separatedBy: UInt8(ascii: ",")) {
                    !$0.isEmpty && $0.allSatisfy { $0.isAlphanumeric }
                }
        })
}
