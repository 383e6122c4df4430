import Outbound
import Testing

@Suite("How long a server asks us to stay away")
struct RetryAfterTests {
    static let now: Int64 = 784_111_777

    @Test(
        "Seconds and dates, never below zero and never above a day",
        arguments: [
            ("0", 0), ("120", 120), ("86401", 86_400), ("18446744073709551615", 86_400),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("Fri, 31 Dec 1999 23:59:59 GMT", 86_400),
        ])
    func read(_ text: String, _ seconds: Int) {
        #expect(RetryAfter.duration(text, now: Self.now) == .seconds(seconds))
    }

    @Test(
        "What is neither is nothing",
        arguments: [
            "", "-1", "1.5", "soon", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 99 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
        ])
    func refused(_ text: String) { #expect(RetryAfter.duration(text, now: Self.now) == nil) }
}
