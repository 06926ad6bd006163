# Sourced by the tests that need the packages of docs/verifier/page: packaged installs them
# once, in build/, so that nothing that walks the tree walks them.
# shellcheck shell=sh
page=$root/docs/verifier/page

# True when they are there; else `unpackaged` says why not.
packaged() {
    major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null)
    if [ "${major:-0}" -lt 18 ]; then
        unpackaged='there is no Node 18 here'
        return 1
    fi
    packages=$root/build/page
    mkdir -p "$packages"
    # Two tests may come here at once: the second one waits.
    until mkdir "$packages/lock" 2>/dev/null || [ -d "$page/node_modules" ]; do sleep 1; done
    if [ ! -d "$page/node_modules" ]; then
        cp "$page/package.json" "$page/package-lock.json" "$page/.npmrc" "$packages"
        if (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund) >"$temp/npm" 2>&1; then
            ln -sfn ../../../build/page/node_modules "$page/node_modules"
        else
            sed 's/^/# /' "$temp/npm"
            unpackaged='its packages are not installed, and npm ci failed'
        fi
    fi
    rmdir "$packages/lock" 2>/dev/null
    [ -d "$page/node_modules" ]
}
