/// Names of HTTP headers that belong to the API.
public enum HeaderText {
    /// The API version that a request asks for and a response speaks.
    public static let apiVersion = "Flightctl-API-Version"
    /// The versions that an endpoint offers, in a refusal.
    public static let apiVersionsSupported = "Flightctl-API-Versions-Supported"
    /// The identifier under which a request is found in logs and events.
    public static let requestID = "X-Request-Id"
}
