public import Planning

/// What becomes of one object.
public struct ObjectChange: Sendable, Equatable {
    /// What is done with it.
    public enum Action: String, Sendable, CaseIterable {
        /// It does not exist yet.
        case create
        /// Its labels or spec differ.
        case change
        /// Only its document stands elsewhere.
        case move
        /// Its document is gone, and so will it be.
        case delete
        /// The document of a device is gone: the device stays enrolled and keeps what it runs.
        case release
    }

    /// The object.
    public let key: ObjectKey
    /// What is done with it.
    public let action: Action
    /// Where its document stands, or stood.
    public let place: Place
    /// Where it stood before, if elsewhere.
    public let formerPlace: Place?
    /// What differs, field by field; of a new object all fields, of one that goes none.
    public let fields: [FieldChange]
}
