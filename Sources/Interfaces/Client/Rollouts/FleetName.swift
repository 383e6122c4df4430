import Console
import Resources

/// The name of a Fleet as it is written on the command line.
public struct FleetName: Sendable, Equatable {
    let text: String

    /// Reads `NAME`, also as `fleet/NAME`.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ word: String) throws(ClientError) {
        if word.contains("/") {
            text = try ObjectSelection([word], of: [.fleet]).names[0]
        } else if word.isEmpty {
            throw .usage("The name of the fleet is missing.")
        } else {
            text = word
        }
    }

    /// The path of how its newest rollout stands.
    var rollout: RequestPath { RequestPath("fleets", text, "rollout") }

    /// The path of what lies below that.
    func rollout(_ part: String) -> RequestPath { RequestPath("fleets", text, "rollout", part) }
}
