import Resources

// Specs made at random: valid or not, since what is stored was judged before and must read back as it is.
extension FleetSpec {
    static func random(_ generator: inout SeededGenerator) -> FleetSpec {
        var spec = FleetSpec()
        spec.selector = .maybe(&generator) { generator in
            var selector = LabelSelector()
            selector.matchLabels = [.random(&generator): .random(&generator)]
            return selector
        }
        spec.template.spec = .random(&generator)
        spec.rolloutPolicy = .maybe(&generator) { generator in
            var policy = RolloutPolicy()
            var budget = DisruptionBudget()
            budget.maxUnavailable = .random(in: 1...9, using: &generator)
            policy.disruptionBudget = budget
            var batch = Batch()
            batch.limit = Bool.random(using: &generator) ? .percent(.random(in: 0...100, using: &generator)) : .count(7)
            var selection = DeviceSelection()
            selection.sequence = .maybe(&generator) { _ in [batch] }
            policy.deviceSelection = selection
            return policy
        }
        return spec
    }
}

extension DeviceSpec {
    static func random(_ generator: inout SeededGenerator) -> DeviceSpec {
        var spec = DeviceSpec()
        spec.config = .some(&generator) { generator in
            var provider = ConfigProvider()
            provider.name = .random(&generator)
            provider.source = .random(&generator)
            return provider
        }
        spec.applications = .some(&generator) { generator in
            let tag = Application.AppType.allCases.randomElement(using: &generator) ?? .container
            var application = Application(tag: tag)
            application.name = .random(&generator)
            application.image = "quay.io/a/b"
            if tag == .container { application.envVars = [.random(&generator): .random(&generator)] }
            return application
        }
        spec.resources = .some(&generator) { generator in
            var monitor = ResourceMonitor(
                tag: ResourceMonitor.MonitorType.allCases.randomElement(using: &generator) ?? .cpu)
            if monitor.tag == .disk { monitor.path = "/" + .random(&generator) }
            monitor.samplingInterval = "5s"
            return monitor
        }
        return spec
    }
}

extension ConfigProvider.Source {
    static func random(_ generator: inout SeededGenerator) -> Self {
        var git = GitRef()
        (git.repository, git.targetRevision, git.path) = (.random(&generator), .random(&generator), .random(&generator))
        var file = InlineFile()
        (file.path, file.content) = ("/" + .random(&generator), .random(&generator))
        file.mode = .maybe(&generator) { Int64.random(in: 0...4095, using: &$0) }
        file.contentEncoding = .maybe(&generator) { _ in .plain }
        return [.git(git), .inline([]), .inline([file])].randomElement(using: &generator) ?? .inline([])
    }
}

extension Optional {
    static func maybe(_ generator: inout SeededGenerator, _ make: (inout SeededGenerator) -> Wrapped) -> Wrapped? {
        Bool.random(using: &generator) ? make(&generator) : nil
    }
}

extension Array {
    static func some(_ generator: inout SeededGenerator, _ make: (inout SeededGenerator) -> Element) -> [Element] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in make(&generator) }
    }
}

extension String {
    /// Letters, and what JSON has to escape.
    static func random(_ generator: inout SeededGenerator) -> String {
        String(
            (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                "abc-09.\"\\\n\tü🐦\u{1}".randomElement(using: &generator) ?? "a"
            })
    }
}
