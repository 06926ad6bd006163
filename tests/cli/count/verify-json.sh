urne verify "$FIXTURES/village/public" --json
