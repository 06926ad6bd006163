# A file that a file manager left in public/: no verifier would accept the folder.
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
: >hamlet/public/.DS_Store
urne draw hamlet --time 2026-09-05T16:05:00Z
status=$?
rm hamlet/public/.DS_Store
urne draw hamlet --time 2026-09-05T16:05:00Z --quiet && urne verify hamlet/public --quiet && echo yes
exit $status
