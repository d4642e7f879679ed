# Builds the web app into samples/WebHost/wwwroot when it is not built or older than its sources; the twin of web.sh, dot-sourced after prepare.ps1.
# Without its pages the service still serves programs, so nothing here ends the caller.

function Test-Node {
    if (-not (Test-Command node) -or -not (Test-Command npm)) { return $false }
    $version = [version]((& node --version).TrimStart('v') -replace '-.*$', '')
    return $version -ge [version]'20.19'
}

function Install-NodeWhereMissing {
    if (Test-Node) { return $true }
    $manual = 'winget install OpenJS.NodeJS.LTS, or https://nodejs.org/'
    if ($env:MASHUP_NO_INSTALL -ne '1' -and (Test-Command winget)) {
        Say 'Node.js is missing; installing it (winget install OpenJS.NodeJS.LTS) ...'
        & winget install --exact --id OpenJS.NodeJS.LTS --silent --accept-package-agreements --accept-source-agreements *> $null
        $env:PATH = [Environment]::GetEnvironmentVariable('PATH', 'Machine') + ';' + [Environment]::GetEnvironmentVariable('PATH', 'User')
        if (Test-Node) { return $true }
    }

    Say "the web app needs Node.js once to be built ($manual)."
    return $false
}

function Test-WebCurrent([string] $app, [string] $stamp) {
    if (-not (Test-Path $stamp)) { return $false }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $sources = 'src', 'public', 'build', '*.json', '*.ts', 'index.html' | ForEach-Object { Join-Path $app $_ }
    return -not (Get-ChildItem $sources -Recurse | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)
}

function Build-Web {
    $app = Join-Path $root 'samples/WebHost/ClientApp'
    $stamp = Join-Path $root 'samples/WebHost/wwwroot/.built'
    if ((Test-WebCurrent $app $stamp) -or -not (Install-NodeWhereMissing)) { return }
    Say 'building the web app (the first time takes a minute) ...'
    # Dated when the build began, so that an edit made meanwhile is seen next time.
    $began = [DateTime]::UtcNow
    Push-Location $app
    try {
        # A program's words on standard error are no error of ours.
        $ErrorActionPreference = 'Continue'
        $log = @()
        $packages = Join-Path $app 'node_modules/.package-lock.json'
        if (-not (Test-Path $packages) -or (Get-Item $packages).LastWriteTimeUtc -lt (Get-Item 'package-lock.json').LastWriteTimeUtc) { $log = & npm ci 2>&1; $code = $LASTEXITCODE } else { $code = 0 }
        if ($code -eq 0) { $log = & npm run build 2>&1; $code = $LASTEXITCODE }
        if ($code -ne 0) {
            $log | Select-Object -Last 20 | ForEach-Object { [Console]::Error.WriteLine($_) }
            Say 'the web app could not be built; the lines above say why.'
            return
        }

        New-Item -ItemType File -Force $stamp | Out-Null
        (Get-Item $stamp).LastWriteTimeUtc = $began
    }
    finally { Pop-Location }
}
