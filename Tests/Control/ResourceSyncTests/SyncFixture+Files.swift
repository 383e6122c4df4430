import FoundationEssentials
import TestSupport

extension SyncFixture {
    func writeBootstrap(_ further: String, sync: String?) throws {
        let path = "\(directory)/bootstrap"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let text = """
            apiVersion: flightctl.io/v1beta1
            kind: Repository
            metadata: {name: fleet-repository}
            spec: {type: git, url: "\(repository.url)"}
            ---
            apiVersion: flightctl.io/v1beta1
            kind: ResourceSync
            metadata: {name: fleets}
            spec: {\(sync ?? "repository: fleet-repository, targetRevision: main, path: /fleets")}
            \(further)
            """
        try Data(text.utf8).write(to: URL(filePath: "\(path)/first.yaml"))
    }
}
