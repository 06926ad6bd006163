# Sourced behind common.sh: Node and the packages of the verifier page, installed once;
# `no_page` says why not.
# shellcheck shell=sh disable=SC2154 # of common.sh
: "${page:=$root/docs/verifier/page}"
no_page=
major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null)
if [ "${major:-0}" -lt 18 ]; then
    no_page='there is no Node 18 here'
elif [ ! -d "$page/node_modules" ]; then
    # Packages live in build/, so that nothing that walks the tree walks them; made whole
    # before they are there, since two tests may want them at once.
    packages=$root/build/page
    fresh=$packages.$$
    mkdir -p "$fresh"
    cp "$page/package.json" "$page/package-lock.json" "$page/.npmrc" "$fresh"
    if (cd "$fresh" && npm ci --ignore-scripts --no-audit --no-fund) >"$temp/npm" 2>&1; then
        [ -d "$packages/node_modules" ] || { rm -rf "$packages" && mv "$fresh" "$packages"; }
        ln -sfn ../../../build/page/node_modules "$page/node_modules"
    else
        no_page='its packages are not installed, and npm ci failed'
    fi
    rm -rf "$fresh"
fi
