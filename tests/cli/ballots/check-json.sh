sed -e '2!s/P4,P1;51/P4,P1,P4;51/' -e 's/min_length;1/min_length;2/' "$FIXTURES/ballots/town.pb" >town.pb
urne ballots check town.pb --json
