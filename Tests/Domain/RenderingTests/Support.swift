import FoundationEssentials
import Nodes
import Resources
import Testing

func spec(_ yaml: String) throws -> DeviceSpec {
    let node = try #require(try YAML.documents(in: Array(yaml.utf8), limits: .manifest).first)
    let (value, findings) = decode(DeviceSpec.self, from: node)
    try #require(!findings.hasErrors, "\(findings)")
    return value
}

func template(_ yaml: String) throws -> DeviceSpec {
    let indented = yaml.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let node = try #require(try YAML.documents(in: Array("spec:\n\(indented)".utf8), limits: .manifest).first)
    let (value, findings) = decode(FleetTemplate.self, from: node)
    try #require(!findings.hasErrors, "\(findings)")
    return value.spec
}

func files(_ json: [UInt8]) throws -> [String: String] {
    let node = try JSON.parse(json, limits: .manifest)
    var files: [String: String] = [:]
    for file in node["config"]?.elements?.first?["inline"]?.elements ?? [] {
        let path = try #require(file["path"]?.string)
        let data = try #require(Data(base64Encoded: file["content"]?.string ?? "?"))
        files[path] = String(decoding: data, as: UTF8.self)
    }
    return files
}
