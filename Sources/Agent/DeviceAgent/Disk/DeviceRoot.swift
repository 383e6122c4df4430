/// The directory that stands for `/` of the device.
///
/// With any other directory than `/` several agents can live on one machine: every path of the specs, of the data
/// directory and of the configuration is taken below it.
public struct DeviceRoot: Sendable, Hashable {
    /// `/`, or an absolute path without a slash at its end.
    public let path: String

    /// The real root of the machine.
    public static let system = DeviceRoot("/")

    /// - Parameter path: absolute; slashes at the end are dropped.
    public init(_ path: String) {
        var text = Substring(path)
        while text.count > 1 && text.hasSuffix("/") { text.removeLast() }
        self.path = String(text)
    }

    /// True when the root is the machine's own.
    public var isSystem: Bool { path == "/" }

    /// Where a path of the device lies on the machine. A path that already begins with the root is returned as it is.
    public func location(of devicePath: String) -> String {
        isSystem || devicePath.hasPrefix(path + "/") ? devicePath : path + devicePath
    }
}
