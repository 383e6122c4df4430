extension TextFormat {
    private static let domainPart = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
    private static let domain = "\(domainPart)(?:\\.\(domainPart))*(?::[0-9]+)?"
    /// The contract's expression without its empty separator, by which one text can be read in exponentially many ways.
    private static let component = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
    private static let tag = "[\\w][\\w.-]{0,127}"
    private static let digest = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}"
    private static let suffix = "(?::\(tag))?(?:@\(digest))?"

    /// A reference to an image, at most 2048 characters. In a fleet its tag may be made of placeholders.
    public static let imageReference = TextFormat(
        name: "oci-reference", what: "a reference to an OCI image",
        advice: "[registry/]name[:tag][@digest] with a lower-case name, such as quay.io/org/app:1.2",
        pattern: "^(?:\(domain)/)?\(component)(?:/\(component))*\(suffix)$", length: 1...2048, rule: .imageReference,
        placeholders: .imageTag, accepts: { Images.isReference($0) })

    /// A reference that names its registry, as volumes of compose and quadlet applications need it.
    public static let strictImageReference = TextFormat(
        name: "oci-reference-strict", what: "a reference to an OCI image that names its registry",
        advice: "registry/name[:tag][@digest] with a lower-case name, such as quay.io/org/data:1.2",
        pattern: "^\(domain)/\(component)(?:/\(component))*\(suffix)$", length: 1...2048, rule: .imageReference,
        placeholders: .imageTag, accepts: { Images.isReference($0, strict: true) })

    /// The tag of an image.
    public static let imageTag = TextFormat(
        name: "oci-tag", what: "a tag of an OCI image",
        advice: "1 to 128 letters, digits, “_”, “.” and “-”, not starting with “.” or “-”, such as 9.4",
        pattern: "^\(tag)$", length: 1...128, rule: .imageTag, accepts: Images.isTag)

    /// The tag or the digest of an artifact, which a version of a catalog's item puts behind the artifact's address.
    public static let tagOrDigest = TextFormat(
        name: "oci-tag-or-digest", what: "a tag or a digest",
        advice: "a tag such as 1.4.2, or a digest such as sha256:… with its hexadecimal digits",
        pattern: "^(\(tag)|\(digest))$", length: 1...512, rule: .versionReference,
        accepts: { Images.isTag($0) || Images.isDigest($0) })
}
