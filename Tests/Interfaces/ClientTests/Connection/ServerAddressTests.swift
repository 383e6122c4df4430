import Testing

@testable import Client

@Suite("A server's URL")
struct ServerAddressTests {
    @Test(
        "https anywhere and http on this machine are taken",
        arguments: [
            ("https://fleet.example.com", "https://fleet.example.com"),
            ("https://fleet.example.com:3333/", "https://fleet.example.com:3333"),
            ("HTTPS://10.0.0.1:443", "https://10.0.0.1:443"),
            ("https://[2001:db8::1]:3333", "https://[2001:db8::1]:3333"),
            ("http://localhost:3333", "http://localhost:3333"),
            ("http://127.0.0.1:3333", "http://127.0.0.1:3333"),
            ("http://[::1]:3333", "http://[::1]:3333"),
        ])
    func accepted(text: String, description: String) throws {
        #expect(try ServerAddress(text).description == description)
    }

    @Test(
        "P9: nothing that would send a token in the clear or elsewhere is taken",
        arguments: [
            "", "fleet.example.com", "fleet.example.com:3333", "https://", "https:///x", "ftp://localhost",
            "http://fleet.example.com", "http://127.0.0.1.example.com", "http://127.1", "http://localhost.example.com",
            "http://[::2]:3333", "http://10.0.0.1", "https://fleet.example.com/api", "https://fleet.example.com/?a=b",
            "https://fleet.example.com/#x", "https://user:password@fleet.example.com", "https://user@fleet.example.com",
            "file:///etc/passwd", "https://fleet example.com",
        ])
    func refused(text: String) {
        #expect(throws: ClientError(.usage, "")) { try ServerAddress(text) }
    }

    @Test("P9: a password in a URL is not repeated in the error")
    func password() throws {
        let error = try #require(throws: ClientError.self) { try ServerAddress("https://user:hunter2@x") }
        #expect(!"\(error)".contains("hunter2"))
    }
}
