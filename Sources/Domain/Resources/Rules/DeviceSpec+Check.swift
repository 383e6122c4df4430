extension DeviceSpec {
    /// Names and paths that may stand once only.
    public mutating func check(_ report: Report) {
        checkProviders(report)
        checkPaths(report)
        checkApplications(report)
        checkPorts(report)
        checkCollectors(report)
        for (index, first) in resources.map(\.tag).repetitions() {
            report.add(
                .duplicateMonitor, at: ["resources", .index(index), "monitorType"],
                "There is a monitor of \(resources[index].tag.rawValue) already, element \(first + 1).",
                fix: "Put the rules of both into one monitor.")
        }
    }

    private func checkProviders(_ report: Report) {
        for (index, first) in config.map(\.name).repetitions() {
            report.add(
                .duplicateProvider, at: ["config", .index(index), "name"],
                "The name “\(config[index].name.excerpt)” stands here again, first in element \(first + 1).",
                fix: "Give each source a name of its own.")
        }
    }

    /// Only files that are written out can be compared; what a git directory holds is known when it is rendered.
    private func checkPaths(_ report: Report) {
        let files = config.enumerated().flatMap { index, provider in
            provider.paths.map { (path: $0.path, at: [.key("config"), .index(index)] + $0.at) }
        }
        for (index, first) in files.map(\.path).repetitions() {
            report.add(
                .duplicatePath, at: files[index].at,
                "“\(files[index].path.excerpt)” is written twice, first by \(FieldPath(files[first].at)).",
                fix: "Remove one of the two files.")
        }
    }

    /// Files of one directory may belong together, whichever provider writes them.
    private func checkCollectors(_ report: Report) {
        guard report.judgesContent else { return }
        let files = config.enumerated().flatMap { index, provider -> [ContentFile] in
            guard case .inline(let files) = provider.source else { return [] }
            return files.enumerated().compactMap { place, file in
                guard CollectorSet.isPossible(file.path) else { return nil }
                return ContentFile(
                    file.path, file.content, file.contentEncoding,
                    at: ["config", .index(index), "inline", .index(place), "content"], report)
            }
        }
        CollectorSet.check(files)
    }

    private func checkApplications(_ report: Report) {
        for (index, first) in applications.map(\.effectiveName).repetitions() {
            guard let name = applications[index].effectiveName else { continue }
            report.add(
                .duplicateApplication,
                at: ["applications", .index(index), applications[index].name == nil ? "image" : "name"],
                "The application “\(name.excerpt)” stands here again, first as element \(first + 1).",
                fix: "Give each application a name of its own.")
        }
    }
}

extension ConfigProvider {
    /// The paths of the files written out here, and where below the provider they stand.
    fileprivate var paths: [(path: String, at: [FieldPath.Step])] {
        switch source {
        case .inline(let files): files.enumerated().map { ($1.path, [.key("inline"), .index($0), .key("path")]) }
        case .http(let http): [(http.filePath, [.key("httpRef"), .key("filePath")])]
        case .git, .secret: []
        }
    }
}
