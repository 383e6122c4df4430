import Nodes

extension BatchReport {
    /// As the annotation `fleet-controller/lastBatchCompletionReport` has it.
    public var json: String {
        var writer = JSONWriter(capacity: 128)
        writer.object { writer in
            writer.key("batchName")
            writer.value(name)
            for (key, count) in [
                ("successPercentage", successPercentage), ("total", total), ("successful", successful),
                ("failed", failed), ("timedOut", timedOut),
            ] {
                writer.key(key)
                writer.value(count)
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
