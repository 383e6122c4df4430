import Nodes

/// What the service answered.
struct ServiceAnswer: Sendable {
    var status: Int
    /// What the service asked to wait; at most an hour is believed.
    var retryAfter: Duration?
    var body: [UInt8]

    /// The answer as an error, with what the service said about it.
    func refusal(of operation: String) -> AgentError {
        let said = (try? JSON.parse(body))?["message"]?.string ?? ""
        return AgentError(
            .unavailable,
            "the service answered \(status) to \(operation)\(said.isEmpty ? "" : ": \(said.prefix(300))")",
            fix: "the agent tries again")
    }

    /// The body as JSON.
    func node(of operation: String) throws(AgentError) -> Node {
        do { return try JSON.parse(body) } catch {
            throw AgentError(
                .badAnswer, "the answer to \(operation) is not usable JSON: \(error.message)",
                fix: "look at the service")
        }
    }
}
