/// One frame from a worker. A run ends with exactly one of the final kinds; files and the like may precede the end.
package enum WorkerAnswer: Sendable {
    case file(TreeFile)
    case deleted(String)
    case skipped(SkippedEntry)
    /// Final, of a listing.
    case listed(isComplete: Bool)
    /// Final, of resolving.
    case resolved(ObjectID)
    /// Final, of a fetch or a rebuild.
    case commit(GitCommit)
    /// A commit of a history, in its order.
    case historyCommit(HistoryCommit)
    /// Final, of a history.
    case historyEnd(isCut: Bool, isDescendant: Bool)
    /// Final.
    case failed(GitError)
}

extension WorkerAnswer {
    package func encoded() -> [UInt8] {
        var writer = WireWriter()
        switch self {
        case .file(let file):
            writer.put(UInt8(1))
            file.write(to: &writer)
        case .deleted(let path):
            writer.put(UInt8(2))
            writer.put(path)
        case .skipped(let entry):
            writer.put(UInt8(3))
            writer.put(entry.reason.rawValue)
            writer.put(entry.path)
        case .listed(let isComplete):
            writer.put(UInt8(4))
            writer.put(isComplete)
        case .resolved(let id):
            writer.put(UInt8(5))
            writer.put(id)
        case .commit(let commit):
            writer.put(UInt8(6))
            commit.write(to: &writer)
        case .failed(let error):
            writer.put(UInt8(7))
            error.write(to: &writer)
        case .historyCommit(let commit):
            writer.put(UInt8(8))
            commit.write(to: &writer)
        case .historyEnd(let isCut, let isDescendant):
            writer.put(UInt8(9))
            writer.put(isCut)
            writer.put(isDescendant)
        }
        return writer.bytes
    }

    package init(decoding bytes: ArraySlice<UInt8>) throws(WireError) {
        var reader = WireReader(bytes)
        switch try reader.integer(UInt8.self) {
        case 1: self = .file(try TreeFile(from: &reader))
        case 2: self = .deleted(try reader.string())
        case 3: self = .skipped(try SkippedEntry(from: &reader))
        case 4: self = .listed(isComplete: try reader.bool())
        case 5: self = .resolved(try reader.objectID())
        case 6: self = .commit(try GitCommit(from: &reader))
        case 7: self = .failed(try GitError(from: &reader))
        case 8: self = .historyCommit(try HistoryCommit(from: &reader))
        case 9: self = .historyEnd(isCut: try reader.bool(), isDescendant: try reader.bool())
        default: throw WireError("unknown kind of answer")
        }
        try reader.end()
    }
}

extension TreeFile {
    fileprivate func write(to writer: inout WireWriter) {
        writer.put(path)
        writer.put(blob)
        writer.put(mode)
        writer.put(size)
        writer.put(optional: content) { $0.put(bytes: $1) }
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        self.init(
            path: try reader.string(), blob: try reader.objectID(), mode: try reader.integer(),
            size: try reader.integer(),
            content: try reader.optional { (reader) throws(WireError) in try reader.bytes() })
    }
}

extension SkippedEntry {
    fileprivate init(from reader: inout WireReader) throws(WireError) {
        guard let reason = Reason(rawValue: try reader.integer()) else { throw WireError("unknown reason") }
        self.init(path: try reader.string(), reason: reason)
    }
}

extension GitError {
    fileprivate func write(to writer: inout WireWriter) {
        writer.put(code.rawValue)
        writer.put(message)
        writer.put(fix)
        writer.put(optional: retryAfter) { $0.put($1.components.seconds) }
    }

    fileprivate init(from reader: inout WireReader) throws(WireError) {
        guard let code = Code(rawValue: try reader.string()) else { throw WireError("unknown error code") }
        self.init(code, try reader.string(), fix: try reader.string())
        retryAfter = try reader.optional { (reader) throws(WireError) in .seconds(try reader.integer(Int64.self)) }
    }
}
