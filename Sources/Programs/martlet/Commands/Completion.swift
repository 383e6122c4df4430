import ArgumentParser
import Client
import Console

/// `martlet completion`.
struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the script by which a shell completes this program's command lines.",
        discussion: """
            EXAMPLES
              martlet completion bash > /etc/bash_completion.d/martlet
              martlet completion zsh > ~/.zsh/completions/_martlet
              martlet completion fish > ~/.config/fish/completions/martlet.fish
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: CompletionShell

    func run() {
        Terminal.standard.output(Martlet.completionScript(for: shell) + "\n")
    }
}
