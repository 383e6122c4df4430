import FoundationEssentials
import Glibc

/// Temporary folders of tests.
public enum TestFolder {
    /// Makes an empty folder below `/tmp` that every user may pass through.
    public static func make(_ name: String = "martlet") -> String {
        let folder = "/tmp/\(name)-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        mkdir(folder, 0o755)
        return folder
    }

    /// Deletes a folder and everything in it; symbolic links are not followed.
    public static func remove(_ folder: String) {
        // What is left behind when this fails is harmless, and swept up by the next test process.
        try? FileManager.default.removeItem(atPath: folder)
    }
}
