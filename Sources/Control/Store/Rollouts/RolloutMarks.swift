/// What rollouts of a fleet write on the row of a device in `device_target`.
enum RolloutMarks {
    /// Assignments that take all of it away: what a device got and refused in a fleet says nothing outside of it.
    static let none = """
        tv_id = null, prior_tv_id = null, rollout_id = null, batch = null, dispatched_at = null, was_connected = null,
        refused_tv_id = null, refused_version = null, refused_why = null, refused_good_tv_id = null,
        refused_good_version = null
        """
}
