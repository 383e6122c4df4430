extension DeviceSpec {
    /// The texts that hold placeholders, base64 decoded, in the order of the fields: what decides which facts of a device
    /// the spec depends on. Texts with braces where placeholders are not filled are not among them.
    public func textsWithPlaceholders() -> [String] {
        var texts: [String] = []
        _ = fillingPlaceholders { text in
            texts.append(text)
            return text
        }
        return texts
    }

    /// The spec with every text that holds placeholders replaced by what `fill` makes of it. The result is to be judged
    /// again as the spec of a device.
    public func fillingPlaceholders<Failure: Error>(
        _ fill: (String) throws(Failure) -> String
    ) throws(Failure) -> DeviceSpec {
        var spec = self
        var failure: Failure?
        withoutActuallyEscaping(fill) { fill in
            var filler = PlaceholderFiller(fill: fill)
            spec.describe(&filler)
            failure = filler.failure
        }
        if let failure { throw failure }
        return spec
    }
}
