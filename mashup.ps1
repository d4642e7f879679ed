#!/usr/bin/env pwsh
# Prepares what the machine lacks, builds the tool when its sources changed, and runs it: ./mashup.ps1 --help
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
. (Join-Path $root 'eng/prepare.ps1')

$tool = Join-Path $root 'artifacts/tool/mashup.dll'
$stamp = Join-Path $root 'artifacts/mashup.stamp'

# Directories count as well: deleting a file touches nothing else.
function Test-Current {
    if (-not (Test-Path $tool) -or -not (Test-Path $stamp)) { return $false }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $roots = @(Get-Item (Join-Path $root 'src'), (Join-Path $root 'eng'), (Join-Path $root 'Directory.*.props'), (Join-Path $root 'nuget.config'), (Join-Path $root 'global.json'))
    $newer = @($roots) + @(Get-ChildItem (Join-Path $root 'src'), (Join-Path $root 'eng') -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1
    return -not $newer
}

if (-not (Test-Current)) {
    Invoke-Locked {
        if (Test-Current) { return }
        Assert-DotNet
        Say 'building (the first time takes a minute) ...'
        # Dated before the build begins, so that an edit made meanwhile is seen next time.
        New-Item -ItemType File -Force "$stamp.new" | Out-Null
        Publish-DotNet (Join-Path $root 'src/Mashup.Cli') (Join-Path $root 'artifacts/tool')
        Move-Item -Force "$stamp.new" $stamp
    }
}

if (-not (Test-Command dotnet)) { Assert-DotNet }
$working = 'make', 'analyze', 'separate', 'plan', 'render', 'stretch', 'loudness', 'match', 'score', 'demo', 'bench'
if ($args.Count -gt 0 -and $working -contains $args[0] -and -not ($args | Where-Object { $_ -in '--help', '-h', '-?', '--version' })) { Install-FFmpegWhereMissing }

& dotnet $tool @args
exit $LASTEXITCODE
