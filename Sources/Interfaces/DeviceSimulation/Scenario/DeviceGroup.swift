/// Devices that behave alike.
public struct DeviceGroup: Sendable {
    /// How long something takes: anything from the first to the second, each equally likely.
    public struct Span: Sendable, Hashable {
        /// The shortest.
        public var least: Duration
        /// The longest.
        public var most: Duration

        /// From `least` to `most`, or always `least`.
        public init(_ least: Duration, _ most: Duration? = nil) {
            self.least = least
            self.most = max(least, most ?? least)
        }
    }

    /// How many updates fail on devices with these labels.
    public struct FailureRule: Sendable, Hashable {
        /// Labels that a device must have; none means every device.
        public var labels: [String: String]
        /// The share of updates that fail, 0…1.
        public var share: Double
        /// What the device says about it.
        public var message: String

        /// A rule.
        public init(labels: [String: String] = [:], share: Double, message: String = "the disk is full") {
            self.labels = labels
            self.share = share
            self.message = message
        }
    }

    /// A part of the devices that is connected for a while, gone for a while, and so on.
    public struct Absence: Sendable, Hashable {
        /// The share of devices that it befalls, 0…1.
        public var share: Double
        /// How long they are connected; zero for devices that are away first.
        public var connected: Span
        /// How long they are gone.
        public var away: Span

        /// An absence.
        public init(share: Double, connected: Span, away: Span) {
            self.share = share
            self.connected = connected
            self.away = away
        }
    }

    /// A part of the devices behind a slow line.
    public struct Link: Sendable, Hashable {
        /// The share of devices that it befalls, 0…1.
        public var share: Double
        /// How long a byte is under way, in one direction.
        public var latency: Span
        /// How many bytes pass a second in each direction; nil means any number.
        public var bytesPerSecond: Int?

        /// A line.
        public init(share: Double, latency: Span, bytesPerSecond: Int? = nil) {
            self.share = share
            self.latency = latency
            self.bytesPerSecond = bytesPerSecond
        }
    }

    /// The group's name in results.
    public var name: String
    /// How many devices.
    public var count: Int
    /// Values of labels; devices take them in turns.
    public var labels: [String: [String]] = [:]
    /// How long an update takes.
    public var applying = Span(.seconds(1), .seconds(5))
    /// The first rule whose labels a device has counts.
    public var failures: [FailureRule] = []
    /// Offline spells and flapping; the first that befalls a device counts.
    public var absences: [Absence] = []
    /// Slow lines; the first that befalls a device counts.
    public var links: [Link] = []
    /// The share of reports that are sent twice, as after a lost answer.
    public var duplicates = 0.0
    /// The share of devices of which a copy with the same key and certificate runs, too.
    public var clones = 0.0
    /// By how much clocks are wrong at most, in either direction.
    public var clockSkew: Duration = .zero
    /// How often a device has something new to report of itself, told when its next poll is answered; nil means never.
    public var reporting: Span?

    /// Devices that are always connected and never fail.
    public init(name: String, count: Int) {
        self.name = name
        self.count = count
    }
}
