#!/usr/bin/env pwsh
# Prepares the machine, builds Release and runs every test.  ./test.ps1 [-Quick] [-Coverage]
# -Quick leaves out the end-to-end and quality tests; -Coverage measures the coverage of src as well, which takes longer.
param([switch] $Quick, [switch] $Coverage)
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
. (Join-Path $root 'eng/prepare.ps1')
. (Join-Path $root 'eng/web.ps1')

Assert-DotNet
Install-FFmpegWhereMissing
Set-Location $root
Invoke-Locked { Build-DotNet 'Mashup.Sdk.sln'; Build-Web }

$results = Join-Path $root 'artifacts/test-results'
if (Test-Path $results) { Remove-Item -Recurse -Force $results }
$filter = if ($Quick) { '--filter', 'Category!=EndToEnd&Category!=Quality' } else { @() }
$failedProjects = @()
foreach ($project in Get-ChildItem 'tests/*Tests/*.csproj') {
    $name = $project.BaseName
    if ($name -eq 'Mashup.Sdk.Gpu.Tests' -and -not (Test-OnnxRuntime)) {
        Write-Output "== ${name}: left out, ONNX Runtime is not to be had here"
        continue
    }

    Write-Output "== $name"
    # A hanging test is ended and named rather than waited for.
    $collect = if ($Coverage -and $name -like 'Mashup.Sdk*.Tests') { '--settings', 'eng/tests.runsettings', '--collect', 'XPlat Code Coverage' } else { @() }
    & dotnet test $project.FullName -c Release --no-build --nologo -v quiet @collect `
        --blame-hang --blame-hang-timeout 20m --blame-hang-dump-type none `
        --logger "trx;LogFileName=$name.trx" --results-directory (Join-Path $results $name) @filter
    if ($LASTEXITCODE -ne 0) { $failedProjects += $name }
}

# A line counts once, and is covered where any test project reached it.
$hit = @{}
foreach ($file in Get-ChildItem $results -Recurse -Filter coverage.cobertura.xml) {
    $report = [xml](Get-Content -Raw $file)
    $source = [string](@($report.coverage.sources.source)[0])
    foreach ($class in $report.SelectNodes('//class')) {
        $path = [IO.Path]::Combine($source, $class.filename).Replace('\', '/')
        if ($path -notmatch '.*/src/(.+)$') { continue }
        $inside = $Matches[1]
        foreach ($line in $class.SelectNodes('.//line')) {
            $key = "${inside}:$($line.number)"
            $hit[$key] = [bool]$hit[$key] -or [long]$line.hits -gt 0
        }
    }
}

if (-not $Coverage) { } elseif ($hit.Count) { 'coverage of src: {0:F1} % of lines' -f (100.0 * @($hit.Values | Where-Object { $_ }).Count / $hit.Count) } else { 'coverage of src: not measured' }

# Skipped tests are counted nowhere in a TRX file but in the difference of total and executed.
$passed = $failed = $skipped = 0
foreach ($file in Get-ChildItem $results -Recurse -Filter *.trx) {
    $n = ([xml](Get-Content -Raw $file)).TestRun.ResultSummary.Counters
    $passed += [int]$n.passed
    $failed += [int]$n.failed + [int]$n.error + [int]$n.timeout + [int]$n.aborted
    $skipped += [int]$n.total - [int]$n.executed
}

"$passed passed, $failed failed, $skipped skipped"
if ($failedProjects) { Say "failed: $failedProjects" }
exit [int]($failedProjects.Count -gt 0 -or $passed + $failed -eq 0)
