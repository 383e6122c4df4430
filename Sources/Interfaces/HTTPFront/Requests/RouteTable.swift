import Hummingbird

/// The paths of a listener, for telling a wrong method from an unknown path. Read only on the way to a 404.
struct RouteTable: Sendable {
    private let paths: [RouterPath]

    init(_ router: Router<FrontContext>) {
        self.paths = router.routes.map(\.path)
    }

    func knows(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return paths.contains { Self.matches($0, parts) }
    }

    private static func matches(_ pattern: RouterPath, _ parts: [Substring]) -> Bool {
        for (index, element) in pattern.enumerated() {
            if element == .recursiveWildcard { return true }
            guard index < parts.count, element ~= parts[index] else { return false }
        }
        return pattern.count == parts.count
    }
}
