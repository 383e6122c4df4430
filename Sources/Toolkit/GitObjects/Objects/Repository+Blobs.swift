import CLibGit2

extension Repository {
    /// How many bytes a blob has.
    package func size(of entry: TreeEntry) throws(LibGit2Error) -> UInt64 {
        var (size, kind, id) = (0, GIT_OBJECT_ANY, entry.id)
        try LibGit2Error.check(git_odb_read_header(&size, &kind, objects, &id))
        return UInt64(size)
    }

    /// The bytes of a blob.
    package func content(of blob: git_oid) throws(LibGit2Error) -> [UInt8] {
        var object: OpaquePointer?
        defer { git_odb_object_free(object) }
        var id = blob
        try LibGit2Error.check(git_odb_read(&object, objects, &id))
        guard git_odb_object_type(object) == GIT_OBJECT_BLOB else { throw .nothing }
        return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
    }
}
