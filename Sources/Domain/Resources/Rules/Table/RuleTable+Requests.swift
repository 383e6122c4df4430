// Requests for certificates.
extension Rule {
    static func requestRow(_ rule: Rule) -> Row? {
        switch rule {
        case .requestUsages: error("Requests name their usages", "clientAuth and CA:false.")
        case .refusedSigner: error("Requests ask a signer for requests", "The authority itself signs none.")
        case .eventType:
            warning("Events weigh what their reason says", "Each reason is either a warning or none.")
        default: nil
        }
    }
}
