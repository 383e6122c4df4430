import FoundationEssentials

/// Content that may be written in base64, behind which placeholders may stand as well.
protocol EncodedContent {
    /// The content as written; nil is empty.
    var writtenContent: String? { get set }
    /// How it is written.
    var contentEncoding: ContentEncoding? { get }
}

extension EncodedContent {
    /// The text behind base64, if it is one and holds placeholders. Bytes that are no text are left alone.
    var template: String? {
        guard contentEncoding == .base64, let bytes = writtenContent.flatMap(Base64.decode),
            let text = String(validating: bytes, as: UTF8.self), text.holdsPlaceholder
        else { return nil }
        return text
    }

    mutating func replaceTemplate(by text: String) {
        writtenContent = Data(text.utf8).base64EncodedString()
    }
}

extension InlineFile: EncodedContent {
    var writtenContent: String? {
        get { content }
        set { content = newValue ?? "" }
    }
}

extension ApplicationFile: EncodedContent {
    var writtenContent: String? {
        get { content }
        set { content = newValue }
    }
}
