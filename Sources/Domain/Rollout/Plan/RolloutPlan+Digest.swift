import Crypto
import Resources

extension RolloutPlan {
    /// MD5 in hexadecimal of the batches' canonical JSON, as the annotation `fleet-controller/deviceSelectionConfigDigest` has
    /// it. It tells definitions apart and protects nothing.
    static func digest(of batches: [Batch]) -> String {
        var hash = Insecure.MD5()
        for batch in batches {
            hash.update(data: canonicalJSON(of: batch))
            hash.update(data: [UInt8(ascii: "\n")])
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
