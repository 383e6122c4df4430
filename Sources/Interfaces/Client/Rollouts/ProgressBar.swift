/// How far a batch is, as a bar of text: `#` for what succeeded, `!` for what failed or timed out, `.` for the rest. Pure.
struct ProgressBar {
    static let width = 24

    let succeeded: Int64
    let failed: Int64
    let total: Int64

    /// `[######!.................]  29%`; the share is of those with an outcome, rounded down.
    var text: String {
        guard total > 0 else { return "[\(String(repeating: ".", count: Self.width))]   -%" }
        // What failed is seen, however little it is.
        let bad = failed > 0 ? max(1, cells(failed)) : 0
        let good = min(cells(succeeded), Self.width - bad)
        let rest = Self.width - good - bad
        let bar =
            String(repeating: "#", count: good) + String(repeating: "!", count: bad)
            + String(repeating: ".", count: rest)
        let share = String(Int64(Double(succeeded + failed) / Double(total) * 100))
        return "[\(bar)] \(String(repeating: " ", count: 3 - share.count))\(share)%"
    }

    private func cells(_ count: Int64) -> Int {
        min(Self.width, Int(Double(count) / Double(total) * Double(Self.width)))
    }
}
