import Git
import Rendering
import Secrets

/// What a reference means, as a device gets it.
enum SourceTree {
    /// The files of a commit below a reference's path.
    static func files(_ delta: TreeDelta, _ reference: SourceReference) throws(SourceFailure) -> [SourceFile] {
        do throws(RenderError) {
            if let skipped = delta.skipped.first { throw reference.unusableName(skipped.path) }
            return try reference.map(delta.files.map(RepositoryFile.init))
        } catch {
            throw SourceFailure(error.description)
        }
    }

    /// The document of a web server.
    static func files(_ body: [UInt8], _ reference: SourceReference) throws(SourceFailure) -> [SourceFile] {
        do throws(RenderError) {
            return try reference.map(body)
        } catch {
            throw SourceFailure(error.description)
        }
    }

    /// The keys of a secret.
    static func files(
        _ keys: [String: Secret], _ reference: SourceReference
    ) throws(SourceFailure) -> [SourceFile] {
        do throws(RenderError) {
            return try reference.map(keys: keys.mapValues { $0.reveal() })
        } catch {
            throw SourceFailure(error.description)
        }
    }
}

extension RepositoryFile {
    /// A file as git has it.
    fileprivate init(_ file: TreeFile) {
        self.init(
            path: file.path, isExecutable: file.kind == .executable, content: file.content,
            isLink: file.kind == .symbolicLink || file.kind == .submodule)
    }
}
