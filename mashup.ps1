#!/usr/bin/env pwsh
# Prepares what the machine lacks, builds the tool when its sources changed, and runs it: ./mashup.ps1 --help
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
. (Join-Path $root 'eng/prepare.ps1')
. (Join-Path $root 'eng/web.ps1')

$name, $project, $program = 'mashup', 'src/Mashup.Cli', 'mashup'
if ($args.Count -gt 0 -and $args[0] -ceq 'web') { $name, $project, $program = 'web', 'samples/WebHost', 'Mashup.WebHost' }
if ($args.Count -gt 0 -and $args[0] -ceq 'worker') { $name, $project, $program = 'worker', 'samples/WorkerHost', 'Mashup.WorkerHost' }
$sources = @(Join-Path $root 'src')
if ($name -ne 'mashup') { $sources += (Join-Path $root 'samples/Hosting'), (Join-Path $root $project) }
$folder = Join-Path $root "artifacts/run/$name"
$tool = Join-Path $folder "$program.dll"
$stamp = Join-Path $root "artifacts/run/$name.stamp"

# Directories count as well: deleting a file touches nothing else.
function Test-Current {
    if (-not (Test-Path $tool) -or -not (Test-Path $stamp)) { return $false }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $roots = @(Get-Item ($sources + (Join-Path $root 'eng'), (Join-Path $root 'Directory.*.props'), (Join-Path $root 'Directory.*.targets'), (Join-Path $root 'nuget.config'), (Join-Path $root 'global.json')))
    # What a build itself puts into the feed does not count.
    $feed = Join-Path $root 'eng/feed'
    $newer = @($roots) + @(Get-ChildItem ($sources + (Join-Path $root 'eng')) -Recurse) |
        Where-Object { $_.LastWriteTimeUtc -gt $built -and -not $_.FullName.StartsWith($feed) } | Select-Object -First 1
    return -not $newer
}

if (-not (Test-Current)) {
    Invoke-Locked {
        if (Test-Current) { return }
        Assert-DotNet
        if ($name -eq 'web') { Build-Web }
        Say 'building (the first time takes a minute) ...'
        # Dated before the build begins, so that an edit made meanwhile is seen next time.
        New-Item -ItemType Directory -Force (Join-Path $root 'artifacts/run') | Out-Null
        New-Item -ItemType File -Force "$stamp.new" | Out-Null
        Publish-DotNet (Join-Path $root $project) $folder
        Move-Item -Force "$stamp.new" $stamp
    }
}

if (-not (Test-Command dotnet)) { Assert-DotNet }
$working = 'make', 'analyze', 'separate', 'plan', 'render', 'stretch', 'loudness', 'match', 'score', 'demo', 'bench', 'web', 'worker'
if ($args.Count -gt 0 -and $working -contains $args[0] -and -not ($args | Where-Object { $_ -in '--help', '-h', '-?', '--version' })) { Install-FFmpegWhereMissing }

$rest = if ($name -eq 'mashup') { $args } else { $args | Select-Object -Skip 1 }
& dotnet $tool @rest
exit $LASTEXITCODE
