import Glibc

/// A walk from the root to a directory, by descriptor and one component at a time.
///
/// Symbolic links are read and followed here rather than by the system, so that a link can never lead out of the root,
/// also not when it is put in place between a check and the use.
struct DirectoryWalk: ~Copyable {
    /// Where a walk ended.
    enum End: Equatable {
        case arrived
        /// These components do not exist yet (the first one, hence the others).
        case missing([String])
        /// The first of these components is there and is not a directory.
        case blocked([String])
    }

    /// One name still to be entered; what a link brought in may not be created.
    private struct Step {
        var name: String
        var isFromLink: Bool
    }

    /// `O_PATH` of Linux (`asm-generic/fcntl.h`), which the C library shows to GNU sources only: a directory can be
    /// passed through without permission to list it.
    private static let pathOnly: Int32 = 0o10000000

    private let root: DeviceRoot
    private let path: String
    private var stack: [Int32]
    private var linksLeft = 40

    init(root: DeviceRoot, path: String) throws(SystemFailure) {
        self.root = root
        self.path = path
        let first = open(root.path, Self.pathOnly | O_DIRECTORY | O_CLOEXEC)
        guard first >= 0 else { throw SystemFailure("open the root directory", root.path) }
        stack = [first]
    }

    deinit { for descriptor in stack { close(descriptor) } }

    /// Follows the components as far as they exist.
    mutating func descend(_ components: [String]) throws(SystemFailure) -> End {
        var pending = components.reversed().map { Step(name: $0, isFromLink: false) }
        while let step = pending.popLast() {
            switch step.name {
            case "", ".": continue
            case "..": try ascend()
            default:
                if let end = try enter(step, &pending) { return end }
            }
        }
        return .arrived
    }

    /// The directory reached, opened for use.
    func directory() throws(SystemFailure) -> Descriptor {
        try Descriptor(checking: openat(top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open the directory of", path)
    }

    private var top: Int32 { stack[stack.count - 1] }

    private mutating func ascend() throws(SystemFailure) {
        if stack.count > 1 {
            close(stack.removeLast())
        } else if !root.isSystem {
            throw SystemFailure("follow the symbolic link out of the root directory for", path, EXDEV)
        }
    }

    private mutating func enter(_ step: Step, _ pending: inout [Step]) throws(SystemFailure) -> End? {
        let next = openat(top, step.name, Self.pathOnly | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if next >= 0 {
            stack.append(next)
            return nil
        }
        switch errno {
        case ENOENT where step.isFromLink: throw SystemFailure("follow the dangling symbolic link for", path, ENOENT)
        case ENOENT: return .missing([step.name] + pending.reversed().map(\.name))
        case ENOTDIR, ELOOP:
            guard let target = try link(step.name) else {
                guard !step.isFromLink else { throw SystemFailure("follow the symbolic link for", path, ENOTDIR) }
                return .blocked([step.name] + pending.reversed().map(\.name))
            }
            try follow(target, &pending)
            return nil
        default: throw SystemFailure("enter the directory of", path)
        }
    }

    private func link(_ name: String) throws(SystemFailure) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return -1 }
            return readlinkat(top, name, base.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        if count < 0 && errno == EINVAL { return nil }
        guard count > 0 else { throw SystemFailure("read the symbolic link for", path) }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    private mutating func follow(_ target: String, _ pending: inout [Step]) throws(SystemFailure) {
        linksLeft -= 1
        guard linksLeft > 0 else { throw SystemFailure("follow symbolic links for", path, ELOOP) }
        if target.hasPrefix("/") {
            guard root.isSystem else {
                throw SystemFailure("follow the symbolic link out of the root directory for", path, EXDEV)
            }
            while stack.count > 1 { close(stack.removeLast()) }
        }
        pending += target.split(separator: "/").reversed().map { Step(name: String($0), isFromLink: true) }
    }
}
