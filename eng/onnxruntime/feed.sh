# Sourced by eng/prepare.sh; needs $root and say. Makes sure that the package Microsoft.ML.OnnxRuntime.Gpu can be restored, or says that it cannot.
# MASHUP_NO_ONNX=1 leaves neural separation out of the build.

onnxruntime_npm=com.github.asus4.onnxruntime
onnxruntime_npm_version=0.4.9
onnxruntime_sha256=e59788788818fdde1b2e522e766a21ba0f7d8391de55737abf81e32cc801785d
onnxruntime_feed=$root/eng/feed
onnxruntime_work=$root/artifacts/onnxruntime

# eng/OnnxRuntime.props reads the same two files.
has_onnxruntime() {
    [ "${MASHUP_NO_ONNX:-0}" != 1 ] && { ls "$onnxruntime_feed"/Microsoft.ML.OnnxRuntime.Gpu.*.nupkg >/dev/null 2>&1 || [ -f "$onnxruntime_feed/original" ]; }
}

# The original wins wherever it restores; only then is there nothing to build. Never fails: without the package everything else still builds.
want_onnxruntime() {
    has_onnxruntime && return 0
    [ "${MASHUP_NO_ONNX:-0}" = 1 ] && return 0
    mkdir -p "$onnxruntime_work" "$onnxruntime_feed"
    if onnxruntime_restores; then
        : >"$onnxruntime_feed/original"
        return 0
    fi
    say 'ONNX Runtime is not among the package sources of this machine; packing it from its sources and its library (150 MB, once) ...'
    if onnxruntime_pack >"$onnxruntime_work/log" 2>&1 && has_onnxruntime; then
        say 'ONNX Runtime is packed.'
    else
        tail -n 3 "$onnxruntime_work/log" >&2
        say 'ONNX Runtime cannot be had here: the tool is built without neural separation; the built-in separator serves.'
    fi
    rm -rf "$onnxruntime_work/package" "$onnxruntime_work/native" "$onnxruntime_work/obj" "$onnxruntime_work/bin" "$onnxruntime_work"/*.tgz
    return 0
}

onnxruntime_restores() {
    dotnet restore "$root/eng/onnxruntime/Probe.csproj" -p:WorkFolder="$onnxruntime_work" --disable-build-servers -v quiet </dev/null >"$onnxruntime_work/log" 2>&1
}

onnxruntime_pack() {
    local library runtime archive=$onnxruntime_work/$onnxruntime_npm-$onnxruntime_npm_version.tgz
    case "$(uname -s) $(uname -m)" in
        'Linux x86_64') library=Plugins/Linux/x64 runtime=linux-x64 ;;
        'Darwin arm64') library=Plugins/macOS/arm64 runtime=osx-arm64 ;;
        *) echo "There is no ONNX Runtime library for $(uname -s) $(uname -m)."; return 1 ;;
    esac
    onnxruntime_download "$onnxruntime_npm" "$archive" || return 1
    [ "$(sha256_of "$archive")" = "$onnxruntime_sha256" ] || { echo 'The package is not the one expected: its SHA-256 differs.'; return 1; }
    (cd "$onnxruntime_work" && tar xzf "$archive" package/Runtime "package/$library" package/LICENSE package/ThirdPartyNotices.txt) || return 1
    rm -rf "$onnxruntime_work/native"
    mkdir -p "$onnxruntime_work/native"
    find "$onnxruntime_work/package/$library" -type f ! -name '*.meta' -exec mv {} "$onnxruntime_work/native" \;
    onnxruntime_cuda
    dotnet pack "$root/eng/onnxruntime/Managed.csproj" -c Release -v quiet --disable-build-servers -p:WorkFolder="$onnxruntime_work" </dev/null &&
        dotnet pack "$root/eng/onnxruntime/Gpu.csproj" -c Release -v quiet --disable-build-servers -p:WorkFolder="$onnxruntime_work" -p:NativeRuntime=$runtime </dev/null
}

# Where there is an NVIDIA GPU, its provider goes beside the library; where that cannot be had, the CPU serves.
onnxruntime_cuda() {
    [ -e /dev/nvidiactl ] && [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || return 0
    local archive=$onnxruntime_work/cuda.tgz
    onnxruntime_download "$onnxruntime_npm.linux-x64-gpu" "$archive" || return 0
    mkdir -p "$onnxruntime_work/cuda"
    tar xzf "$archive" -C "$onnxruntime_work/cuda" && find "$onnxruntime_work/cuda" -name 'libonnxruntime_providers_*.so' -exec mv {} "$onnxruntime_work/native" \;
    rm -rf "$onnxruntime_work/cuda"
    return 0
}

# npm knows this machine's registry; without npm, its settings may still name one.
onnxruntime_download() {
    local registry=${npm_config_registry:-${NPM_CONFIG_REGISTRY:-}}
    if command -v npm >/dev/null 2>&1; then
        (cd "$onnxruntime_work" && npm pack "$1@$onnxruntime_npm_version" --silent </dev/null) &&
            { [ "$onnxruntime_work/$1-$onnxruntime_npm_version.tgz" = "$2" ] || mv "$onnxruntime_work/$1-$onnxruntime_npm_version.tgz" "$2"; }
        return
    fi
    [ -n "$registry" ] || registry=$(sed -n 's/^registry *= *//p' "${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}" 2>/dev/null | head -n 1)
    [ -n "$registry" ] && command -v curl >/dev/null 2>&1 || { echo 'Neither npm nor an npm registry is set up here.'; return 1; }
    curl -fsSL --connect-timeout 20 --max-time 900 -o "$2" "${registry%/}/$1/-/$1-$onnxruntime_npm_version.tgz"
}

sha256_of() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}
