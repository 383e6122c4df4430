# Installs what is missing from the distribution. Sourced by the scripts of this repository, not run.

# need PACKAGE REASON: notes a package that is missing, with the reason it is needed.
missing=()
need() {
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" != installed ]; then
        echo "  $1: $2"
        missing+=("$1")
    fi
}

# install_missing: installs everything that `need` noted, with sudo when not root.
install_missing() {
    [ "${#missing[@]}" -gt 0 ] || return 0
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Run as root, or install sudo: ${missing[*]} must be installed." >&2
            exit 1
        }
        sudo=(sudo)
    fi
    echo "Installing ${missing[*]} from the distribution ..."
    "${sudo[@]}" apt-get update -qq
    # Postgres and nginx are started by Martlet and its tests; the distribution's own services are not wanted.
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_swift: stops unless a fitting Swift is there.
need_swift() {
    command -v swift >/dev/null || {
        echo "Swift 6.3 is missing. Install it from swift.org and put it on PATH." >&2
        exit 1
    }
}

# need_to_build: what every build links.
need_to_build() {
    need pkg-config "finds the C libraries"
    need libgit2-dev "reads git repositories"
    need libyaml-dev "parses YAML"
    need libpq-dev "talks to Postgres"
    need libtss2-dev "talks to a TPM"
    need libssl-dev "arithmetic of attestation"
}

# need_to_run: what a server with an embedded database and a git host needs.
need_to_run() {
    need git "serves and changes the example repository"
    need postgresql "the embedded database"
    need ca-certificates "trust in public git hosts"
    need openssh-client "reads repositories over SSH"
    need gpgv "verifies commits that are signed with OpenPGP keys"
}
