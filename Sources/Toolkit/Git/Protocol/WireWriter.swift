/// Writes the values of which requests and answers are made: big-endian integers, and texts and bytes behind their length.
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }

    package mutating func put(_ id: ObjectID) { bytes.append(contentsOf: id.bytes) }

    package mutating func put(_ text: String) { put(bytes: text.utf8) }

    package mutating func put(bytes content: some Collection<UInt8>) {
        put(UInt32(clamping: content.count))
        bytes.append(contentsOf: content)
    }

    package mutating func put<T>(optional value: T?, _ write: (inout WireWriter, T) -> Void) {
        put(value != nil)
        if let value { write(&self, value) }
    }

    package mutating func put<T>(list: [T], _ write: (inout WireWriter, T) -> Void) {
        put(UInt32(clamping: list.count))
        for value in list { write(&self, value) }
    }

    /// The bytes as one frame: their count, then they.
    package static func frame(_ payload: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.put(bytes: payload)
        return writer.bytes
    }
}
