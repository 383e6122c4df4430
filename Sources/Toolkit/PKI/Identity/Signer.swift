/// The purposes for which the built-in authority signs, by their names on the wire.
public enum Signer: String, Sendable, CaseIterable, Hashable {
    /// Certificates with which a new device may ask to be enrolled.
    case enrollment = "flightctl.io/enrollment"
    /// The first certificate of a device, given with the approval of its enrolment request.
    case deviceEnrollment = "flightctl.io/device-enrollment"
    /// The next certificate of a device that already has one.
    case deviceManagementRenewal = "flightctl.io/device-management-renewal"

    /// Whether a certificate of this signer stands for one device.
    public var isDevice: Bool { self != .enrollment }
}
