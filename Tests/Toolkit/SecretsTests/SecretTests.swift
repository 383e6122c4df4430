import Secrets
import Testing
@Suite("A secret")
struct SecretTests {
    @Test("is equal to itself") func equal() { #expect(Secret(text: "a") == Secret(text: "a")) }
}
