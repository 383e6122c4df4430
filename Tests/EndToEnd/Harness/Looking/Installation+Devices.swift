import Nodes
import TestSupport

extension Installation {
    /// The version of the spec that is rendered for a device.
    func renderedVersion(of name: String) async throws -> Int {
        try await store.number(
            "select t.rendered_version from device_target t join device d on d.id = t.device_id where d.name = $1",
            [name])
    }

    /// Waits until no job waits or runs and nothing is left to be delivered.
    func eventuallyIdle() async throws {
        try await eventually("all jobs to be done; the log ends\n\(server.log.tail)") {
            try await store.number(
                """
                (select count(*) from job where state < 2) + (select count(*) from device_dirty)
                    + (select count(*) from fleet_dirty)
                """) == 0
        }
    }

    /// Waits until a device says that it runs what is rendered for it, and the server has heard it.
    func eventuallyUpToDate(_ device: DeviceProcess) async throws {
        let name = try device.name()
        try await eventually("\(device.alias) to be up to date\n\(device.log.tail)") {
            try await users.object("devices/\(name)")?["status"]?["updated"]?["status"]?.string == "UpToDate"
        }
    }
}
