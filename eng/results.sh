#!/usr/bin/env bash
# What the test run of ./test says: `eng/results.sh tests DIR` sums its TRX files, `eng/results.sh coverage DIR` merges its Cobertura files.
set -euo pipefail

# passed, failed, skipped. Skipped tests are counted nowhere in a TRX file but in the difference of total and executed.
tests() {
    find "$1" -name '*.trx' -exec cat {} + 2>/dev/null | tr '>' '\n' | awk '
        /<Counters / {
            split("", n)
            while (match($0, /[A-Za-z]+="[0-9]+"/)) {
                pair = substr($0, RSTART, RLENGTH); $0 = substr($0, RSTART + RLENGTH)
                split(pair, kv, "="); gsub(/"/, "", kv[2]); n[kv[1]] = kv[2] + 0
            }
            passed += n["passed"]; failed += n["failed"] + n["error"] + n["timeout"] + n["aborted"]; skipped += n["total"] - n["executed"]
        }
        END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
}

# Line coverage of each project under src, and of all: a line counts once, and is covered where any test project reached it.
coverage() {
    find "$1" -name 'coverage.cobertura.xml' -exec cat {} + 2>/dev/null | awk '
        function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
        /<source>/ { source = $0; gsub(/^.*<source>|<\/source>.*$/, "", source); gsub(/\\/, "/", source) }
        /<class / { file = attribute("filename"); gsub(/\\/, "/", file); file = (file ~ /^(\/|[A-Za-z]:)/ ? "" : source "/") file; gsub(/\/\/+/, "/", file); inside = sub(/^.*\/src\//, "", file) }
        /<line / && inside { line = file ":" attribute("number"); if (!(line in hit)) hit[line] = 0; if (attribute("hits") + 0 > 0) hit[line] = 1 }
        END {
            for (line in hit) { split(line, part, "/"); all[part[1]]++; covered[part[1]] += hit[line]; n++; c += hit[line] }
            for (p in all) printf "  %-24s %5.1f %% of %d lines\n", p, 100 * covered[p] / all[p], all[p] | "sort"
            close("sort")
            if (n) printf "coverage of src: %.1f %% of lines\n", 100 * c / n; else print "coverage of src: not measured"
        }'
}

"$@"
