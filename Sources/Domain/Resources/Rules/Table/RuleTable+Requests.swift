// Requests for certificates.
extension Rule {
    static func requestRow(_ rule: Rule) -> Row? {
        switch rule {
        case .requestUsages: error("Requests name their usages", "clientAuth and CA:false.")
        case .refusedSigner: error("Requests ask a signer for requests", "The authority itself signs none.")
        default: nil
        }
    }
}
