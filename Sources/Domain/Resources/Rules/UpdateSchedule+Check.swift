extension UpdateSchedule {
    /// The time for starting must be over before the next one begins.
    public mutating func check(_ report: Report) {
        if let times = CronExpression(at), times.shortestInterval == nil {
            report.add(
                .neverDue, at: ["at"], "“\(at.excerpt)” never comes.", fix: "Choose a day that the month has.")
        }
        guard let grace = ShortDuration.seconds(startGraceDuration),
            let interval = CronExpression(at)?.shortestInterval,
            grace > Int64(interval) * 60
        else { return }
        report.add(
            .graceTooLong, at: ["startGraceDuration"],
            "\(startGraceDuration) is longer than the \(interval) minutes between two times of “\(at.excerpt)”.",
            fix: "Shorten it, or let the times lie further apart.")
    }
}
