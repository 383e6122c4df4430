import AsyncHTTPClient
import Git
import Outbound

/// One exchange over HTTP. What is written is held and sent when the answer is wanted.
final class HTTPStream: CarrierStream {
    typealias Ask = ([UInt8]) throws(GitError) -> HTTPAnswer

    private let meter: TransferMeter
    private let remote: GitRemote
    private let ask: Ask?
    private var held: [UInt8] = []
    private var answer: HTTPAnswer?

    init(_ answer: HTTPAnswer, _ meter: TransferMeter, _ remote: GitRemote) {
        self.answer = answer
        self.meter = meter
        self.remote = remote
        ask = nil
    }

    init(_ meter: TransferMeter, _ remote: GitRemote, _ ask: @escaping Ask) {
        self.meter = meter
        self.remote = remote
        self.ask = ask
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError) { held.append(contentsOf: bytes) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
        if answer == nil, let ask {
            answer = try ask(held)
            held = []
        }
        guard let answer else { return 0 }
        do {
            let count = try answer.read(into: buffer)
            try meter.count(count)
            return count
        } catch let error as GitError {
            throw error
        } catch {
            throw GitError.interrupted(error, remote)
        }
    }
}
