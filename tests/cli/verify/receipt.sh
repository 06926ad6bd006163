sh "$FIXTURES/../tests/cli/stage" hamlet drawn
urne receipt hamlet 8 -o r.txt --quiet
urne verify hamlet/public --receipt r.txt | grep -E '^(V28|yes|no)'
urne verify hamlet/public --receipt nowhere.txt --quiet
