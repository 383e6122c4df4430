import HTTPTypes

/// What the headers of a webhook say.
struct WebhookHead: Sendable {
    /// Whether references may have moved.
    let isPush: Bool
    /// What shows that the sender knows the secret.
    let proof: WebhookProof

    /// Nil when the headers are not those of a signed webhook of this provider: nothing in the body can mend that.
    init?(_ provider: WebhookProvider, _ headers: HTTPFields) {
        func value(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
        guard let event = value(provider.eventHeader), let proof = provider.proofHeaders.lazy.compactMap(value).first
        else { return nil }
        let read = provider == .gitlab ? WebhookProof(token: proof) : WebhookProof(signature: proof)
        guard let read else { return nil }
        isPush = provider.pushes.contains(event)
        self.proof = read
    }
}
