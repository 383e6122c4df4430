public import Console
import FoundationEssentials
import Resources
import Schemas

/// `martlet schema`: the schemas that are produced from the descriptions of the kinds. Needs no server.
public struct SchemaCommand: Sendable {
    private let files: [SchemaFile]
    private let isWhole: Bool

    /// - Parameter words: kinds, or `openapi` for the documents of the APIs; empty means everything.
    /// - Throws: when a word is none of these.
    public init(words: [String]) throws(ClientError) {
        isWhole = words.isEmpty
        files = try words.isEmpty ? SchemaFile.all : Self.files(words)
    }

    /// The words that name a schema.
    public static var words: [String] { Kind.allCases.map(\.singular) + [served] }

    private static let served = "openapi"

    private static func files(_ words: [String]) throws(ClientError) -> [SchemaFile] {
        var files: [SchemaFile] = []
        for word in words {
            if word.lowercased() == served {
                files += SchemaFile.served
            } else if let file = Kind(word: word).map(SchemaFile.of) {
                files.append(file)
            } else {
                throw .usage(
                    "There is no schema of “\(word)”.",
                    fix: Suggestion.fix(for: word, among: Self.words)
                        ?? "There are \(Self.words.joined(separator: ", ")).")
            }
        }
        return files
    }

    /// Prints one schema; of everything, the one that chooses by `kind`.
    /// - Throws: when several were asked for, which only fit into a directory.
    public func print(_ terminal: Terminal) throws(ClientError) {
        let chosen = isWhole ? [SchemaFile.combined] : files
        guard let file = chosen.first, chosen.count == 1 else {
            throw .usage("Several schemas were asked for.", fix: "Name a directory for them with --output.")
        }
        terminal.output(String(decoding: file.bytes, as: UTF8.self))
    }

    /// Writes the files whose content is another one.
    public func write(to directory: String, _ terminal: Terminal) throws(ClientError) {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            for file in stale(in: directory) {
                let path = "\(directory)/\(file.name)"
                try Data(file.bytes).write(to: URL(filePath: path), options: .atomic)
                terminal.note("wrote \(path)")
            }
        } catch {
            throw ClientError(.file, "\(directory) cannot be written.", fix: "Check its owner and mode.")
        }
    }

    /// Names the files that are missing or hold something else than they should.
    /// - Returns: whether there are none.
    public func check(_ directory: String, _ terminal: Terminal) -> Bool {
        let stale = stale(in: directory)
        for file in stale { terminal.output("\(directory)/\(file.name) is stale\n") }
        if !stale.isEmpty { terminal.note("Run: martlet schema --output \(directory)") }
        return stale.isEmpty
    }

    private func stale(in directory: String) -> [SchemaFile] {
        files.filter { FileManager.default.contents(atPath: "\(directory)/\($0.name)").map(Array.init) != $0.bytes }
    }
}
