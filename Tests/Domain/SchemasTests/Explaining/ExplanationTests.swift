import Schemas
import Testing

@Suite("Explanations of fields") struct ExplanationTests {
    @Test(
        "a path leads to its field",
        arguments: [
            ("fleet", "fleet", nil), ("Fleets", "fleet", nil), ("flt.spec", "fleet.spec", "object"),
            ("fleet.spec.rolloutPolicy.disruptionBudget.maxUnavailable", nil, "integer"),
            ("device.spec.config[0].inline[].mode", "device.spec.config.inline.mode", "integer"),
            ("repo.spec.httpConfig.tls.crt", "repository.spec.httpConfig.tls.crt", "string"),
            ("repository.spec.ca.crt", nil, "string"), ("device.metadata.labels", nil, "map[string]string"),
            ("device.spec.applications.valuesFiles", nil, "[]string"), ("fleet.kind", nil, "string"),
            ("device.spec.applications", nil, "[]object"), ("event.details", nil, "object"),
        ] as [(String, String?, String?)])
    func found(_ path: String, _ canonical: String?, _ type: String?) throws {
        let explanation = try Explanation(path: path)
        #expect(explanation.path == canonical ?? path)
        #expect(explanation.field?.value.typeName == type)
    }

    @Test(
        "a path that leads nowhere says what is meant",
        arguments: [
            ("flete", "Did you mean “fleet”?"), ("fleet.spek", "Did you mean “spec”?"), ("", "Kinds are "),
            ("fleet.", "Its fields are apiVersion"), ("happening", "Kinds are "),
            ("fleet.spec.xyz", "Its fields are selector"),
            ("fleet.spec.template.spec.os.imgae", "Did you mean “image”?"),
            ("device.spec.consoles", "martlet console"), ("fleet.status", "written by the server"),
            ("fleet.metadata.owner", "written by the server"), ("fleet.metadata.name.x", "Leave out"),
            ("repository.spec.httpConfig.tls", "Its fields are username"), ("fleet..spec", "Its fields are apiVersion"),
        ])
    func refused(_ path: String, _ fix: String) throws {
        let error = #expect(throws: ExplanationError.self) { try Explanation(path: path) }
        #expect(error?.fix.contains(fix) == true, "\(error?.fix ?? "")")
    }

    @Test("a field of some forms names them, one of all does not")
    func forms() throws {
        #expect(try Explanation(path: "device.spec.applications.ports").forms == ["container"])
        #expect(try Explanation(path: "device.spec.applications.name").forms == [])
        #expect(try Explanation(path: "device.spec.applications.appType").forms == [])
    }

    @Test("placeholders may stand in the template of a fleet only")
    func placeholders() throws {
        #expect(try Explanation(path: "fleet.spec.template.spec.config.gitRef.path").inTemplate)
        #expect(try !Explanation(path: "device.spec.config.gitRef.path").inTemplate)
    }

    @Test(
        "beginnings are completed",
        arguments: [
            ("fl", ["fleet"]), ("fleet.m", ["fleet.metadata"]), ("x", []), ("fleet.spec.x.", []),
            ("repo.spec.type", ["repo.spec.type"]),
            (
                "fleet.spec.",
                ["fleet.spec.selector", "fleet.spec.template", "fleet.spec.rolloutPolicy", "fleet.spec.layerOrder"]
            ),
            ("fleet.spec.selector", ["fleet.spec.selector"]),
        ])
    func completed(_ beginning: String, _ paths: [String]) {
        #expect(Explanation.completions(of: beginning) == paths)
    }
}
