import CLibGit2
import Git
import GitObjects

/// The transport that the library is given for every connection: its own protocol engine over a carrier of ours.
enum SmartTransport {
    /// Settles for the whole process that the library's own transports are not used: those that it would choose by an
    /// address give way to one that refuses.
    static func disableStock() throws(LibGit2Error) {
        for prefix in ["file://", "git://", "http://", "https://", "ssh://", "ssh+git://", "git+ssh://"] {
            try LibGit2Error.check(git_transport_register(prefix, { _, _, _ in GIT_ERROR.rawValue }, nil))
        }
    }

    /// Makes the transport of a session.
    static func create(
        _ out: UnsafeMutablePointer<UnsafeMutablePointer<git_transport>?>?, _ owner: OpaquePointer?,
        _ session: SessionState
    ) -> Int32 {
        var definition = git_smart_subtransport_definition(
            callback: { out, _, session in
                guard let out, let session = SessionState.from(session) else { return GIT_ERROR.rawValue }
                out.pointee = Subtransport.make(session)
                return 0
            }, rpc: session.carrier.isStateless ? 1 : 0, param: Unmanaged.passUnretained(session).toOpaque())
        return git_transport_smart(out, owner, &definition)
    }
}

/// The subtransport of the C library: a structure whose first member the library knows, and the session behind it.
private enum Subtransport {
    static func make(_ session: SessionState) -> UnsafeMutablePointer<git_smart_subtransport> {
        let place = UnsafeMutablePointer<mt_subtransport>.allocate(capacity: 1)
        place.initialize(to: mt_subtransport())
        place.pointee.session = Unmanaged.passRetained(session).toOpaque()
        place.pointee.base.action = { out, transport, _, service in
            guard let out, let session = Subtransport.session(transport) else { return GIT_ERROR.rawValue }
            return Subtransport.open(service, session, transport, out)
        }
        place.pointee.base.close = { transport in
            Subtransport.session(transport)?.carrier.close()
            return 0
        }
        place.pointee.base.free = { transport in
            guard let transport else { return }
            let place = Subtransport.place(transport)
            if let session = place.pointee.session { Unmanaged<SessionState>.fromOpaque(session).release() }
            place.deallocate()
        }
        return UnsafeMutableRawPointer(place).assumingMemoryBound(to: git_smart_subtransport.self)
    }

    private static func place(
        _ transport: UnsafeMutablePointer<git_smart_subtransport>
    ) -> UnsafeMutablePointer<mt_subtransport> {
        UnsafeMutableRawPointer(transport).assumingMemoryBound(to: mt_subtransport.self)
    }

    private static func session(_ transport: UnsafeMutablePointer<git_smart_subtransport>?) -> SessionState? {
        transport.flatMap { SessionState.from(place($0).pointee.session) }
    }

    private static func open(
        _ service: git_smart_service_t, _ session: SessionState,
        _ transport: UnsafeMutablePointer<git_smart_subtransport>?,
        _ out: UnsafeMutablePointer<UnsafeMutablePointer<git_smart_subtransport_stream>?>
    ) -> Int32 {
        let wanted: CarrierService
        switch service {
        case GIT_SERVICE_UPLOADPACK_LS: wanted = .references
        case GIT_SERVICE_UPLOADPACK: wanted = .pack
        // Nothing is ever pushed.
        default: return GIT_ERROR.rawValue
        }
        return session.attempt { () throws(GitError) in
            // Over one connection the library wants the stream that it has.
            if wanted == .pack, !session.carrier.isStateless, let open = session.openStream {
                out.pointee = open
                return
            }
            let stream = Stream.make(try session.carrier.open(wanted), session, transport)
            session.openStream = stream
            out.pointee = stream
        }
    }
}

/// The stream of the C library, and ours behind it.
private enum Stream {
    private final class Behind {
        let stream: any CarrierStream
        let session: SessionState
        init(_ stream: any CarrierStream, _ session: SessionState) {
            self.stream = stream
            self.session = session
        }
    }

    static func make(
        _ stream: any CarrierStream, _ session: SessionState, _ owner: UnsafeMutablePointer<git_smart_subtransport>?
    ) -> UnsafeMutablePointer<git_smart_subtransport_stream> {
        let place = UnsafeMutablePointer<mt_stream>.allocate(capacity: 1)
        place.initialize(to: mt_stream())
        place.pointee.stream = Unmanaged.passRetained(Behind(stream, session)).toOpaque()
        place.pointee.base.subtransport = owner
        place.pointee.base.read = { stream, buffer, size, count in
            guard let behind = Stream.behind(stream), let buffer, let count else { return GIT_ERROR.rawValue }
            return behind.session.attempt { () throws(GitError) in
                count.pointee = try behind.stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
            }
        }
        place.pointee.base.write = { stream, buffer, size in
            guard let behind = Stream.behind(stream), let buffer else { return GIT_ERROR.rawValue }
            return behind.session.attempt { () throws(GitError) in
                try behind.stream.write(UnsafeRawBufferPointer(start: buffer, count: size))
            }
        }
        place.pointee.base.free = { stream in
            guard let stream else { return }
            Stream.free(stream)
        }
        return UnsafeMutableRawPointer(place).assumingMemoryBound(to: git_smart_subtransport_stream.self)
    }

    private static func behind(_ stream: UnsafeMutablePointer<git_smart_subtransport_stream>?) -> Behind? {
        guard let stream else { return nil }
        let place = UnsafeMutableRawPointer(stream).assumingMemoryBound(to: mt_stream.self)
        return place.pointee.stream.map { Unmanaged<Behind>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func free(_ stream: UnsafeMutablePointer<git_smart_subtransport_stream>) {
        let place = UnsafeMutableRawPointer(stream).assumingMemoryBound(to: mt_stream.self)
        if let held = place.pointee.stream {
            let behind = Unmanaged<Behind>.fromOpaque(held).takeRetainedValue()
            if behind.session.openStream == stream { behind.session.openStream = nil }
        }
        place.deallocate()
    }
}
