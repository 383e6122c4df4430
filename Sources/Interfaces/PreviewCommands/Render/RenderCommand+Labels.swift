import Console
import Resources

extension RenderCommand {
    /// Reads `k=v,k=v`.
    /// - Throws: ``PreviewFailure`` that names what is no label.
    public static func labels(_ text: String) throws(PreviewFailure) -> [String: String] {
        var labels: [String: String] = [:]
        for pair in text.split(separator: ",", omittingEmptySubsequences: true) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, TextFormat.labelKey.matches(parts[0]), TextFormat.labelValue.matches(parts[1])
            else {
                throw PreviewFailure(
                    "'\(String(pair).printable)' is no label.", fix: "Write KEY=VALUE, with commas between.")
            }
            guard labels.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw PreviewFailure("The label \(parts[0]) is given twice.", fix: "Keep one of the two.")
            }
        }
        return labels
    }
}
