import Git
import Rendering

/// The files of a commit below a reference's path, as a device gets them.
enum SourceTree {
    static func files(_ delta: TreeDelta, _ reference: SourceReference) throws(SourceFailure) -> [SourceFile] {
        do throws(RenderError) {
            if let skipped = delta.skipped.first { throw reference.unusableName(skipped.path) }
            return try reference.map(delta.files.map(RepositoryFile.init))
        } catch {
            throw .permanent(error.description)
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
