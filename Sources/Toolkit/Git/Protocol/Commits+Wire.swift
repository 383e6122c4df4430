extension GitCommit {
    func write(to writer: inout WireWriter) {
        writer.put(id)
        writer.put(authorName)
        writer.put(authorEmail)
        writer.put(committedAt)
        writer.put(subject)
    }

    init(from reader: inout WireReader) throws(WireError) {
        self.init(
            id: try reader.objectID(), authorName: try reader.string(), authorEmail: try reader.string(),
            committedAt: try reader.integer(), subject: try reader.string())
    }
}

extension HistoryCommit {
    func write(to writer: inout WireWriter) {
        detail.write(to: &writer)
        writer.put(list: parents) { $0.put($1) }
        writer.put(committerName)
        writer.put(committerEmail)
        writer.put(message)
        writer.put(optional: signature) {
            $0.put(bytes: $1.armored)
            $0.put(bytes: $1.payload)
        }
    }

    init(from reader: inout WireReader) throws(WireError) {
        self.init(
            detail: try GitCommit(from: &reader),
            parents: try reader.list { (reader) throws(WireError) in try reader.objectID() },
            committerName: try reader.string(), committerEmail: try reader.string(), message: try reader.string(),
            signature: try reader.optional { (reader) throws(WireError) in
                CommitSignature(armored: try reader.bytes(), payload: try reader.bytes())
            })
    }
}
