import Secrets

/// A registry of images.
public struct OCIRepository: Described {
    /// How the registry is reached.
    public enum Scheme: String, Word {
        /// Without TLS.
        case http
        /// With TLS.
        case https
    }

    /// What the registry is used for.
    public enum AccessMode: String, Word {
        /// Pulling.
        case read = "Read"
        /// Pulling and pushing.
        case readWrite = "ReadWrite"
    }

    /// The host, with a port if need be.
    public var registry = ""
    /// How it is reached.
    public var scheme = Scheme.https
    /// What it is used for.
    public var accessMode = AccessMode.read
    /// Credentials.
    public var ociAuth: OCIAuth?
    /// The authorities to trust, PEM in base64.
    public var caCertificates: String?
    /// Whether any server is trusted.
    public var skipServerVerification: Bool?
    /// Images from which others are built.
    public var baseImages: [BaseImage] = []

    /// A registry without a host.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("registry", &registry, .registry, doc: "The host and, if need be, the port, such as quay.io.")
        v.field("scheme", &scheme, default: .https, doc: "How the registry is reached: https or http.")
        v.field("accessMode", &accessMode, default: .read, doc: "What the registry is used for: Read or ReadWrite.")
        v.field("ociAuth", &ociAuth, doc: "Credentials.")
        v.describeTrust(&caCertificates, &skipServerVerification)
        v.field("baseImages", &baseImages, doc: "Images from which others are built.")
    }

    /// Each base image stands once.
    public mutating func check(_ report: Report) {
        for (index, first) in baseImages.map(\.imageName).repetitions() {
            report.add(
                .duplicateBaseImage, at: ["baseImages", .index(index), "imageName"],
                "The image “\(baseImages[index].imageName.excerpt)” stands here again, first as element \(first + 1).",
                fix: "Put the tags of both into one element.")
        }
    }
}

/// Credentials for a registry.
public struct OCIAuth: Described {
    /// The forms of credentials.
    public enum AuthType: String, Word {
        /// User and password.
        case docker
    }

    /// The form.
    public var authType = AuthType.docker
    /// The user.
    public var username = ""
    /// The user's password.
    public var password = Secret(text: "")

    /// Empty credentials.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("authType", &authType, doc: "The form of the credentials: docker.")
        v.field("username", &username, .text(1...256), doc: "The user.")
        v.field("password", &password, .text(1...8192), doc: "The user's password.")
    }

    /// The password is a credential.
    public mutating func check(_ report: Report) { report.checkCredential("password", password, .text(1...8192)) }
}

/// An image from which others are built.
public struct BaseImage: Described {
    /// What people are shown.
    public var displayName: String?
    /// The image within the registry.
    public var imageName = ""
    /// Its tags.
    public var tags: [String] = []

    /// An image without a name.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("displayName", &displayName, .text(), doc: "What people are shown.")
        v.field("imageName", &imageName, .text(1...255), doc: "The image within the registry.")
        v.field(required: "tags", &tags, ListFormat(of: .imageTag, minimum: 1), doc: "The tags of the image.")
    }
}
