# 130: a signal. Nothing of the dossier is left half written, and nothing was decided.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
mkfifo dice
sleep 2 >dice &
timeout --preserve-status -s INT 0.5 urne reveal hamlet <dice
echo "= $?"
ls -A hamlet/public hamlet/private
