# What the steps of a ceremony refuse, and a whole one verified, in French.
# shellcheck disable=SC1091
urne() { command urne --lang fr "$@"; }
. "$FIXTURES/../tests/cli/ceremony/refused.sh"
urne verify "$FIXTURES/square/public"
