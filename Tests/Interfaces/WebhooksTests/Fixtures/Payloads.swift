import Webhooks

/// Bodies as the hosts send them, cut down to what a push says and with names of no one.
enum Payload {
    /// A push to `acme/fleet` on this host, as the provider sends it.
    static func push(_ provider: WebhookProvider, host: String = "git.example.com") -> String {
        switch provider {
        case .github: github(host)
        case .gitea, .forgejo: gitea(host)
        case .gitlab: gitlab(host)
        case .bitbucket: bitbucketCloud(host)
        }
    }

    static func github(_ host: String) -> String {
        """
        {"ref":"refs/heads/main","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246",
         "after":"2a1f3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d","created":false,"deleted":false,"forced":false,
         "repository":{"id":186853002,"node_id":"MDEw","name":"fleet","full_name":"acme/fleet","private":true,
          "owner":{"name":"acme","login":"acme","url":"https://api.\(host)/users/acme"},
          "html_url":"https://\(host)/acme/fleet","url":"https://\(host)/acme/fleet",
          "git_url":"git://\(host)/acme/fleet.git","ssh_url":"git@\(host):acme/fleet.git",
          "clone_url":"https://\(host)/acme/fleet.git","default_branch":"main"},
         "pusher":{"name":"ada","email":"ada@example.com"},
         "commits":[{"id":"2a1f3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d","message":"A change \\u00e4","added":[],
          "author":{"name":"Ada","email":"ada@example.com"},"modified":["fleets/a.yaml"]}]}
        """
    }

    static func gitea(_ host: String) -> String {
        """
        {"ref":"refs/heads/main","before":"28e1879d029cb852e4844d9c718537df08844e03",
         "after":"bffeb74224043ba2feb48d137756c8a9331c449a","compare_url":"https://\(host)/acme/fleet/compare/28..bf",
         "commits":[{"id":"bffeb74224043ba2feb48d137756c8a9331c449a","message":"A change",
          "url":"https://\(host)/acme/fleet/commit/bf","author":{"name":"Ada","email":"ada@example.com"}}],
         "repository":{"id":140,"owner":{"id":1,"login":"acme"},"name":"fleet","full_name":"acme/fleet",
          "html_url":"https://\(host)/acme/fleet","ssh_url":"ssh://git@\(host):2222/acme/fleet.git",
          "clone_url":"https://\(host)/acme/fleet.git","website":"","default_branch":"main"},
         "pusher":{"id":1,"login":"ada"},"sender":{"id":1,"login":"ada"}}
        """
    }

    static func gitlab(_ host: String) -> String {
        """
        {"object_kind":"push","event_name":"push","before":"95790bf891e76fee5e1747ab589903a6a1f80f22",
         "after":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","ref":"refs/heads/main","user_id":4,"user_name":"Ada",
         "project":{"id":15,"name":"Fleet","web_url":"https://\(host)/acme/fleet",
          "git_ssh_url":"git@\(host):acme/fleet.git","git_http_url":"https://\(host)/acme/fleet.git",
          "namespace":"Acme","path_with_namespace":"acme/fleet","default_branch":"main",
          "url":"git@\(host):acme/fleet.git"},
         "repository":{"name":"Fleet","url":"git@\(host):acme/fleet.git","homepage":"https://\(host)/acme/fleet",
          "git_http_url":"https://\(host)/acme/fleet.git","git_ssh_url":"git@\(host):acme/fleet.git"},
         "commits":[{"id":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","message":"A change"}],"total_commits_count":1}
        """
    }

    static func bitbucketCloud(_ host: String) -> String {
        """
        {"push":{"changes":[{"forced":false,"new":{"type":"branch","name":"main",
          "target":{"type":"commit","hash":"709d658dc5b6d6afcd46049c2f332ee3f515a67d"}},"created":false}]},
         "repository":{"type":"repository","full_name":"acme/fleet","name":"fleet","scm":"git",
          "links":{"self":{"href":"https://api.\(host)/2.0/repositories/acme/fleet"},
           "html":{"href":"https://\(host)/acme/fleet"},"avatar":{"href":"https://\(host)/avatar"}}},
         "actor":{"type":"user","display_name":"Ada"}}
        """
    }

    static func bitbucketDataCenter(_ host: String) -> String {
        """
        {"eventKey":"repo:refs_changed","date":"2026-09-19T09:58:11+1000","actor":{"name":"ada","id":1},
         "repository":{"slug":"fleet","id":84,"name":"fleet","scmId":"git","project":{"key":"ACME","id":84},
          "links":{"clone":[{"href":"ssh://git@\(host):7999/acme/fleet.git","name":"ssh"},
            {"href":"https://\(host)/scm/acme/fleet.git","name":"http"}],
           "self":[{"href":"https://\(host)/projects/ACME/repos/fleet/browse"}]}},
         "changes":[{"ref":{"id":"refs/heads/main","displayId":"main","type":"BRANCH"},"type":"UPDATE"}]}
        """
    }
}
