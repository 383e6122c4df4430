# A git host on loopback: nginx in front of `git http-backend`. Sourced, not run.

# git_repository BARE TREE: makes a bare repository whose branch main holds the files of a directory.
git_repository() {
    local bare=$1 tree=$2 work
    work=$(mktemp -d)
    git init -q --bare --initial-branch=main "$bare"
    git -C "$bare" config http.receivepack true
    git init -q --initial-branch=main "$work"
    cp -r "$tree/." "$work"
    git -C "$work" add -A
    git -C "$work" -c user.name=operator -c user.email=operator@example.com commit -qm "The first fleet"
    git -C "$work" push -q "$bare" main
    rm -rf "$work"
}

# serve_git ROOT PORT DIRECTORY: serves every repository below ROOT on 127.0.0.1:PORT.
serve_git() {
    local root=$1 port=$2 directory=$3
    mkdir -p "$directory"
    cat >"$directory/nginx.conf" <<CONF
pid $directory/nginx.pid;
error_log $directory/error.log;
worker_processes 1;
$([ "$(id -u)" -ne 0 ] || echo "user root;")
events {}
http {
    access_log off;
    client_max_body_size 0;
    client_body_temp_path $directory/body;
    fastcgi_temp_path $directory/fastcgi;
    proxy_temp_path $directory/proxy;
    scgi_temp_path $directory/scgi;
    uwsgi_temp_path $directory/uwsgi;
    server {
        listen 127.0.0.1:$port;
        location / {
            fastcgi_pass unix:$directory/fcgiwrap.sock;
            include /etc/nginx/fastcgi_params;
            fastcgi_param SCRIPT_FILENAME $(git --exec-path)/git-http-backend;
            fastcgi_param GIT_PROJECT_ROOT $root;
            fastcgi_param GIT_HTTP_EXPORT_ALL 1;
            fastcgi_param PATH_INFO \$uri;
            fastcgi_param REMOTE_USER operator;
        }
    }
}
CONF
    fcgiwrap -s "unix:$directory/fcgiwrap.sock" </dev/null >"$directory/fcgiwrap.log" 2>&1 &
    git_host_pids=($!)
    while [ ! -S "$directory/fcgiwrap.sock" ]; do sleep 0.05; done
    nginx -c "$directory/nginx.conf" -p "$directory" -g 'daemon off;' </dev/null >>"$directory/error.log" 2>&1 &
    git_host_pids+=($!)
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.05; done
}

stop_git_host() {
    local pid
    for pid in "${git_host_pids[@]:-}"; do [ -z "$pid" ] || kill "$pid" 2>/dev/null || true; done
}
