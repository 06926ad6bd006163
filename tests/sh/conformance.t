#!/bin/sh
# What other programs and cities found on real elections, when the folder URNE_DATA is
# there: it has pabulib/ with the elections and reference.jsonl.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
: "${BUILD:=$root/build/release}"
data=${URNE_DATA:-}/pabulib
if [ ! -f "$data/reference.jsonl" ]; then
    echo "1..0 # SKIP URNE_DATA names no folder with pabulib/reference.jsonl"
    exit 0
fi
exec "$BUILD/tests/conformance/conform" "$data" "$root/tests/conformance" "$@"
