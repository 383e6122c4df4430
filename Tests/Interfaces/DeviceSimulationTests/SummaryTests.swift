import Testing

@testable import DeviceSimulation

@Suite struct SummaryTests {
    @Test func whatAServerSaysDoesNotSteerTheTerminal() {
        let tally = Tally()
        tally.fault(.unexpectedAnswers, "poll: 500 \u{1B}[2Jall is well\r\n")
        var line = SummaryLine()
        #expect(line.news(tally.all) == ["       trouble: poll: 500  [2Jall is well  "])
    }

    @Test func aDocumentThatADeviceHadIsNoDelivery() {
        let tally = Tally()
        tally.mark()
        for isNewer in [true, false, false] { tally.delivered(isNewer: isNewer) }
        #expect((tally[.documents], tally[.delivery].count) == (3, 1))
    }
}
