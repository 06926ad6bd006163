# Exit 3: every fault of both kinds of file is said, and no cell of a person.
printf '%s\n' 'category,feature,min,max,note' 'gender,woman,3,2,a' 'gender,,x,2,b' \
    'Gender,man,-4,2,c' >quotas.csv
urne panel check --pool "$FIXTURES/panel/respondents.csv" --quotas quotas.csv --size 4
echo "= $?"
printf '%s\n' 'id,gender,age' 'r1,Ada Orme,young' 'r2,woman,' 'r1,man,older' >pool.csv
urne panel check --pool pool.csv --quotas "$FIXTURES/panel/quotas.csv" --size 4
echo "= $?"
urne panel check --pool pool.csv --quotas "$FIXTURES/panel/quotas.csv" --size 4 --json
echo "= $?"
cp "$FIXTURES/panel/street.csv" .
urne panel check --pool street.csv \
    --quotas "$FIXTURES/panel/street-quotas.csv" --size 4 --household address1,flat
