#!/usr/bin/env bash
# run.sh WHAT BUILD_DIR [COPSE]: the tests of the page, where node, npm and Chromium are to be had; else says what is missing.
#
# packages  npm's packages, exactly those of the lock files, into BUILD_DIR
# built     the page that is committed is what its source builds
# NAME      NAME.test.mjs in a real browser
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
viewer=$here/../../engine/report/viewer
what=$1 dir=$2

skip() {
    echo "skipped: $1"
    exit 77
}

command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are missing (apt install nodejs npm)"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || skip "node is older than 18"
mkdir -p "$dir/viewer"

# install FROM TO: once for each lock file.
install() {
    local lock=$1/package-lock.json
    cmp -s "$lock" "$2/installed.lock" && return
    cp "$1/package.json" "$lock" "$1/.npmrc" "$2/"
    (cd "$2" && npm ci --ignore-scripts --loglevel=error) || skip "npm's packages cannot be had here"
    cp "$lock" "$2/installed.lock"
}

case $what in
packages)
    install "$here" "$dir"
    install "$viewer" "$dir/viewer"
    ;;
built)
    [ -f "$dir/viewer/installed.lock" ] || skip "npm's packages cannot be had here"
    for part in index.html tsconfig.json vite.config.ts src; do
        rm -rf "$dir/viewer/$part"
        cp -r "$viewer/$part" "$dir/viewer/"
    done
    (cd "$dir/viewer" && npm run build --silent)
    cmp "$dir/viewer/dist/index.html" "$viewer/dist/index.html" || {
        echo "engine/report/viewer/dist is not what its source builds: run 'npm ci && npm run build' in engine/report/viewer and commit it" >&2
        exit 1
    }
    ;;
*)
    [ -f "$dir/installed.lock" ] || skip "npm's packages cannot be had here"
    chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "no Chromium (apt install chromium)"
    rm -rf "$dir/pages-$what"
    mkdir "$dir/pages-$what"
    COPSE_BROWSER_PAGES=$dir/pages-$what COPSE=$3 COPSE_BROWSER_DIR=$dir COPSE_CHROMIUM=$chromium exec node --test --test-reporter=spec "$here/$what.test.mjs"
    ;;
esac
