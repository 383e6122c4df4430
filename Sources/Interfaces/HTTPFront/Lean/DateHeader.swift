import Glibc
import Synchronization

/// The value of the header `Date`, made anew each second.
final class DateHeader: Sendable {
    private let last = Mutex<(second: Int, text: String)>((0, ""))

    var now: String {
        let second = time(nil)
        return last.withLock { last in
            if last.second != second { last = (second, Self.text(second)) }
            return last.text
        }
    }

    /// The form of RFC 9110, section 5.6.7, in the C locale, which programs are in unless they leave it.
    static func text(_ second: Int) -> String {
        var (moment, parts) = (second, tm())
        gmtime_r(&moment, &parts)
        return String(unsafeUninitializedCapacity: 40) { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                strftime($0.baseAddress, 40, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            }
        }
    }
}
