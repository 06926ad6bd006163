sh "$FIXTURES/../tests/cli/stage" hamlet sealed
urne receipt hamlet 4 -o r.txt --quiet
urne receipt --check r.txt hamlet/public --json
