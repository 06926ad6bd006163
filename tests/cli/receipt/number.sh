sh "$FIXTURES/../tests/cli/stage" hamlet drawn
urne receipt hamlet 4
