import Crypto
import Resources

/// Names findings so that the same one has the same name in the next run, also when lines were added above it: by rule,
/// file, resource and field, and by its number among those that agree in all of these.
struct Fingerprints {
    private var seen: [String: Int] = [:]

    /// 32 hexadecimal digits. Ask for the findings in their order, once each.
    mutating func next(_ located: LocatedFinding) -> String {
        let parts = [
            located.finding.rule, located.file, located.kind ?? "", located.name ?? "",
            located.finding.path.description,
        ]
        let identity = parts.joined(separator: "\0")
        let number = seen[identity, default: 0]
        seen[identity] = number + 1
        return SHA256.hash(data: Array("\(identity)\0\(number)".utf8)).prefix(16).reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
