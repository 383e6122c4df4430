/// Does something with the type that describes documents of a kind.
public protocol DocumentUser {
    /// What it makes of the type.
    associatedtype Result
    /// Uses the type.
    func use<Document: Described>(_: Document.Type) -> Result
}

extension Kind {
    /// Tells a visitor the fields of a whole document as a file declares it: name, labels and spec. Of kinds that the
    /// server makes, the fields of an answer.
    public func describeManifest(_ v: inout some FieldVisitor) {
        switch self {
        case .repository: ManifestFrame<Metadata, RepositorySpec>.describe(self, &v)
        case .resourceSync: ManifestFrame<Metadata, ResourceSyncSpec>.describe(self, &v)
        case .fleet: ManifestFrame<Metadata, FleetSpec>.describe(self, &v)
        case .device: ManifestFrame<Metadata, DeviceSpec>.describe(self, &v)
        case .catalog: ManifestFrame<Metadata, CatalogSpec>.describe(self, &v)
        case .catalogItem: ManifestFrame<CatalogItemMetadata, CatalogItemSpec>.describe(self, &v)
        case .templateVersion, .enrollmentRequest, .certificateSigningRequest, .event, .organization, .authProvider:
            describeObject(&v)
        }
    }

    /// Tells a visitor the fields of a whole document as a server answers it, status included.
    public func describeObject<V: FieldVisitor>(_ v: inout V) {
        v = withObject(Describer(visitor: v))
    }

    /// Uses the type of whole documents as a server answers them.
    public func withObject<User: DocumentUser>(_ user: User) -> User.Result {
        switch self {
        case .repository: user.use(ObjectDocument<ServerMetadata, RepositorySpec, ConditionsStatus>.self)
        case .resourceSync: user.use(ObjectDocument<ServerMetadata, ResourceSyncSpec, ResourceSyncStatus>.self)
        case .fleet: user.use(ObjectDocument<ServerMetadata, FleetSpec, FleetStatus>.self)
        case .device: user.use(ObjectDocument<ServerMetadata, AnsweredDeviceSpec, DeviceStatus>.self)
        case .templateVersion: user.use(ObjectDocument<ServerMetadata, TemplateVersionSpec, TemplateVersionStatus>.self)
        case .enrollmentRequest:
            user.use(ObjectDocument<ServerMetadata, EnrollmentRequestSpec, EnrollmentRequestStatus>.self)
        case .certificateSigningRequest:
            user.use(ObjectDocument<ServerMetadata, CertificateSigningRequestSpec, CertificateStatus>.self)
        case .event: user.use(EventDocument.self)
        case .organization: user.use(OrganizationDocument.self)
        case .authProvider: user.use(PlainDocument<ServerMetadata, AuthProviderSpec>.self)
        case .catalog: user.use(ObjectDocument<ServerMetadata, CatalogSpec, ConditionsStatus>.self)
        case .catalogItem: user.use(PlainDocument<ServerCatalogItemMetadata, CatalogItemSpec>.self)
        }
    }
}

/// Describes an empty document to a visitor.
private struct Describer<Visitor: FieldVisitor>: DocumentUser {
    let visitor: Visitor

    func use<Document: Described>(_: Document.Type) -> Visitor {
        var visitor = visitor
        var document = Document()
        document.describe(&visitor)
        return visitor
    }
}
