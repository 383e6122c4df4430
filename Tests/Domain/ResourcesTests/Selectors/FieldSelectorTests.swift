import Resources
import Testing

@Suite("Field selectors") struct FieldSelectorTests {
    private func conditions(_ text: String, _ kind: Kind) throws -> [String] {
        try FieldSelectorQuery.parse(text, for: kind).terms.map { "\($0.field.name) \($0.condition)" }
    }

    @Test("A selector becomes its terms in order")
    func terms() throws {
        #expect(
            try conditions(
                "metadata.owner,!metadata.alias,status.summary.status in (Online, Error),metadata.name!=a b,metadata.alias contains x",
                .device)
                == [
                    "metadata.owner exists", "metadata.alias doesNotExist",
                    #"status.summary.status isIn(["Online", "Error"])"#,
                    #"metadata.name notIn(["a b"])"#, #"metadata.alias contains("x")"#,
                ])
        #expect(try conditions("", .device).isEmpty)
    }

    @Test("Times are compared", arguments: [">", ">=", "<", "<="])
    func times(_ sign: String) throws {
        let terms = try FieldSelectorQuery.parse("metadata.creationTimestamp\(sign)2026-01-31T12:00:00Z", for: .event)
            .terms
        let comparison = try #require(FieldSelectorQuery.Comparison(rawValue: sign))
        #expect(terms.map(\.condition) == [.compares(comparison, "2026-01-31T12:00:00Z")])
    }

    @Test("A field that stands for several names them")
    func alternatives() throws {
        let terms = try FieldSelectorQuery.parse("metadata.nameOrAlias=a", for: .device).terms
        #expect(terms.map(\.field.alternatives) == [["metadata.name", "metadata.alias"]])
    }

    @Test(
        "An unknown field is answered with the fields that there are",
        arguments: ["lastSeen", "status.lastSeen=1", "!spec"])
    func unknown(_ text: String) {
        let name = text.prefix { $0 != "=" }.drop { $0 == "!" }
        #expect {
            try FieldSelectorQuery.parse(text, for: .resourceSync)
        } throws: { error in
            (error as? SelectorError)?.message
                == "unknown or unsupported selector: unable to resolve selector name \"\(name)\". Supported selectors are: "
                + "[metadata.creationTimestamp metadata.name metadata.owner spec.repository spec.type]"
        }
    }

    @Test(
        "Selectors that mean nothing",
        arguments: [
            ("metadata.name>a", Kind.device), ("metadata.creationTimestamp>yesterday", .device),
            ("metadata.creationTimestamp contains 2026", .device),
            ("spec.url contains git", .repository), ("spec.url notcontains git", .repository),
            ("status.approval.approved=yes", .enrollmentRequest),
            ("status.approval.approved contains true", .enrollmentRequest), ("metadata.name=a,", .fleet),
            ("metadata.name in (a", .fleet),
            ("metadata.name like a", .fleet), ("=a", .fleet), ("metadata.name a", .fleet), ("spec.type=git", .fleet),
            ("reason=X", .device),
        ])
    func refusals(_ text: String, _ kind: Kind) {
        #expect(throws: SelectorError.self) { try FieldSelectorQuery.parse(text, for: kind) }
    }
}
