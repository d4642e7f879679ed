# Shared by mashup.ps1 and test.ps1, which dot-source it; the twin of prepare.sh. Everything it says goes to standard error.
# Needs $root, the repository. MASHUP_NO_INSTALL=1 forbids installing anything.

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'

function Say([string] $text) { [Console]::Error.WriteLine("mashup: $text") }

function Test-Command([string] $name) { [bool](Get-Command $name -CommandType Application -ErrorAction SilentlyContinue) }

. (Join-Path $PSScriptRoot 'onnxruntime/feed.ps1')

# Exit code 5 is the command line's word for a missing component.
function Assert-DotNet {
    if (-not (Test-Command dotnet) -or -not ((& dotnet --list-sdks) -match '^10\.')) {
        Say 'the .NET 10 SDK is not installed; get it from https://dotnet.microsoft.com/download/dotnet/10.0 or with "winget install Microsoft.DotNet.SDK.10".'
        exit 5
    }
}

# Tries to install ffmpeg where it is missing. Where it cannot, it says how and goes on: WAV needs no ffmpeg, and whatever does need it says so itself.
function Install-FFmpegWhereMissing {
    if (Test-Command ffmpeg) { return }
    $manual = 'winget install Gyan.FFmpeg, or your package manager'
    if ($env:MASHUP_NO_INSTALL -eq '1' -or -not (Test-Command winget)) {
        Say "ffmpeg is not installed; only WAV files can be read and written until it is ($manual)."
        return
    }

    Say 'ffmpeg is not installed; installing it (winget install Gyan.FFmpeg) ...'
    $log = & winget install --exact --id Gyan.FFmpeg --silent --accept-package-agreements --accept-source-agreements 2>&1
    $env:PATH = [Environment]::GetEnvironmentVariable('PATH', 'Machine') + ';' + [Environment]::GetEnvironmentVariable('PATH', 'User')
    if (Test-Command ffmpeg) { Say 'ffmpeg is installed.'; return }
    $log | Select-Object -Last 5 | ForEach-Object { Say $_ }
    Say "ffmpeg could not be installed; try it by hand ($manual). Only WAV files can be read and written until it is."
}

# Runs a block while no other launcher of this checkout is inside here.
function Invoke-Locked([scriptblock] $block) {
    New-Item -ItemType Directory -Force (Join-Path $root 'artifacts') | Out-Null
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open((Join-Path $root 'artifacts/launcher.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }

    try { & $block } finally { $lock.Dispose() }
}

# Release, quiet; the whole log is shown where it fails. No build server outlives it, so nothing keeps a caller's pipes open.
function Build-DotNet([string] $project) {
    Add-OnnxRuntime
    $log = & dotnet build $project -c Release -v quiet --nologo --disable-build-servers '-clp:NoSummary' 2>&1
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        Say 'the build failed; its log is above.'
        exit 1
    }
}

# The same, compiled ahead of time for this machine where the ready-to-run compiler can be had: every start is shorter.
function Publish-DotNet([string] $project, [string] $folder) {
    Add-OnnxRuntime
    $ahead = @('-p:PublishReadyToRun=true')
    & dotnet restore $project --use-current-runtime @ahead -v quiet --disable-build-servers *> $null
    if ($LASTEXITCODE -ne 0) { $ahead = @() }
    if (Test-Path "$folder.new") { Remove-Item -Recurse -Force "$folder.new" }
    $log = & dotnet publish $project -c Release -o "$folder.new" --use-current-runtime --no-self-contained @ahead `
        -v quiet --nologo --disable-build-servers '-clp:NoSummary' 2>&1
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        Say 'the build failed; its log is above.'
        exit 1
    }
    if (Test-Path $folder) { Remove-Item -Recurse -Force $folder }
    Move-Item "$folder.new" $folder
}
