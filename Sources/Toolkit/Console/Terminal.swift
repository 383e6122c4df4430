import Glibc

/// Where a command writes: results to standard output, everything else to standard error.
public struct Terminal: Sendable {
    /// Writes a piece of the result as it is.
    public let output: @Sendable (String) -> Void
    /// Writes one line for the person at the terminal: what was done, what failed.
    public let note: @Sendable (String) -> Void
    /// Whether a person sees standard output, rather than a file or another program.
    public let isInteractive: Bool
    /// Whether a person sees standard error as it is written.
    public let showsNotes: Bool

    /// A terminal made of functions.
    public init(
        isInteractive: Bool, showsNotes: Bool = false, output: @escaping @Sendable (String) -> Void,
        note: @escaping @Sendable (String) -> Void
    ) {
        self.isInteractive = isInteractive
        self.showsNotes = showsNotes
        self.output = output
        self.note = note
    }

    /// The terminal of this process.
    public static let standard = Terminal(
        isInteractive: isatty(STDOUT_FILENO) == 1, showsNotes: isatty(STDERR_FILENO) == 1,
        output: { write($0, to: STDOUT_FILENO) },
        note: { write($0 + "\n", to: STDERR_FILENO) })

    /// What cannot be written any more, because the reader has gone, is lost; there is nobody left to tell.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    return
                }
                rest = rest.dropFirst(count)
            }
        }
    }
}
