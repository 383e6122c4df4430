import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite("The server as a program")
struct ProgramTests {
    private static let martletd = TestPrograms.path("martletd")
    private static let isRoot = geteuid() == 0

    @Test("Help and version go to standard output and end with 0", arguments: ["martletd", "martlet", "martlet-agent"])
    func help(program: String) async throws {
        for argument in ["--help", "--version"] {
            let outcome = try await run(TestPrograms.path(program), [argument])
            #expect(outcome.status == 0)
            #expect(!outcome.output.isEmpty)
            #expect(outcome.errors.isEmpty)
        }
        #expect(try await run(TestPrograms.path(program), ["--version"]).output.contains("0.1.0"))
    }

    @Test(
        "Wrong use of martletd ends with 64 and says what is wrong",
        arguments: [
            (["serv"], "serv"), (["serve", "--stat-dir", "x"], "--stat-dir"),
            (["serve", "--state-dir"], "--state-dir"),
            (["migrate", "now"], "now"), (["serve", "--sync-interval", "5 minutes"], "sync-interval"),
            (["serve", "--sync-interval", "10ms"], "sync-interval"), (["serve", "--roles", "api,cook"], "cook"),
            (["serve", "--user-tls", "false", "--user-address", "0.0.0.0:3333"], "user-tls"),
            (["serve", "--config", "/nonexistent/martlet.yaml"], "/nonexistent/martlet.yaml"),
        ])
    func wrongUse(arguments: [String], says: String) async throws {
        let outcome = try await run(Self.martletd, arguments)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test("A configuration file with an unknown key is refused with its line")
    func unknownKey() async throws {
        try await Sandbox.with { sandbox in
            let file = sandbox.path("martlet.yaml")
            try Data("log-level: info\nsync-intervall: 5m\n".utf8).write(to: URL(filePath: file))
            let outcome = try await run(Self.martletd, ["serve", "--config", file])
            #expect(outcome.status == 64)
            #expect(
                outcome.errors.contains("\(file):2") && outcome.errors.contains("sync-intervall"), "\(outcome.errors)")
        }
    }

    @Test("A server that cannot run ends with 1 and says why")
    func failing() async throws {
        let outcome = try await run(
            Self.martletd,
            ["migrate", "--state-dir", "/tmp", "--database-url", "host=/nonexistent user=x dbname=x password=hush"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("/nonexistent"))
        #expect(!outcome.errors.contains("hush"))
    }

    @Test("Broken manifests in the bootstrap directory keep the server from starting, with file, line and column")
    func bootstrap() async throws {
        try await Sandbox.with { sandbox in
            let server = try Server(sandbox, Server.Settings())
            mkdir(sandbox.path("bootstrap"), 0o755)
            let text = Manifests.bootstrap(url: "http://127.0.0.1:1/x.git").replacing("  type: git", with: "  typ: git")
            try Data(text.utf8).write(to: URL(filePath: sandbox.path("bootstrap/git.yaml")))
            let child = try await server.launch()
            #expect(try await value("the end of the server") { child.ending } == .exited(1))
            #expect(server.log.text.contains("bootstrap/git.yaml:6:3"), "\(server.log.tail)")
            #expect(server.postmaster == nil)
        }
    }

    @Test(
        "migrate brings a new database up to date, a second one finds nothing to do, and the Postgres is stopped after each"
    )
    func migrate() async throws {
        try await Sandbox.with { sandbox in
            let state = sandbox.path("state")
            let first = try await run(Self.martletd, ["migrate", "--state-dir", state])
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output.hasPrefix("Applied "))
            let second = try await run(Self.martletd, ["migrate", "--state-dir", state])
            #expect(second.output == "The schema is up to date.\n")
            let server = try Server(sandbox, Server.Settings())
            #expect(server.postmaster == nil)
        }
    }

    @Test("Two servers never share a state directory: the second ends at once and names the first, which goes on")
    func twoServers() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "one"))]) { installation in
            let state = installation.server.state
            let second = try await run(Self.martletd, ["serve", "--state-dir", state])
            #expect(second.status == 1)
            #expect(second.errors.contains("another server"), "\(second.errors)")
            #expect(try await installation.users.get("/readyz").status == 200)
        }
    }

    @Test(
        "As root, a state directory that the database's user cannot enter is refused with the folder that is closed",
        .enabled(if: isRoot))
    func closedFolder() async throws {
        try await Sandbox.with { sandbox in
            mkdir(sandbox.path("closed"), 0o700)
            let outcome = try await run(Self.martletd, ["migrate", "--state-dir", sandbox.path("closed/state")])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("cannot enter \(sandbox.path("closed"))"), "\(outcome.errors)")
            #expect(outcome.errors.contains("--database-dir"))
            let elsewhere = try await run(
                Self.martletd,
                ["migrate", "--state-dir", sandbox.path("closed/state"), "--database-dir", sandbox.path("open")])
            #expect(elsewhere.status == 0, "\(elsewhere.errors)")
        }
    }

    @Test("As root, the embedded Postgres belongs to an unprivileged user", .enabled(if: isRoot))
    func asRoot() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "one"))]) { installation in
            var status = stat()
            let postmaster = try #require(installation.server.postmaster)
            #expect(stat("/proc/\(postmaster)", &status) == 0 && status.st_uid != 0)
            #expect(stat("\(installation.server.state)/pki/ca.key", &status) == 0 && status.st_uid == 0)
        }
    }

    @Test("Not as root, a server runs with its Postgres under its own account", .enabled(if: isRoot))
    func asOther() async throws {
        try await Sandbox.with { sandbox in
            let folder = sandbox.path("home")
            mkdir(folder, 0o755)
            chown(folder, 65534, 65534)
            let program = "\(folder)/martletd"
            // By another process: a program that this one still has open for writing, in any child, cannot be run.
            #expect(try await run("/bin/cp", [Self.martletd, program]).status == 0)
            let account = [
                "--reuid=65534", "--regid=65534", "--clear-groups", program, "migrate", "--state-dir",
                "\(folder)/state",
            ]
            let outcome = try await run("/usr/bin/setpriv", account)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.hasPrefix("Applied "))
            var status = stat()
            #expect(stat("\(folder)/state/postgres/data", &status) == 0 && status.st_uid == 65534)
        }
    }
}
