# Dot-sourced by eng/prepare.ps1; the twin of feed.sh. Makes sure that the package Microsoft.ML.OnnxRuntime.Gpu can be restored, or says that it cannot.
# MASHUP_NO_ONNX=1 leaves neural separation out of the build.

$onnxRuntimeNpm = 'com.github.asus4.onnxruntime'
$onnxRuntimeNpmVersion = '0.4.9'
$onnxRuntimeSha256 = 'e59788788818fdde1b2e522e766a21ba0f7d8391de55737abf81e32cc801785d'
$onnxRuntimeFeed = Join-Path $root 'eng/feed'
$onnxRuntimeWork = Join-Path $root 'artifacts/onnxruntime'

# eng/OnnxRuntime.props reads the same two files.
function Test-OnnxRuntime {
    if ($env:MASHUP_NO_ONNX -eq '1') { return $false }
    return (Test-Path (Join-Path $onnxRuntimeFeed 'Microsoft.ML.OnnxRuntime.Gpu.*.nupkg')) -or (Test-Path (Join-Path $onnxRuntimeFeed 'original'))
}

# The original wins wherever it restores; only then is there nothing to build. Never fails: without the package everything else still builds.
function Add-OnnxRuntime {
    if ((Test-OnnxRuntime) -or $env:MASHUP_NO_ONNX -eq '1') { return }
    New-Item -ItemType Directory -Force $onnxRuntimeWork, $onnxRuntimeFeed | Out-Null
    & dotnet restore (Join-Path $root 'eng/onnxruntime/Probe.csproj') "-p:WorkFolder=$onnxRuntimeWork" --disable-build-servers -v quiet 2>&1 | Out-Null
    if ($LASTEXITCODE -eq 0) {
        New-Item -ItemType File -Force (Join-Path $onnxRuntimeFeed 'original') | Out-Null
        return
    }

    Say 'ONNX Runtime is not among the package sources of this machine; packing it from its sources and its library (150 MB, once) ...'
    try { Save-OnnxRuntimePackages } catch { Say "$_" }
    if (Test-OnnxRuntime) { Say 'ONNX Runtime is packed.' }
    else { Say 'ONNX Runtime cannot be had here: the tool is built without neural separation; the built-in separator serves.' }
    foreach ($rest in 'package', 'native', 'obj', 'bin', '*.tgz') { Remove-Item -Recurse -Force (Join-Path $onnxRuntimeWork $rest) -ErrorAction SilentlyContinue }
}

function Save-OnnxRuntimePackages {
    $architecture = [Runtime.InteropServices.RuntimeInformation]::OSArchitecture
    if ($IsLinux -and $architecture -eq 'X64') { $library = 'Plugins/Linux/x64'; $runtime = 'linux-x64' }
    elseif ($IsMacOS -and $architecture -eq 'Arm64') { $library = 'Plugins/macOS/arm64'; $runtime = 'osx-arm64' }
    elseif ($IsLinux -or $IsMacOS) { throw "There is no ONNX Runtime library for this machine ($architecture)." }
    elseif ($architecture -eq 'Arm64') { $library = 'Plugins/Windows/arm64'; $runtime = 'win-arm64' }
    else { $library = 'Plugins/Windows/x64'; $runtime = 'win-x64' }
    if (-not (Test-Command npm)) { throw 'npm is not set up here.' }

    Push-Location $onnxRuntimeWork
    try {
        $archive = "$onnxRuntimeNpm-$onnxRuntimeNpmVersion.tgz"
        & npm pack "$onnxRuntimeNpm@$onnxRuntimeNpmVersion" --silent | Out-Null
        if ((Get-FileHash -Algorithm SHA256 $archive).Hash -ne $onnxRuntimeSha256) { throw 'The package is not the one expected: its SHA-256 differs.' }
        & tar xzf $archive package/Runtime "package/$library" package/LICENSE package/ThirdPartyNotices.txt
        New-Item -ItemType Directory -Force native | Out-Null
        Get-ChildItem "package/$library" -File | Where-Object Extension -ne '.meta' | Move-Item -Destination native -Force
    }
    finally { Pop-Location }

    foreach ($project in 'Managed', 'Gpu') {
        $log = & dotnet pack (Join-Path $root "eng/onnxruntime/$project.csproj") -c Release -v quiet --disable-build-servers "-p:WorkFolder=$onnxRuntimeWork" "-p:NativeRuntime=$runtime" 2>&1
        if ($LASTEXITCODE -ne 0) { throw ($log | Select-Object -Last 3 | Out-String) }
    }
}
