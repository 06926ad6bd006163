try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
both="--pool respondents.csv --quotas quotas.csv"
cp "$FIXTURES"/panel/*.csv .
try panel
try panel draws
try panel --json
try panel check
try panel check --pool respondents.csv
# shellcheck disable=SC2086 # several words
{
    try panel check $both
    try panel check $both --size 0
    try panel check $both --size four
    try panel check $both --size 1000000001
    try panel check $both --size 4 --size 4
    try panel check $both --size 4 more
    try panel check $both --size 4 --household age
    try panel check $both --size 4 --household Age,gender
    try panel check $both --size 4 --household 'age,'
    try panel check $both --size 4 --household
    try panel check $both --size 4 --objective leximin
}
urne panel check --pool respondents.csv --quotas quotas.csv --size 0 >/dev/null 2>&1
