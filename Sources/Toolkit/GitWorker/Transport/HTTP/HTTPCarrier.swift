import Addresses
import AsyncHTTPClient
import Git
import NIOCore
import NIOHTTP1
import Outbound
import Secrets

/// Git's smart protocol over HTTP: a request for the references, and one for each step of a fetch.
final class HTTPCarrier: Carrier {
    private static let query = "?service=git-upload-pack"
    private static let maxRedirects = 5

    let isStateless = true
    private let remote: GitRemote
    private let limits: GitLimits
    private let network: GitNetwork
    private let meter: TransferMeter
    private var repository: WebAddress
    private var link: HTTPLink?

    init(_ remote: GitRemote, _ address: WebAddress, _ limits: GitLimits, _ network: GitNetwork) {
        self.remote = remote
        self.limits = limits
        self.network = network
        meter = TransferMeter(remote, limits)
        repository = address
    }

    func open(_ service: CarrierService) throws(GitError) -> any CarrierStream {
        switch service {
        case .references: HTTPStream(try references(), meter, remote)
        case .pack: HTTPStream(meter, remote) { [self] (body) throws(GitError) in try pack(body) }
        }
    }

    func close() {}

    /// A redirect to another place on the same server is followed, and later requests go there at once.
    private func references() throws(GitError) -> HTTPAnswer {
        for _ in 0...Self.maxRedirects {
            let address = try below("/info/refs\(Self.query)")
            let answer = try send(.GET, address, [:], [])
            guard Redirect.statuses.contains(Int(answer.head.status.code)) else {
                return try accept(answer, "advertisement")
            }
            try follow(answer, from: address)
        }
        throw GitError.outbound(Redirect.tooMany(repository, Self.maxRedirects), remote)
    }

    private func pack(_ body: [UInt8]) throws(GitError) -> HTTPAnswer {
        let headers: HTTPHeaders = [
            "Content-Type": "application/x-git-upload-pack-request", "Accept": "application/x-git-upload-pack-result",
        ]
        return try accept(send(.POST, try below("/git-upload-pack"), headers, body), "result")
    }

    private func send(
        _ method: HTTPMethod, _ address: WebAddress, _ headers: HTTPHeaders, _ body: [UInt8]
    ) throws(GitError) -> HTTPAnswer {
        do {
            let link =
                try self.link
                ?? HTTPLink(remote, origin: address.origin, limits: limits, network: network)
            self.link = link
            var all = headers
            // Git hosts tell the smart protocol by this name.
            all.add(name: "User-Agent", value: "git/2.0 (martlet)")
            if let credential = remote.credential?.outbound {
                all.add(name: "Authorization", value: try credential.header())
            }
            let request = try HTTPClient.Request(
                url: address.text, method: method, headers: all, body: body.isEmpty ? nil : .bytes(body))
            return try link.send(request)
        } catch let error as OutboundError {
            throw GitError.outbound(error, remote)
        } catch {
            throw GitError(.invalidRequest, "\(remote) is no address to ask", fix: "check the address")
        }
    }

    private func accept(_ answer: HTTPAnswer, _ kind: String) throws(GitError) -> HTTPAnswer {
        let head = answer.head
        guard head.status == .ok else { throw HTTPRefusal.error(head, remote) }
        guard head.headers.first(name: "content-type") == "application/x-git-upload-pack-\(kind)" else {
            throw GitError(
                .badAnswer, "what answers at \(remote) is not a git server",
                fix: "check the address; a page for browsers is often at the same place without .git")
        }
        return answer
    }

    private func follow(_ answer: HTTPAnswer, from address: WebAddress) throws(GitError) {
        do throws(OutboundError) {
            let next = try Redirect.next(from: address, location: answer.head.headers.first(name: "location") ?? "")
            guard next.target.hasSuffix("/info/refs\(Self.query)"),
                let base = try? next.with(target: String(next.path.dropLast("/info/refs".count)) + "/")
            else { throw Redirect.unexpected(address, Int(answer.head.status.code)) }
            repository = base
        } catch {
            throw GitError.outbound(error, remote)
        }
    }

    private func below(_ path: String) throws(GitError) -> WebAddress {
        var base = repository.path
        while base.last == "/" { base.removeLast() }
        do {
            return try repository.with(target: base + path)
        } catch {
            throw GitError(.invalidRequest, "the repository address is too long", fix: "use a shorter one")
        }
    }
}

extension GitCredential {
    /// The credential as HTTP takes it; nil for a key of SSH.
    fileprivate var outbound: OutboundCredential? {
        switch self {
        case .password(let username, let password): .basic(username: username, password: Secret(text: password))
        case .token(let token): .bearer(Secret(text: token))
        case .key: nil
        }
    }
}
