/// One route of the server, as the OpenAPI documents show it. Tests hold the lists against the routers' own.
public struct ServedRoute: Sendable {
    /// The methods that are served.
    public enum Method: String, Sendable, CaseIterable {
        /// Reads.
        case get
        /// Replaces, or decides.
        case put
        /// Makes.
        case post
        /// Changes.
        case patch
        /// Removes.
        case delete
    }

    /// The method.
    public let method: Method
    /// The path, with names of parameters in braces.
    public let path: String
    /// What it is for, one sentence without a full stop.
    let summary: String
    /// The query.
    var query: [QueryParameter] = []
    /// The schema of the body, for those that read one.
    var body: String?
    /// What the server answers when all goes well: the code, and the schema of the body if there is one.
    var answers: [Int: String?] = [:]
    /// The codes of refusals that this route has beyond those of every route.
    var refusals: [Int] = []
    /// Whether it is answered without a token.
    var isOpen = false

    init(_ method: Method, _ path: String, _ summary: String) {
        self.method = method
        self.path = path
        self.summary = summary
    }

    /// Answers with this code and schema.
    func answering(_ schema: String?, _ code: Int = 200) -> ServedRoute {
        var route = self
        route.answers[code] = .some(schema)
        return route
    }

    /// Refuses with these codes, too.
    func refusing(_ codes: Int...) -> ServedRoute {
        var route = self
        route.refusals += codes
        return route
    }

    /// Reads a body.
    func taking(_ schema: String) -> ServedRoute {
        var route = self
        route.body = schema
        return route
    }

    /// Reads these parameters.
    func asking(_ parameters: [QueryParameter]) -> ServedRoute {
        var route = self
        route.query += parameters
        return route
    }

    /// Asks for no token.
    var open: ServedRoute {
        var route = self
        route.isOpen = true
        return route
    }
}
