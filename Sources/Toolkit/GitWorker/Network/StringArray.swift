import CLibGit2
import Git
import Glibc

/// Strings as C wants them, for as long as this object lives.
final class StringArray {
    private var strings: [UnsafeMutablePointer<CChar>?]
    private let storage: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    init(_ texts: [String]) {
        strings = texts.map { strdup($0) }
        storage = .allocate(capacity: max(1, strings.count))
        storage.initialize(from: strings, count: strings.count)
    }

    deinit {
        for string in strings { free(string) }
        storage.deallocate()
    }

    var array: git_strarray { git_strarray(strings: storage, count: strings.count) }
}
