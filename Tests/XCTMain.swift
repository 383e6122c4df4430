import Testing

/// The entry point of the tests. With it the package manager needs no index of the sources to find them, which saves a
/// tenth of every build.
@main
struct TestMain {
    static func main() async {
        await Testing.__swiftPMEntryPoint() as Never
    }
}
