import Nodes
import Testing

@testable import Resources

@Suite("Unit files of systemd") struct UnitFileTests {
    @Test("Values of several lines are joined, comments between them passed over")
    func continuation() throws {
        let file = UnitFile("[Container]\n  Exec = run \\\n# all\n\\\n   --verbose\nImage=a\n")
        #expect(file.problems.isEmpty)
        #expect(file.entries.map(\.key) == ["Exec", "Image"])
        #expect(file.entries.map(\.value) == ["run   --verbose", "a"])
        #expect(file.entries[0].keyPlace.start == Position(line: 2, column: 3))
        #expect(file.entries[0].keyPlace.end == Position(line: 2, column: 7))
        #expect(file.entries[0].valuePlace.start == Position(line: 2, column: 10))
        #expect(file.entries[0].valuePlace.end == Position(line: 5, column: 13))
    }

    @Test("A key may stand several times; an empty value starts anew")
    func repetition() {
        let file = UnitFile("[Container]\nVolume=a\nVolume=b\nVolume=\nVolume=c\n[Service]\nVolume=d\n")
        #expect(file.values("Container", "Volume").map(\.value) == ["c"])
    }

    @Test(
        "Lines of no unit file are told",
        arguments: [
            ("[Container", 1), ("Image=a", 1), ("[Container]\n\nnothing", 3), ("[Container]\n=a", 2), ("[]", 1),
        ])
    func problems(_ text: String, _ line: Int) {
        #expect(UnitFile(text).problems.map(\.place.start.line) == [line])
    }

    @Test("Lines may end as Windows ends them")
    func windows() {
        let file = UnitFile("[Container]\r\nImage=ä\r\n")
        #expect(file.entries.map(\.value) == ["ä"])
        #expect(file.entries.map(\.valuePlace.end) == [Position(line: 2, column: 8)])
        #expect(file.problems.isEmpty)
    }

    @Test("A value that is continued at the end of the text ends there")
    func end() {
        #expect(UnitFile("[Container]\nExec=a \\").entries.map(\.value) == ["a \\"])
    }
}
