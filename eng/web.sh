#!/usr/bin/env bash
# Builds the web app into samples/WebHost/wwwroot when it is not built or older than its sources; gets Node where the machine has none.
# Run it, or source it and call build_web, which answers 5 where Node or the packages cannot be had. MASHUP_NO_INSTALL=1 forbids installing anything.
web_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
web_app=$web_root/samples/WebHost/ClientApp
web_out=$web_root/samples/WebHost/wwwroot
web_stamp=$web_out/.built
node_version=22.23.3

web_say() { printf 'mashup: %s\n' "$*" >&2; }

# Vite wants 20.19 or later.
has_node() {
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

need_node() {
    local own=$web_root/artifacts/node
    [ -x "$own/bin/node" ] && export PATH=$own/bin:$PATH
    has_node && return
    local manual='install Node.js 22 from https://nodejs.org/ or your package manager'
    if [ "${MASHUP_NO_INSTALL:-0}" = 1 ]; then
        web_say "Node.js is missing and the web app needs it once to be built; $manual."
        return 5
    fi

    web_say 'Node.js is missing; getting it for this checkout ...'
    mkdir -p "$own"
    if get_node "$own" >"$own/install.log" 2>&1 && [ -x "$own/bin/node" ] && PATH=$own/bin:$PATH has_node; then
        export PATH=$own/bin:$PATH
        return
    fi

    tail -n 3 "$own/install.log" >&2
    web_say "Node.js could not be got; $manual."
    return 5
}

# An npm that is too old still knows how to get a newer Node; without one, the archive of nodejs.org, or the package manager.
get_node() {
    local own=$1 system machine
    system=$(uname -s | tr '[:upper:]' '[:lower:]')
    case $(uname -m) in x86_64 | amd64) machine=x64 ;; aarch64 | arm64) machine=arm64 ;; *) machine=$(uname -m) ;; esac
    local name=node-v$node_version-$system-$machine
    if curl -fsSL --max-time 300 "https://nodejs.org/dist/v$node_version/$name.tar.gz" -o "$own/node.tar.gz" &&
        tar -xzf "$own/node.tar.gz" -C "$own" --strip-components=1; then
        rm -f "$own/node.tar.gz"
        return
    fi

    if command -v apt-get >/dev/null 2>&1 && ! command -v npm >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm </dev/null
    fi
    mkdir -p "$own/bin"
    if ! has_node && command -v npm >/dev/null 2>&1; then
        npm install --prefix "$own" --no-save --no-audit --no-fund "node@$node_version" npm@11 </dev/null
        ln -sf "$own/node_modules/.bin/npm" "$own/bin/npm"
        ln -sf "$own/node_modules/.bin/node" "$own/bin/node"
    elif has_node; then
        ln -sf "$(command -v node)" "$own/bin/node"
    fi
}

is_web_current() {
    [ -f "$web_out/index.html" ] && [ -f "$web_stamp" ] &&
        [ -z "$(find "$web_app"/src "$web_app"/public "$web_app"/build "$web_app"/*.json "$web_app"/*.ts "$web_app"/index.html -newer "$web_stamp" -print 2>/dev/null | head -n 1)" ]
}

need_packages() {
    [ -d "$web_app/node_modules" ] && [ "$web_app/node_modules/.package-lock.json" -nt "$web_app/package-lock.json" ] && return
    (cd "$web_app" && npm ci </dev/null)
}

# Gets what the app is built with; build_web says what is wrong where that fails.
fetch_web() { is_web_current || { need_node && need_packages; } >/dev/null 2>&1; }

# Tries to install the browser of the tests; without one they are skipped.
want_chromium() {
    local program
    for program in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
        [ -n "$program" ] && [ -x "$program" ] && return
    done
    [ "${MASHUP_NO_INSTALL:-0}" != 1 ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 0
    web_say 'installing chromium for the tests of the web app ...'
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 </dev/null ||
        web_say 'chromium could not be installed; the tests that need it are skipped.'
}

build_web() {
    is_web_current && return
    need_node || return
    web_say 'building the web app (the first time takes a minute) ...'
    local log began
    log=$(mktemp)
    began=$(mktemp)
    if ! need_packages >"$log" 2>&1; then
        tail -n 3 "$log" >&2
        web_say 'the packages of the web app could not be got; try again with a network, or set npm_config_registry.'
        rm -f "$log" "$began"
        return 5
    fi
    if ! (cd "$web_app" && npm run build) >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        web_say 'the web app could not be built; the lines above say why.'
        rm -f "$log" "$began"
        return 1
    fi

    # Dated when the build began, so that an edit made meanwhile is seen next time.
    touch -r "$began" "$web_stamp"
    rm -f "$log" "$began"
}

[ "${BASH_SOURCE[0]}" != "$0" ] || { set -euo pipefail; build_web; }
