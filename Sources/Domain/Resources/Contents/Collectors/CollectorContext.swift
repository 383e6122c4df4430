import Nodes

/// What configurations that the collector reads together define and use; one that is read alone is its own context.
struct CollectorContext {
    /// The names that each section defines.
    let defined: [String: Set<String>]
    /// The names in the lists of all pipelines, by list.
    let used: [String: Set<String>]
    /// The extensions that are started.
    let started: Set<String>
    /// Whether there is a pipeline.
    let hasPipelines: Bool
    /// Whether a list stands for names that are filled in later.
    let hasOpenLists: Bool
    /// Whether this is more than one file, so that a pipeline may be finished in another.
    let isShared: Bool

    init(_ roots: [Node]) {
        var defined: [String: Set<String>] = [:]
        for section in CollectorSet.sections {
            defined[section] = Set(
                roots.flatMap { $0[section]?.entries ?? [] }.map { CollectorConfig.trimmed($0.key) })
        }
        self.defined = defined
        let services = roots.compactMap { $0["service"] }
        let pipelines = services.flatMap { $0["pipelines"]?.entries ?? [] }
        var used: [String: Set<String>] = [:]
        for pipeline in pipelines {
            for list in pipeline.value.entries ?? [] {
                used[list.key, default: []].formUnion(list.value.names)
            }
        }
        self.used = used
        started = Set(services.flatMap { $0["extensions"]?.names ?? [] })
        hasPipelines = !pipelines.isEmpty
        hasOpenLists =
            services.contains { $0["pipelines"]?.isOpen == true || $0["extensions"]?.holdsOpen == true }
            || pipelines.contains { pipeline in
                pipeline.value.isOpen || (pipeline.value.entries ?? []).contains(where: \.value.holdsOpen)
            }
        isShared = roots.count > 1
    }

    /// The names that a section defines.
    func names(_ section: String) -> Set<String> { defined[section] ?? [] }
}

extension Node {
    /// The names of a list of components.
    var names: [String] { (elements ?? []).compactMap(\.anyText).map(CollectorConfig.trimmed) }

    /// Whether this list, or an element of it, is filled in later.
    fileprivate var holdsOpen: Bool { isOpen || (elements ?? []).contains(where: \.isOpen) }
}
