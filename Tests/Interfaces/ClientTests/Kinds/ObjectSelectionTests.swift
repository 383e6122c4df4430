import Resources
import Testing

@testable import Client

@Suite("The words that name objects")
struct ObjectSelectionTests {
    @Test(
        "TYPE, TYPE NAME… and TYPE/NAME… mean the same in every letter case and by every word of the kind",
        arguments: [
            (["devices"], Kind.device, []),
            (["DEV"], .device, []),
            (["device", "a", "b"], .device, ["a", "b"]),
            (["dev/a", "device/b", "Devices/c"], .device, ["a", "b", "c"]),
            (["csr/client-enrollment-1"], .certificateSigningRequest, ["client-enrollment-1"]),
            (["repositories"], .repository, []),
            (["tv", "v1"], .templateVersion, ["v1"]),
        ] as [([String], Kind, [String])])
    func forms(words: [String], kind: Kind, names: [String]) throws {
        let selection = try ObjectSelection(words)
        #expect(selection.kind == kind)
        #expect(selection.names == names)
    }

    @Test(
        "Words that name nothing are wrong usage",
        arguments: [
            [], [""], ["/"], ["/a"], ["device/"], ["device/a/b"], ["device/a", "b"], ["device/a", "fleet/b"],
            ["device", "fleet/b"], ["device", ""], ["divice"], ["pods", "a"],
        ])
    func refused(words: [String]) {
        #expect(throws: ClientError(.usage, "")) { try ObjectSelection(words) }
    }

    @Test(
        "A misspelt kind brings the nearest word",
        arguments: [("divice", "device"), ("fleat", "fleet"), ("evnets", "events")])
    func suggestion(word: String, expected: String) throws {
        let error = try #require(throws: ClientError.self) { try Kind.named(word) }
        #expect(error.fix == "Did you mean “\(expected)”?")
    }

    @Test("A word that is near to nothing brings the list of kinds")
    func list() throws {
        let error = try #require(throws: ClientError.self) { try Kind.named("kubernetes") }
        #expect(error.fix.contains("enrollmentrequests (er)"))
    }

    @Test("Kinds that no server lists are none for a command", arguments: ["catalogs", "ci", "AuthProvider"])
    func unlisted(_ word: String) { #expect(throws: ClientError(.usage, "")) { try Kind.named(word) } }

    @Test("Every word means one kind only")
    func unique() {
        let words = Kind.listed.flatMap(\.words)
        #expect(Set(words).count == words.count)
        #expect(Set(Kind.listed).isSuperset(of: Kind.allCases.filter { $0.isKept && $0 != .authProvider }))
    }

    @Test("An object of another kind, or no name, is refused where a command works on some kinds only")
    func narrowed() {
        #expect(throws: ClientError(.usage, "")) { try ObjectSelection(["fleet/a"], of: [.device]) }
        #expect(throws: ClientError(.usage, "")) { try ObjectSelection(["device"], of: [.device]) }
    }
}
