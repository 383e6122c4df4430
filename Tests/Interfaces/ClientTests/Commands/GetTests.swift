import Nodes
import Resources
import Testing

@testable import Client

@Suite("martlet get")
struct GetTests {
    private func command(_ words: String..., change: (inout GetCommand) -> Void = { _ in }) throws -> GetCommand {
        var command = GetCommand(try ObjectSelection(words))
        change(&command)
        return command
    }

    /// Five devices in pages of two.
    private static let pages: @Sendable (Asked) -> Canned = { asked in
        let start = asked.target.contains("continue=p2") ? 2 : asked.target.contains("continue=p4%2B") ? 4 : 0
        let names = Array(["a", "b", "c", "d", "e"][start...].prefix(2))
        let next = ["p2", "p4+", ""][start / 2]
        let metadata = next.isEmpty ? "{}" : #"{"continue":"\#(next)","remainingItemCount":\#(3 - start)}"#
        return Samples.list("Device", names.map { Samples.object("Device", $0) }, metadata: metadata)
    }

    @Test("A list is read page by page to its end, and the header stands once")
    func paging() async throws {
        let run = try await run(command("devices"), answer: Self.pages)
        #expect(
            run.lines == [
                "GET /api/v1/devices?limit=1000", "GET /api/v1/devices?limit=1000&continue=p2",
                "GET /api/v1/devices?limit=1000&continue=p4%2B",
            ])
        #expect(run.output.split(separator: "\n").map { $0.prefix(1) } == ["N", "a", "b", "c", "d", "e"])
        #expect(run.notes.isEmpty)
    }

    @Test("JSON of several pages is one list")
    func pagingJSON() async throws {
        let run = try await run(command("devices") { $0.format = .json }, answer: Self.pages)
        let list = try JSON.parse(Array(run.output.utf8))
        #expect(list["kind"]?.string == "DeviceList")
        #expect(list["items"]?.elements?.map(\.objectName) == ["a", "b", "c", "d", "e"])
        #expect(list["metadata"]?["continue"] == nil)
    }

    @Test("With a limit the rest is told, with the token to go on")
    func limit() async throws {
        let run = try await run(
            command("devices") {
                $0.query.limit = 4
                $0.format = .name
            }, answer: Self.pages)
        #expect(run.lines == ["GET /api/v1/devices?limit=4", "GET /api/v1/devices?limit=2&continue=p2"])
        #expect(run.output == "device/a\ndevice/b\ndevice/c\ndevice/d\n")
        #expect(run.notes == ["1 more; go on with --continue p4+"])
    }

    @Test("A server whose pages do not advance is given up")
    func stuck() async throws {
        let page = Samples.list("Device", [Samples.device], metadata: #"{"continue":"same"}"#)
        let run = try await run(command("devices"), ["GET /api/v1/devices": page])
        #expect(run.error?.code == .malformedAnswer)
        #expect(run.requests.count == 2)
    }

    @Test("Selectors, token, organization and version reach the server, each encoded")
    func request() async throws {
        let query = try command("devices") {
            $0.query.labelSelector = "a=b,c in (d,e)"
            $0.query.fieldSelector = "metadata.alias=x&limit=1"
            $0.query.continueToken = "a+/="
        }
        let organization = "00000000-0000-0000-0000-000000000000"
        let run = try await run(
            query, token: "s3cret", organization: organization, ["GET /api/v1/devices": Samples.list("Device", [])])
        let request = try #require(run.requests.first)
        #expect(
            request.target
                == "/api/v1/devices?labelSelector=a%3Db%2Cc%20in%20%28d%2Ce%29&fieldSelector=metadata.alias%3Dx%26limit%3D1&limit=1000&continue=a%2B%2F%3D&org_id=\(organization)"
        )
        #expect(request.headers["authorization"] == "Bearer s3cret")
        #expect(request.headers["flightctl-api-version"] == "v1beta1")
        #expect(request.headers["x-request-id"]?.count == 36)
        #expect(request.headers["user-agent"] == "martlet/\(ClientVersion.current)")
    }

    @Test("One object as YAML reads back to what the server sent")
    func yaml() async throws {
        let run = try await run(
            command("fleet/kiosks") { $0.format = .yaml }, ["GET /api/v1/fleets/kiosks": Canned(body: Samples.fleet)])
        let documents = try YAML.documents(in: Array(run.output.utf8))
        let document = try #require(documents.first)
        #expect(document.canonicalJSON() == (try JSON.parse(Array(Samples.fleet.utf8))).canonicalJSON())
    }

    @Test(
        "Names that would change the path are encoded",
        arguments: [("..", "%2E%2E"), ("a?b#c", "a%3Fb%23c"), ("ü", "%C3%BC")])
    func names(name: String, encoded: String) async throws {
        let run = try await run(command("device", name), [:])
        #expect(run.lines == ["GET /api/v1/devices/\(encoded)"])
    }

    @Test("Of several names those that exist are printed, the others told, and the command fails")
    func partial() async throws {
        let run = try await run(
            command("device", "d1", "gone") { $0.format = .name },
            ["GET /api/v1/devices/d1": Canned(body: Samples.device)])
        #expect(run.output == "device/d1\n")
        #expect(run.notes == ["gone: no answer for GET /api/v1/devices/gone"])
        #expect(run.error?.code == .partial)
    }

    @Test("An event is found in its list, since the API has no path for one")
    func event() async throws {
        let event = Samples.object("Event", "u1", #""involvedObject":{"kind":"Fleet","name":"f"}"#)
        let answers = ["GET /api/v1/events": Samples.list("Event", [event])]
        let found = try await run(command("ev/u1") { $0.format = .name }, answers)
        #expect(found.lines == ["GET /api/v1/events?fieldSelector=metadata.name%3Du1"])
        #expect(found.output == "event/u1\n")
        #expect(try await run(command("ev/u2"), answers).error?.code == .refused(status: 404))
    }

    @Test("Last seen says when and how long ago, or never")
    func lastSeen() async throws {
        let ask = try command("device/d1") { $0.lastSeen = true }
        let path = "GET /api/v1/devices/d1/lastseen"
        let seen = try await run(ask, [path: Canned(body: #"{"lastSeen":"2026-08-21T11:59:00Z"}"#)])
        #expect(seen.output == "LAST SEEN              TIME AGO\n2026-08-21T11:59:00Z   60s ago\n")
        #expect(try await run(ask, [path: Canned(status: 204)]).output == "LAST SEEN   TIME AGO\n<never>     <never>\n")
    }

    @Test("A device for which nothing is rendered yet is an error that says so")
    func rendered() async throws {
        let ask = try command("device/d1") { $0.rendered = true }
        let run = try await run(ask, ["GET /api/v1/devices/d1/rendered": Canned(status: 204)])
        #expect(run.error?.message == "Nothing has been rendered for device d1 yet.")
    }

    @Test("Counts of devices are asked from the server, not added up from a page")
    func summary() async throws {
        let counts =
            #""summary":{"total":3,"summaryStatus":{"Online":2,"Error":1},"updateStatus":{"UpToDate":3},"applicationStatus":{}}"#
        let body = #"{"apiVersion":"flightctl.io/v1beta1","kind":"DeviceList","metadata":{},"items":[],\#(counts)}"#
        let ask = try command("devices") {
            $0.summaryOnly = true
            $0.query.labelSelector = "a=b"
        }
        let run = try await run(ask, ["GET /api/v1/devices?labelSelector=a%3Db&summaryOnly=true": Canned(body: body)])
        #expect(
            run.output == """
                DEVICES
                3

                STATUS TYPE   STATUS     COUNT
                SYSTEM        Error      1
                SYSTEM        Online     2
                UPDATED       UpToDate   3

                """)
    }

    @Test("Flags that do not go together are wrong usage and nothing is sent", arguments: Wrong.allCases)
    func wrong(_ wrong: Wrong) throws {
        #expect(throws: ClientError(.usage, "")) { try wrong.command().validate() }
    }

    enum Wrong: CaseIterable, Sendable {
        case templateVersionWithoutFleet, fleetOfDevice, namesWithSelector, namesWithLimit, zeroLimit, labelsOfEvents
        case renderedList, renderedFleet, renderedAndLastSeen, lastSeenOfTwo, summaryOfEvents, summaryOnlyWithName
        case summaryOnlyOfFleets, summaryOnlyWithLimit

        func command() throws(ClientError) -> GetCommand {
            var get = GetCommand(try ObjectSelection(words))
            switch self {
            case .templateVersionWithoutFleet: break
            case .fleetOfDevice: get.fleet = "f"
            case .namesWithSelector, .labelsOfEvents: get.query.labelSelector = "a=b"
            case .namesWithLimit: get.query.limit = 5
            case .zeroLimit: get.query.limit = 0
            case .renderedList, .renderedFleet: get.rendered = true
            case .renderedAndLastSeen: (get.rendered, get.lastSeen) = (true, true)
            case .lastSeenOfTwo: get.lastSeen = true
            case .summaryOfEvents: get.summary = true
            case .summaryOnlyWithName, .summaryOnlyOfFleets: get.summaryOnly = true
            case .summaryOnlyWithLimit: (get.summaryOnly, get.query.limit) = (true, 5)
            }
            return get
        }

        private var words: [String] {
            switch self {
            case .templateVersionWithoutFleet: ["tv"]
            case .labelsOfEvents, .summaryOfEvents: ["events"]
            case .renderedFleet: ["fleet/f"]
            case .summaryOnlyOfFleets: ["fleets"]
            case .namesWithSelector, .namesWithLimit, .renderedAndLastSeen, .summaryOnlyWithName: ["device/d"]
            case .lastSeenOfTwo: ["device", "a", "b"]
            case .fleetOfDevice, .zeroLimit, .renderedList, .summaryOnlyWithLimit: ["devices"]
            }
        }
    }
}
