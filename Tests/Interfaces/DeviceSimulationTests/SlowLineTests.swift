import NIOCore
import NIOEmbedded
import Testing

@testable import DeviceSimulation

@Suite struct SlowLineTests {
    private func channel(_ bytesPerSecond: Int?) throws -> (EmbeddedChannel, EmbeddedEventLoop) {
        let loop = EmbeddedEventLoop()
        let line = DeviceBehaviour.Line(latency: .milliseconds(100), bytesPerSecond: bytesPerSecond)
        let channel = EmbeddedChannel(loop: loop)
        try channel.pipeline.syncOperations.addHandler(SlowLine(line))
        return (channel, loop)
    }

    @Test func whatIsReadArrivesAfterTheLatency() throws {
        let (channel, loop) = try channel(nil)
        try channel.writeInbound(ByteBuffer(string: "a"))
        loop.advanceTime(by: .milliseconds(99))
        #expect(try channel.readInbound(as: ByteBuffer.self) == nil)
        loop.advanceTime(by: .milliseconds(1))
        #expect(try channel.readInbound(as: ByteBuffer.self) == ByteBuffer(string: "a"))
    }

    @Test func bytesPassOneAfterAnother() throws {
        let (channel, loop) = try channel(10)
        for text in ["0123456789", "abcde"] { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }
        loop.advanceTime(by: .milliseconds(1100))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "0123456789"))
        loop.advanceTime(by: .milliseconds(499))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        loop.advanceTime(by: .milliseconds(1))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "abcde"))
    }
}
