/// Paths of the API.
public enum APIPath {
    /// The path in front of every resource endpoint.
    public static let base = "/api/v1"
    /// The older spelling of ``base``, which answers too.
    public static let alternateBase = "/api/v1beta1"

    /// The path that an endpoint has below ``base``, for a path in either spelling.
    public static func canonical(_ path: String) -> String {
        guard path.hasPrefix(alternateBase) else { return path }
        let rest = path.dropFirst(alternateBase.count)
        guard rest.isEmpty || rest.first == "/" || rest.first == "?" else { return path }
        return base + rest
    }
}
