import Nodes
import Resources
import Secrets
import Testing

/// Holds descriptions against the contract: the same keys, required where the contract requires them.
@Suite(
    "Documents are those of the contract",
    .enabled(if: Contract.file != nil, "needs contract.json; set MARTLET_REFERENCE to its folder"))
struct DocumentTests {
    static let parts: [(schema: String, fields: @Sendable () -> FieldList)] = [
        ("Condition", { .of(ResourceCondition.self) }),
        ("FleetStatus", { .of(FleetStatus.self) }),
        ("ResourceSyncStatus", { .of(ResourceSyncStatus.self) }),
        ("DeviceStatus", { .of(DeviceStatus.self) }),
        ("DevicesSummary", { .of(DevicesSummary.self) }),
        ("DeviceApplicationStatus", { .of(ApplicationStatus.self) }),
        ("SystemdUnitStatus", { .of(UnitStatus.self) }),
        ("DeviceIntegrityStatus", { .of(IntegrityStatus.self) }),
        ("DeviceConsole", { .of(DeviceConsole.self) }),
        ("DeviceDecommission", { .of(DeviceDecommission.self) }),
        ("OrganizationSpec", { .of(OrganizationSpec.self) }),
        ("CertificateSigningRequestSpec", { .of(CertificateSigningRequestSpec.self) }),
        ("CertificateSigningRequestStatus", { .of(CertificateStatus.self) }),
        ("EnrollmentRequestSpec", { .of(EnrollmentRequestSpec.self) }),
        ("EnrollmentRequestStatus", { .of(EnrollmentRequestStatus.self) }),
        ("OIDCProviderSpec", { .of(AuthProviderSpec(tag: .oidc)) }),
        ("OAuth2ProviderSpec", { .of(AuthProviderSpec(tag: .oauth2)) }),
        ("OpenShiftProviderSpec", { .of(AuthProviderSpec(tag: .openshift)) }),
        ("AapProviderSpec", { .of(AuthProviderSpec(tag: .aap)) }),
        ("K8sProviderSpec", { .of(AuthProviderSpec(tag: .k8s)) }),
        ("AuthStaticOrganizationAssignment", { .of(OrganizationAssignment(tag: .static)) }),
        ("AuthDynamicOrganizationAssignment", { .of(OrganizationAssignment(tag: .dynamic)) }),
        ("AuthPerUserOrganizationAssignment", { .of(OrganizationAssignment(tag: .perUser)) }),
        ("AuthStaticRoleAssignment", { .of(RoleAssignment(tag: .static)) }),
        ("AuthDynamicRoleAssignment", { .of(RoleAssignment(tag: .dynamic)) }),
        ("Rfc7662IntrospectionSpec", { .of(TokenIntrospection(tag: .rfc7662)) }),
        ("GitHubIntrospectionSpec", { .of(TokenIntrospection(tag: .github)) }),
        ("JwtIntrospectionSpec", { .of(TokenIntrospection(tag: .jwt)) }),
        ("Event", { .of(EventContent.self, beside: ["apiVersion", "kind", "metadata"]) }),
        ("HttpConfig", { .of(HTTPConfig.self) }), ("SshConfig", { .of(SSHConfig.self) }),
        ("GitRepoSpec", { .of(RepositorySpec(tag: .git)) }), ("HttpRepoSpec", { .of(RepositorySpec(tag: .http)) }),
        ("OciRepoSpec", { .of(RepositorySpec(tag: .oci)) }), ("ResourceSyncSpec", { .of(ResourceSyncSpec.self) }),
        ("DisruptionBudget", { .of(DisruptionBudget.self) }), ("Batch", { .of(Batch.self) }),
        ("UpdateSchedule", { .of(UpdateSchedule.self) }), ("MatchExpression", { .of(LabelExpression.self) }),
    ]

    @Test("Fields have the contract's names and are required where it requires them", arguments: parts.indices)
    func fields(_ index: Int) throws {
        let (schema, fields) = Self.parts[index]
        try expect(fields(), schema)
    }

    @Test(
        "So have catalogs",
        arguments: [
            ("CatalogSpec", FieldList.of(CatalogSpec.self)), ("CatalogItemSpec", .of(CatalogItemSpec.self)),
            ("CatalogItemArtifact", .of(CatalogArtifact.self)), ("CatalogItemVersion", .of(CatalogItemVersion.self)),
            ("CatalogItemConfigurable", .of(CatalogConfigurable.self)),
            ("CatalogItemDeprecation", .of(CatalogDeprecation.self)),
        ])
    func catalogs(_ schema: String, _ fields: FieldList) throws {
        try expect(fields, schema, isAlpha: true)
    }

    @Test("So have the details of events", arguments: EventDetails.DetailType.allCases)
    func details(_ type: EventDetails.DetailType) throws {
        guard type != .resourceSyncCompleted else { return }
        let mapping = try #require(try Contract.value(["EventDetails", "discriminator", "mapping", type.rawValue]))
        let schema = try #require(mapping.string?.split(separator: "/").last)
        try expect(.of(EventDetails(tag: type)), String(schema))
    }

    private func expect(_ fields: FieldList, _ schema: String, isAlpha: Bool = false) throws {
        let (names, required) = try Contract.fields(of: schema, isAlpha: isAlpha)
        #expect(Set(fields.names) == names, "\(schema)")
        #expect(fields.required == required, "\(schema)")
        #expect(fields.docs.allSatisfy { $0.hasSuffix(".") }, "\(fields.docs)")
    }
}

extension Contract {
    /// The properties of a schema and those that it requires, parts that it is put together from included.
    fileprivate static func fields(of schema: String, isAlpha: Bool) throws -> (Set<String>, Set<String>) {
        let node = try #require(try value([schema], isAlpha: isAlpha), "\(schema)")
        return try fields(node, isAlpha)
    }

    private static func fields(_ node: Node, _ isAlpha: Bool) throws -> (Set<String>, Set<String>) {
        if let reference = node["$ref"]?.string?.split(separator: "/").last {
            return try fields(of: String(reference), isAlpha: isAlpha)
        }
        var names = Set((node["properties"]?.entries ?? []).map(\.key))
        var required = Set((node["required"]?.elements ?? []).compactMap(\.string))
        for part in node["allOf"]?.elements ?? [] {
            let (more, needed) = try fields(part, isAlpha)
            names.formUnion(more)
            required.formUnion(needed)
        }
        return (names, required)
    }
}
