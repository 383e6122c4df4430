import Glibc

/// A point in time as allowed-signers files have it: `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, with or without `Z`. It is always
/// UTC here: the time zone of a server must not decide who is trusted.
enum SignerTime {
    /// Seconds since 1970; nil when it is no such time.
    static func parse(_ text: some StringProtocol) -> Int64? {
        let digits = (text.last == "Z" ? text.dropLast() : text[...]).utf8.map { $0 }
        guard [8, 12, 14].contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        func number(_ start: Int, _ count: Int) -> Int32 {
            start < digits.count ? digits[start..<start + count].reduce(0) { $0 * 10 + Int32($1 - 0x30) } : 0
        }
        var time = tm()
        (time.tm_year, time.tm_mon, time.tm_mday) = (number(0, 4) - 1900, number(4, 2) - 1, number(6, 2))
        (time.tm_hour, time.tm_min, time.tm_sec) = (number(8, 2), number(10, 2), number(12, 2))
        let asked = [time.tm_year, time.tm_mon, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec]
        let seconds = timegm(&time)
        // The 31st of June would be taken for the 1st of July.
        let found = [time.tm_year, time.tm_mon, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec]
        return asked == found ? Int64(seconds) : nil
    }
}
