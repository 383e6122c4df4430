import HTTPFront
import Nodes

/// What the body of a pin asks for.
struct PinWish: Sendable {
    /// The commit, or the beginning of its id.
    let text: String
    /// Why; may be empty.
    let reason: String

    /// - Throws: ``StatusError`` with 400.
    init(_ body: Node) throws(StatusError) {
        try body.refuseOthers(than: ["commit", "reason"])
        text = try body.commit()
        reason = try body.reason(isRequired: false)
    }

    /// The commit that is meant. A whole id may name any commit of the repository; a beginning is looked up in the history
    /// of the sync.
    /// - Throws: ``StatusError`` with 409 when it is not just one.
    func commit(_ found: [String]) throws(StatusError) -> String {
        if text.utf8.count == 40 { return text }
        guard found.count == 1 else {
            let what = found.isEmpty ? "no commit that begins" : "several commits that begin"
            throw StatusError(409, "the history of the sync has \(what) with \(text): give the whole id")
        }
        return found[0]
    }
}

/// What the body of an approval asks for.
struct ApprovalWish: Sendable {
    /// The commit, or the beginning of its id.
    let commit: String

    /// - Throws: ``StatusError`` with 400.
    init(_ body: Node) throws(StatusError) {
        try body.refuseOthers(than: ["commit"])
        commit = try body.commit()
    }
}

/// What the body of a suspension asks for.
struct SuspensionWish: Sendable {
    /// Why.
    let reason: String
    /// After how many seconds it ends by itself; nil: never.
    let seconds: Int64?

    private static let longest: Int64 = 366 * 86_400

    /// - Throws: ``StatusError`` with 400.
    init(_ body: Node) throws(StatusError) {
        try body.refuseOthers(than: ["reason", "expiresInSeconds"])
        reason = try body.reason(isRequired: true)
        guard let expiry = body["expiresInSeconds"], !expiry.isNull else {
            seconds = nil
            return
        }
        guard let count = expiry.integer, (1...Self.longest).contains(count) else {
            throw StatusError(400, "expiresInSeconds must be a whole number from 1 to \(Self.longest)")
        }
        seconds = count
    }
}

extension Node {
    /// The longest reason, in bytes.
    private static let longestReason = 500

    /// The shortest beginning of a commit's id that is looked up.
    private static let shortestCommit = 7

    /// The field `commit`: the id of a commit, or its beginning.
    fileprivate func commit() throws(StatusError) -> String {
        let digits = Array("0123456789abcdef".utf8)
        guard let text = self["commit"]?.string, (Self.shortestCommit...40).contains(text.utf8.count),
            text.utf8.allSatisfy(digits.contains)
        else {
            throw StatusError(
                400, "commit must be the id of a commit: 40 digits 0-9 and a-f, or at least the first 7")
        }
        return text
    }

    fileprivate func reason(isRequired: Bool) throws(StatusError) -> String {
        let text = self["reason"]?.string ?? ""
        guard self["reason"] == nil || self["reason"]?.string != nil, !isRequired || !text.isEmpty else {
            throw StatusError(400, "reason must say why, in a text")
        }
        guard text.utf8.count <= Self.longestReason, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw StatusError(400, "reason must be one line of at most \(Self.longestReason) bytes")
        }
        return text
    }

    fileprivate func refuseOthers(than known: Set<String>) throws(StatusError) {
        guard let entries else { throw StatusError(400, "the body must be a JSON object") }
        if let other = entries.first(where: { !known.contains($0.key) }) {
            throw StatusError(
                400, "there is no field \(other.key): use \(known.sorted().joined(separator: ", "))")
        }
    }
}
