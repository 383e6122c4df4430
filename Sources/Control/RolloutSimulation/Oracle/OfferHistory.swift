/// Which contents devices were offered: one that a device rolled back from is not rendered for it again.
struct OfferHistory {
    private var newest: [Int: Int64] = [:]
    private var violation: Violation?

    mutating func note(_ index: Int, _ version: Int64?, _ renderedVersion: Int64, hadFailed: Bool) {
        if let before = newest[index], renderedVersion < before {
            violation = Violation("device \(index) saw rendered version \(renderedVersion) after \(before)")
        }
        newest[index] = renderedVersion
        if let version, hadFailed {
            violation = Violation("device \(index) was offered version \(version), which it had refused")
        }
    }

    func check() throws { if let violation { throw violation } }
}
