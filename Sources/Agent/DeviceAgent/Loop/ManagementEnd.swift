/// Why the agent stops talking to the service with the certificate it has.
enum ManagementEnd: Sendable, Hashable {
    /// The service has deleted the device: its certificate is worth nothing any more.
    case deleted
    /// There is a newer certificate.
    case renewed(ManagementCertificate)
    /// The certificate's life is over.
    case expired
}
