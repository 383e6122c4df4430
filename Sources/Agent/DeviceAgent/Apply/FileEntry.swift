/// A file that a spec places on the device.
struct FileEntry: Sendable, Hashable {
    var path: String
    var content: [UInt8]
    var mode: UInt32
    var user: String
    var group: String
}
