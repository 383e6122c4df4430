import CLibCrypto
import CLibTSS2
import Testing

/// The two bindings that wait for their users still compile, link and answer.
@Suite("Bindings")
struct BindingsTests {
    @Test("libcrypto digests as its standard says")
    func digests() {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        #expect(EVP_Digest("abc", 3, &digest, &length, EVP_sha256(), nil) == 1)
        #expect(length == 32)
        #expect(digest.prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
    }

    @Test("tpm2-tss reads back what it wrote, and refuses a buffer that is too short")
    func marshals() {
        var written = [UInt8](repeating: 0, count: 8)
        var offset = 0
        #expect(Tss2_MU_UINT32_Marshal(0x0102_0304, &written, written.count, &offset) == 0)
        #expect(offset == 4 && written.prefix(4) == [1, 2, 3, 4])
        var (read, start): (UInt32, Int) = (0, 0)
        #expect(Tss2_MU_UINT32_Unmarshal(written, written.count, &start, &read) == 0)
        #expect(read == 0x0102_0304)
        start = 0
        #expect(Tss2_MU_UINT32_Unmarshal(written, 3, &start, &read) != 0)
    }

    @Test("tpm2-tss says that a TPM that is not there cannot be reached")
    func refusesAbsentTPM() {
        var context: OpaquePointer?
        #expect(Tss2_TctiLdr_Initialize("device:/nonexistent/tpm", &context) != 0)
        #expect(context == nil)
        #expect(Tss2_RC_Decode(0x000A_000A).map { String(cString: $0).isEmpty } == false)
    }
}
