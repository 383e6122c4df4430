import Addresses
import Testing

@Suite("Which addresses of repositories are used at all (P9)")
struct RepositoryAddressTests {
    @Test(
        "What is neither web nor SSH, or could pass for something else, is refused",
        arguments: [
            "", "git.example.com/a.git", "/srv/git/a.git", "./a.git", "../a", "~/a.git", "C:/a", "C:\\a", "a",
            "file:///srv/git/a.git", "FILE:///etc", "file:/etc", "file://localhost/etc", "ext::sh -c id", "ext::sh",
            "ext::ssh://a/b", "fd::17/a", "git://example.com/a.git", "ftp://example.com/a", "rsync://example.com/a",
            "git+ssh://git@example.com/a", "ssh+git://git@example.com/a", "example.com:a.git", "host:/srv/a.git",
            "http:/example.com/a", "http//example.com", "https://", "https:///a.git", "https://:443/a",
            "https://user@example.com/a.git", "https://user:canary@example.com/a.git", "https://@example.com/a",
            "https://example.com/a.git?token=x", "https://example.com/a.git#main", "https://example.com/a b.git",
            "https://example.com/a\n.git", "https://example.com/\u{7f}", "https://exämple.com/a.git",
            "https://-oProxy/a.git", "https://example.com:0/a", "https://example.com:99999/a",
            "https://example.com:+1/a", "https://example.com:/a", "https://example.com:80:80/a", "https://[::1/a",
            "https://[::1]x/a", "https://[zz]/a", "https://[]/a", "https://ex%61mple.com/a",
            "https://[fe80::1%eth0]/a", "https://[127.0.0.1]/a",
            "https://example.com\\@evil.example/a", "https://" + String(repeating: "a", count: 254) + "/a",
            "https://example.com/" + String(repeating: "a", count: 2048),
            "ssh://-oProxyCommand=id/a", "ssh://-oProxyCommand=id@example.com/a", "ssh://git@-oProxyCommand=id/a",
            "ssh://example.com", "ssh://example.com/", "ssh:///a", "ssh://git:canary@example.com/a",
            "ssh://@example.com/a", "ssh://a@b@example.com/a", "ssh://git@example.com:0/a", "ssh://git@example.com:x/a",
            "ssh://git@example.com/a?x", "ssh://git@example.com/a#x", "ssh://git@example.com/%0a", "ssh://git@host/%zz",
            "ssh://git@example.com/%", "ssh://git@example.com/%ff", "ssh://git@exam ple.com/a", "ssh://git@[::1/a",
            "-oProxyCommand=id@example.com:a", "git@-oProxyCommand=id:a", "git@example.com:-oProxyCommand=id",
            "git@example.com:", "git@example.com", "git@:a", "@example.com:a", "git@example.com::a", "git@/a:b",
            "git/x@example.com:a", "git@exa$mple.com:a", "g`id`@example.com:a", "git@example.com:a\nb", "git@[::1]a",
            "git@[::1:a",
        ])
    func refused(_ text: String) {
        let error = #expect(throws: AddressError.self) { try RepositoryAddress(text) }
        #expect(error?.description.contains("canary") == false)
    }

    @Test(
        "A password or user in an address is told apart",
        arguments: [
            "https://user@example.com/a", "https://user:canary@example.com/a", "ssh://git:canary@example.com/a",
        ])
    func credential(_ text: String) {
        #expect(throws: AddressError.self) { try RepositoryAddress(text) }
        do { _ = try RepositoryAddress(text) } catch { #expect(error.kind == .credential) }
    }

    @Test(
        "A web address has one form",
        arguments: [
            ("http://example.com/a.git", "http://example.com/a.git"), ("https://example.com", "https://example.com/"),
            ("HTTPS://Example.com:443/A", "https://example.com/A"), ("https://a:8443/b", "https://a:8443/b"),
            ("https://127.0.0.1:3000/a.git", "https://127.0.0.1:3000/a.git"),
            ("https://[2001:DB8::1]:8443/a.git", "https://[2001:db8::1]:8443/a.git"),
            ("https://git_host.example-1.com/a", "https://git_host.example-1.com/a"),
        ])
    func web(_ text: String, _ form: String) throws {
        guard case .web(let address) = try RepositoryAddress(text) else {
            Issue.record("not of the web")
            return
        }
        #expect(address.text == form)
    }

    @Test(
        "Both forms of SSH give user, host, port and path",
        arguments: [
            ("ssh://git@example.com/team/a.git", "git", "example.com", 22, "/team/a.git"),
            ("SSH://Example.com:2222/a", "git", "example.com", 2222, "/a"),
            ("ssh://ada+ci@[2001:db8::1]:2222/~/a", "ada+ci", "2001:db8::1", 2222, "~/a"),
            ("ssh://git@example.com/a%20b/%c3%bc'$(id)", "git", "example.com", 22, "/a b/ü'$(id)"),
            ("git@example.com:team/a.git", "git", "example.com", 22, "team/a.git"),
            ("git@example.com:/srv/a%20.git", "git", "example.com", 22, "/srv/a%20.git"),
            ("org-1@[::1]:~/a", "org-1", "::1", 22, "~/a"),
        ])
    func ssh(_ text: String, _ user: String, _ host: String, _ port: UInt16, _ path: String) throws {
        guard case .ssh(let address) = try RepositoryAddress(text) else {
            Issue.record("not of SSH")
            return
        }
        #expect(
            (address.user, address.host, address.port, address.path) == (user, host, port, path))
    }
}

@Suite("Where a redirect leads")
struct LocationTests {
    @Test(
        "Every form of a location",
        arguments: [
            ("/c", "https://a/c"), ("c", "https://a/x/c"), ("?q=1", "https://a/x/b?q=1"), ("//b/c", "https://b/c"),
            ("http://a/c#f", "http://a/c"), ("c?u=http://b/", "https://a/x/c?u=http://b/"), ("/c:d", "https://a/c:d"),
        ])
    func location(_ location: String, _ expected: String) throws {
        #expect(try WebAddress("https://a/x/b?old").following(location: location).text == expected)
    }

    @Test(
        "A location that is no web address is refused",
        arguments: ["file:///etc/passwd", "ssh://a/b", "https://user@b/", "javascript:x", "/a b", "https://", "/\n"])
    func refused(_ location: String) {
        #expect(throws: AddressError.self) { try WebAddress("https://a/x").following(location: location) }
    }
}
