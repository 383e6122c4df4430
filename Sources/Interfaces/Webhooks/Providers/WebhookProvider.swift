/// A kind of git host, by how it signs its webhooks and what it calls a push.
public enum WebhookProvider: String, Sendable, CaseIterable {
    /// github.com and GitHub Enterprise.
    case github
    /// gitlab.com and installations of GitLab.
    case gitlab
    /// Gitea.
    case gitea
    /// Forgejo, codeberg.org among others.
    case forgejo
    /// Bitbucket Cloud and Bitbucket Data Center.
    case bitbucket

    /// The header that says what happened.
    ///
    /// Facts: <https://docs.github.com/en/webhooks/webhook-events-and-payloads>,
    /// <https://docs.gitlab.com/user/project/integrations/webhooks/>,
    /// <https://docs.gitea.com/usage/webhooks>, <https://forgejo.org/docs/latest/user/webhooks>,
    /// <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>.
    var eventHeader: String {
        switch self {
        case .github: "X-GitHub-Event"
        case .gitlab: "X-Gitlab-Event"
        case .gitea: "X-Gitea-Event"
        case .forgejo: "X-Forgejo-Event"
        case .bitbucket: "X-Event-Key"
        }
    }

    /// The headers that may hold the proof, the preferred one first. Only the first that is there counts.
    var proofHeaders: [String] {
        switch self {
        case .github: ["X-Hub-Signature-256"]
        case .gitlab: ["X-Gitlab-Token"]
        case .gitea: ["X-Gitea-Signature", "X-Hub-Signature-256"]
        case .forgejo: ["X-Forgejo-Signature", "X-Gitea-Signature", "X-Hub-Signature-256"]
        case .bitbucket: ["X-Hub-Signature"]
        }
    }

    /// The events after which references may point elsewhere.
    var pushes: Set<String> {
        switch self {
        case .github, .gitea, .forgejo: ["push", "create", "delete"]
        case .gitlab: ["Push Hook", "Tag Push Hook"]
        case .bitbucket: ["repo:push", "repo:refs_changed"]
        }
    }

    /// Where in the payload addresses of the repository stand.
    var addressPaths: [[String]] {
        switch self {
        case .github, .gitea, .forgejo:
            ["clone_url", "ssh_url", "html_url", "git_url"].map { ["repository", $0] }
        case .gitlab:
            ["git_http_url", "git_ssh_url", "web_url"].map { ["project", $0] }
                + ["git_http_url", "git_ssh_url", "homepage"].map { ["repository", $0] }
        case .bitbucket: [["repository", "links", "html", "href"]]
        }
    }

    /// Where lists of links stand whose `href` is an address, as Bitbucket Data Center sends them.
    var linkPaths: [[String]] {
        self == .bitbucket ? [["repository", "links", "clone"], ["repository", "links", "self"]] : []
    }
}
