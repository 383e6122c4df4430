/// The version of this program.
public enum ClientVersion {
    /// As `--version` prints it and the `User-Agent` header carries it.
    public static let current = "0.1.0"
}
