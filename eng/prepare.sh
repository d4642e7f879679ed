# Shared by ./mashup, ./test and .ci/run; sourced, never run. Everything it says goes to standard error.
# Needs $root, the repository. MASHUP_NO_INSTALL=1 forbids installing anything.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_HOME=${DOTNET_CLI_HOME:-${HOME:-$root/artifacts}}
[ -n "${HOME:-}" ] || export HOME=$DOTNET_CLI_HOME

say() { printf 'mashup: %s\n' "$*" >&2; }

# shellcheck source=eng/onnxruntime/feed.sh
. "$root/eng/onnxruntime/feed.sh"

# Exit code 5 is the command line's word for a missing component.
need_dotnet() {
    if ! command -v dotnet >/dev/null 2>&1 && [ -x "$HOME/.dotnet/dotnet" ]; then
        export DOTNET_ROOT=$HOME/.dotnet PATH=$HOME/.dotnet:$PATH
    fi
    if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        say 'the .NET 10 SDK is not installed; get it from https://dotnet.microsoft.com/download/dotnet/10.0 or your package manager (dotnet-sdk-10.0).'
        exit 5
    fi
}

# Tries to install ffmpeg where it is missing. Where it cannot, it says how and goes on: WAV needs no ffmpeg, and whatever does need it says so itself.
want_ffmpeg() {
    command -v ffmpeg >/dev/null 2>&1 && return
    local install admin='' manual='install ffmpeg with your package manager, or from https://ffmpeg.org/download.html'
    if command -v apt-get >/dev/null 2>&1; then
        install='apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ffmpeg' manual='apt-get install ffmpeg'
    elif command -v dnf >/dev/null 2>&1; then
        install='dnf install -y -q ffmpeg-free || dnf install -y -q ffmpeg' manual='dnf install ffmpeg-free'
    elif command -v apk >/dev/null 2>&1; then
        install='apk add --quiet ffmpeg' manual='apk add ffmpeg'
    elif command -v brew >/dev/null 2>&1; then
        install='brew install --quiet ffmpeg' manual='brew install ffmpeg' admin=none
    fi

    if [ -z "${install:-}" ] || [ "${MASHUP_NO_INSTALL:-0}" = 1 ]; then
        say "ffmpeg is not installed; only WAV files can be read and written until it is ($manual)."
        return
    fi

    if [ "$admin" != none ] && [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1 || ! sudo -n true >/dev/null 2>&1; then
            say "ffmpeg is not installed and installing it takes an administrator ($manual); only WAV files can be read and written until it is."
            return
        fi
        admin='sudo -n'
    else
        admin=''
    fi

    say "ffmpeg is not installed; installing it ($manual) ..."
    local log
    log=$(mktemp)
    # shellcheck disable=SC2086 # $admin is a command and its option
    if $admin sh -c "$install" >"$log" 2>&1 </dev/null && command -v ffmpeg >/dev/null 2>&1; then
        say 'ffmpeg is installed.'
    else
        tail -n 5 "$log" >&2
        say "ffmpeg could not be installed; try it by hand ($manual). Only WAV files can be read and written until it is."
    fi
    rm -f "$log"
}

# Tries to install what the tests of the service start beside it: PostgreSQL, RabbitMQ, and an S3-compatible server from npm. Tests that miss one are skipped.
want_service_parts() {
    [ "${MASHUP_NO_INSTALL:-0}" = 1 ] && return
    local packages=()
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages+=(postgresql)
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || packages+=(rabbitmq-server)
    command -v npm >/dev/null 2>&1 || packages+=(nodejs npm)
    if [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        say "installing ${packages[*]} for the tests of the service ..."
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 </dev/null ||
            say "${packages[*]} could not be installed; the tests that start them are skipped."
    fi

    local tools=$root/artifacts/tools/s3rver
    if [ ! -d "$tools/node_modules/s3rver" ] && command -v npm >/dev/null 2>&1; then
        mkdir -p "$tools"
        npm install --prefix "$tools" --no-audit --no-fund --silent s3rver@3.7 >/dev/null 2>&1 </dev/null || say 's3rver could not be installed; the tests that start it are skipped.'
    fi
}

# Runs a command while no other launcher of this checkout is inside here.
with_lock() {
    mkdir -p "$root/artifacts"
    local lock=$root/artifacts/launcher.lock
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$lock"
        flock 9
        "$@" 9>&-
        exec 9>&-
        return
    fi
    until mkdir "$lock.d" 2>/dev/null; do
        kill -0 "$(cat "$lock.d/pid" 2>/dev/null || echo $$)" 2>/dev/null || rm -rf "$lock.d"
        sleep 0.2
    done
    echo $$ >"$lock.d/pid"
    trap 'rm -rf "$root/artifacts/launcher.lock.d"' EXIT
    "$@"
    rm -rf "$lock.d"
    trap - EXIT
}

# dotnet_build PROJECT: Release, quiet; the whole log is shown where it fails. No build server outlives it, so nothing keeps a caller's pipes open.
dotnet_build() {
    want_onnxruntime
    quietly dotnet build "$1" -c Release -v quiet --nologo --disable-build-servers -clp:NoSummary && return
    say 'the build failed; its log is above.'
    return 1
}

# dotnet_publish PROJECT FOLDER: the same, compiled ahead of time for this machine where the ready-to-run compiler can be had: every start is shorter.
dotnet_publish() {
    want_onnxruntime
    local ahead=(-p:PublishReadyToRun=true)
    dotnet restore "$1" --use-current-runtime "${ahead[@]}" -v quiet --disable-build-servers </dev/null >/dev/null 2>&1 || ahead=()
    rm -rf "$2.new"
    if quietly dotnet publish "$1" -c Release -o "$2.new" --use-current-runtime --no-self-contained ${ahead[@]+"${ahead[@]}"} \
        -v quiet --nologo --disable-build-servers -clp:NoSummary; then
        rm -rf "$2"
        mv "$2.new" "$2"
        return
    fi
    say 'the build failed; its log is above.'
    return 1
}

# Runs a command; what it printed is shown only where it failed.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
