import Testing

@testable import PreviewCommands

@Suite("Repository address")
struct AddressTests {
    @Test(
        "one repository in all forms",
        arguments: [
            "https://git.example.com/acme/fleet.git", "https://git.example.com/acme/fleet",
            "git@git.example.com:acme/fleet.git",
            "ssh://git@git.example.com/acme/fleet.git", "https://bot:pass@GIT.example.com/acme/fleet.git/",
            "git.example.com:/acme/fleet",
        ])
    func same(address: String) {
        #expect(RepositoryAddress.normal(address) == "git.example.com/acme/fleet")
    }

    @Test(
        "others are others",
        arguments: [
            "https://git.example.com/acme/Fleet.git", "https://git.example.com:8443/acme/fleet.git",
            "https://example.com/acme/fleet.git", "/srv/git/fleet.git", "", "::", "https://",
        ])
    func other(address: String) {
        #expect(RepositoryAddress.normal(address) != "git.example.com/acme/fleet")
    }
}
