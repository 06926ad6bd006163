sed 's/^4;01,03,05/4;01,33,05/' "$FIXTURES/budget/hall.pb" >hall.pb
urne tally hall.pb --ties id
