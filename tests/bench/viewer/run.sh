#!/usr/bin/env bash
# run.sh COPSE BUILD_DIR [CHROMIUM]: maps of about 10,000, 50,000 and 200,000 marks, of made-up trusts whose staff all agreed to
# be named; their sizes, first paint and frames. Needs what `ctest -R browser/packages` installs in BUILD_DIR/browser.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
copse=$1 dir=$2/bench-viewer
mkdir -p "$dir"

# make NAME STAFF: one map in $dir, once.
make() {
    local staff=$2
    [ -f "$dir/$1.html" ] && return
    rm -rf "$dir/data" "$dir/store.copse"*
    "$copse" generate trust "$dir/data" --staff "$staff" --teams $((staff / 40)) --communities $((staff / 100)) \
        --topics 1000 --as-of 2026-06-30 --quiet >/dev/null
    awk -F, 'BEGIN { OFS = "," } NR == 1 { for (i = 1; i <= NF; i++) if ($i == "visibility") at = i } NR > 1 { $at = "trust" } 1' \
        "$dir/data/members.csv" >"$dir/members" && mv "$dir/members" "$dir/data/members.csv"
    "$copse" import "$dir/data" --store "$dir/store.copse" --as-of 2026-06-30 --quiet >/dev/null
    "$copse" map --store "$dir/store.copse" --level people --as-of 2026-06-30 -o "$dir/$1.html" --quiet
    rm -rf "$dir/data" "$dir/store.copse"*
}

make 10k 12000
make 50k 60000
make 200k 236000
COPSE_BROWSER_DIR=$2/browser COPSE_BROWSER_PAGES=$dir COPSE_CHROMIUM=${3:-/usr/bin/chromium} \
    exec node "$here/measure.mjs" "$dir/10k.html" "$dir/50k.html" "$dir/200k.html"
