/// Notices that a file of the current spec was changed by somebody else, without reading its content each time.
struct DriftWatch {
    private var seen: [String: FileFacts.Stamp?] = [:]

    /// The stamps of all files as they are now.
    static func stamps(_ paths: [String], _ disk: Disk) throws -> [String: FileFacts.Stamp?] {
        var stamps: [String: FileFacts.Stamp?] = [:]
        for path in paths { stamps.updateValue(try disk.facts(path)?.stamp, forKey: path) }
        return stamps
    }

    /// True when these are the stamps of files whose content was compared and found right.
    func isUnchanged(_ stamps: [String: FileFacts.Stamp?]) -> Bool { stamps == seen }

    /// Remembers stamps that were taken before their files were compared.
    mutating func verified(_ stamps: [String: FileFacts.Stamp?]) { seen = stamps }

    mutating func forget() { seen = ["": nil] }
}
