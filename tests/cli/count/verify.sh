# Every check of a count.
urne verify "$FIXTURES/village/public" --seal "$(sha256sum <"$FIXTURES/village/public/10-ballots-commit.txt" | cut -c 1-64)"
