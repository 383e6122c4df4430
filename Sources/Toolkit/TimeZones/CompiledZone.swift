extension TimeZoneRules {
    /// Reads the content of a file of the compiled database, of version 1 to 4.
    /// - Throws: ``TimeZoneError`` when it is none.
    public init(compiled bytes: [UInt8]) throws(TimeZoneError) {
        var reader = CompiledReader(bytes)
        var header = try reader.header()
        if header.version >= 2 {
            // The first block holds the same in 32 bits, for old programs.
            try reader.skip(header.size(ofTime: 4))
            header = try reader.header()
            self = try reader.rules(header, timeSize: 8)
        } else {
            self = try reader.rules(header, timeSize: 4)
        }
    }
}

/// The counts in front of a block.
private struct CompiledHeader {
    let version: Int
    let isUTC: Int
    let isStandard: Int
    let leap: Int
    let times: Int
    let types: Int
    let characters: Int

    /// How long the block is whose times have so many bytes.
    func size(ofTime size: Int) -> Int {
        times * (size + 1) + types * 6 + characters + leap * (size + 4) + isStandard + isUTC
    }
}

private struct CompiledReader {
    /// More than any zone has by far; keeps what a damaged header asks for in bounds.
    private static let most = 100_000
    private static let damaged = TimeZoneError("the file is no compiled time zone")

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func header() throws(TimeZoneError) -> CompiledHeader {
        guard try Array(take(4)) == Array("TZif".utf8) else { throw Self.damaged }
        let digit = try take(1).first ?? 0
        try skip(15)
        var counts: [Int] = []
        for _ in 0..<6 {
            let count = Int(try number(4))
            guard (0...Self.most).contains(count) else { throw Self.damaged }
            counts.append(count)
        }
        return CompiledHeader(
            version: digit == 0 ? 1 : Int(digit) - 48, isUTC: counts[0], isStandard: counts[1], leap: counts[2],
            times: counts[3], types: counts[4], characters: counts[5])
    }

    mutating func rules(_ header: CompiledHeader, timeSize: Int) throws(TimeZoneError) -> TimeZoneRules {
        guard header.types > 0 else { throw Self.damaged }
        var times: [Int64] = []
        for _ in 0..<header.times { times.append(try number(timeSize)) }
        let indices = try take(header.times).map(Int.init)
        var types: [Int64] = []
        for _ in 0..<header.types {
            types.append(try number(4))
            try skip(2)
        }
        try skip(header.characters + header.leap * (timeSize + 4) + header.isStandard + header.isUTC)
        guard indices.allSatisfy(types.indices.contains), zip(times, times.dropFirst()).allSatisfy(<) else {
            throw Self.damaged
        }
        return TimeZoneRules(
            transitions: times, offsets: indices.map { types[$0] }, first: types[0],
            rule: timeSize == 8 ? try footer() : nil)
    }

    /// The rule between two line feeds; an empty one is none.
    private mutating func footer() throws(TimeZoneError) -> YearlyRule? {
        guard rest.first == 10, let end = rest.dropFirst().firstIndex(of: 10) else { throw Self.damaged }
        let text = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
        if text.isEmpty { return nil }
        guard let rule = YearlyRule(text) else { throw TimeZoneError("the time zone's rule “\(text)” cannot be read") }
        return rule
    }

    private mutating func take(_ count: Int) throws(TimeZoneError) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw Self.damaged }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func skip(_ count: Int) throws(TimeZoneError) { _ = try take(count) }

    /// A signed number, the highest byte first.
    private mutating func number(_ size: Int) throws(TimeZoneError) -> Int64 {
        let bits = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }
}
