import Testing

@testable import Outbound

@Suite("Which addresses the server connects to (P9)")
struct AddressPolicyTests {
    static let refused: [(String, AddressKind)] = [
        ("127.0.0.1", .loopback), ("127.255.255.254", .loopback), ("::1", .loopback), ("::ffff:127.0.0.1", .loopback),
        ("64:ff9b::7f00:1", .loopback), ("2002:7f00:1::", .loopback), ("169.254.0.1", .linkLocal),
        ("fe80::1", .linkLocal), ("febf::1", .linkLocal), ("::ffff:169.254.1.1", .linkLocal),
        ("10.0.0.1", .privateNetwork), ("10.255.255.255", .privateNetwork), ("172.16.0.1", .privateNetwork),
        ("172.31.255.255", .privateNetwork), ("192.168.1.1", .privateNetwork), ("::ffff:10.0.0.1", .privateNetwork),
        ("64:ff9b::a00:1", .privateNetwork), ("64:ff9b:1::1", .privateNetwork), ("2002:c0a8:101::1", .privateNetwork),
        ("fec0::1", .privateNetwork), ("fc00::1", .uniqueLocal), ("fdff::1", .uniqueLocal),
        ("100.64.0.1", .carrierShared), ("100.127.255.255", .carrierShared), ("169.254.169.254", .metadata),
        ("169.254.170.2", .metadata), ("100.100.100.200", .metadata), ("168.63.129.16", .metadata),
        ("fd00:ec2::254", .metadata), ("::ffff:169.254.169.254", .metadata), ("64:ff9b::a9fe:a9fe", .metadata),
        ("2002:a9fe:a9fe::", .metadata), ("192.0.2.1", .documentation), ("198.51.100.1", .documentation),
        ("203.0.113.1", .documentation), ("198.18.0.1", .documentation), ("198.19.255.255", .documentation),
        ("2001:db8::1", .documentation), ("3fff::1", .documentation), ("2001:2::1", .documentation),
    ]

    static let never: [(String, AddressKind)] = [
        ("0.0.0.0", .unspecified), ("0.1.2.3", .unspecified), ("::", .unspecified), ("::ffff:0.0.0.0", .unspecified),
        ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("ff02::1", .multicast),
        ("255.255.255.255", .broadcast), ("240.0.0.1", .reserved), ("192.0.0.1", .reserved),
        ("192.88.99.1", .reserved), ("::127.0.0.1", .reserved), ("2001::1", .reserved), ("2001:10::1", .reserved),
        ("100::1", .reserved), ("5f00::1", .reserved), ("4000::1", .reserved), ("64:ff9b:2::1", .reserved),
    ]

    @Test(
        "An address that is not of the public Internet is refused, and the refusal says what it is", arguments: refused)
    func refusedUnlessAllowed(_ text: String, _ kind: AddressKind) throws {
        let address = try #require(IPAddress(text))
        let refusal = try #require(AddressPolicy(allowsPrivate: false).judge(address))
        #expect(refusal.kind == kind)
        #expect(refusal.description.contains(kind.rawValue))
        #expect(refusal.fix.contains("--allow-private-addresses"))
        #expect(AddressPolicy(allowsPrivate: true).judge(address) == nil)
    }

    @Test("What is no host's address is refused whatever is allowed", arguments: never)
    func refusedAlways(_ text: String, _ kind: AddressKind) throws {
        let address = try #require(IPAddress(text))
        for allows in [false, true] {
            let refusal = try #require(AddressPolicy(allowsPrivate: allows).judge(address))
            #expect(refusal.kind == kind)
            #expect(!refusal.fix.contains("--allow-private-addresses"))
        }
    }

    @Test(
        "An address of the public Internet is used",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
            "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
            "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1", "2a00::1", "::ffff:8.8.8.8",
            "64:ff9b::808:808", "2002:808:808::1", "2001:4860::8888",
        ])
    func used(_ text: String) throws {
        #expect(AddressPolicy(allowsPrivate: false).judge(try #require(IPAddress(text))) == nil)
    }

    @Test(
        "What only some programs take for an address is none",
        arguments: [
            "", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "127.0.0.1.", "1.2.3", "1.2.3.4.5", "256.1.1.1",
            "[::1]", "::1%lo", "fe80::1%eth0", "localhost", ":::", "1::2::3",
        ])
    func noAddress(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test(
        "An address is written in the usual form",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("2001:DB8:0::1", "2001:db8::1"), ("::", "::"), ("255.0.1.2", "255.0.1.2"),
        ])
    func written(_ text: String, _ form: String) throws { #expect(try #require(IPAddress(text)).description == form) }

    @Test("One refused address refuses its host")
    func mixed() throws {
        let addresses = try ["1.1.1.1", "10.0.0.1"].map { try #require(IPAddress($0)) }
        let error = #expect(throws: OutboundError.self) {
            try AddressPolicy(allowsPrivate: false).checked(addresses, of: "rebind.example.com")
        }
        #expect(error?.code == .addressRefused)
        #expect(error?.message.contains("10.0.0.1, an address of a private network") == true)
    }
}
