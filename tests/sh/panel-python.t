#!/bin/sh
# The certificate of a panel in the verifier in Python: the worked examples of panel-1 §8,
# and changes of them, each accepted or refused at its line and by its check. Skipped,
# saying so, without Python 3.9.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"
PYTHONDONTWRITEBYTECODE=1
PYTHONIOENCODING=utf-8
export PYTHONDONTWRITEBYTECODE PYTHONIOENCODING

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>"$temp/complaint"; then
    skip 'certificates in Python' 'there is no Python 3.9 here'
    finish
fi

worked() {
    python3 "$root/docs/verifier/tests/certificates.py" "$root/docs/spec/panel-1.md" \
        >"$temp/found" 2>&1
    status=$?
    grep -v '^ok' "$temp/found" | sed 's/^/# /'
    return $status
}
ok 'the worked certificates, and changes of them' worked
finish
