# The answer that cannot be written is not given.
urne panel check --pool "$FIXTURES/panel/respondents.csv" \
    --quotas "$FIXTURES/panel/quotas.csv" --size 4 >/dev/full
