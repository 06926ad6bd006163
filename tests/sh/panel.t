#!/bin/sh
# The exactly fairest lotteries of the pools in URNE_DATA/panel, level by level.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
: "${BUILD:=$root/build/release}"
data=${URNE_DATA:-}/panel
if [ ! -f "$data/expected.json" ]; then
    echo "1..0 # SKIP URNE_DATA names no folder with panel/expected.json"
    exit 0
fi
exec "$BUILD/tests/conformance/panel" "$data"
