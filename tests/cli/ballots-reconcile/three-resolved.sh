# The list of differences, its column keep filled in, is the resolutions file. What is
# then written is what the voters wrote: the ballots of the .pb file, in the same order.
gen-ballots --ballots 377 --seed 7 --out poll --pb --census census
urne ballots reconcile poll/paper-a.csv poll/paper-b.csv --differences d.csv --quiet 2>/dev/null
echo "= $?"
awk -F ';' -v OFS=';' '
    FNR == NR { split($0, w, " "); keep[w[2] ";" w[3]] = w[1] ~ /in-b$/ ? "a" : "b"; next }
    { sub(/\r$/, "") }
    FNR > 1 { $9 = keep[$2 ";" $3] }
    { print }' census d.csv >filled.csv
urne ballots reconcile poll/paper-a.csv poll/paper-b.csv --resolutions filled.csv -o ballots.csv
echo "= $?"
# Approvals are written ascending.
ascending() {
    awk -F ';' '{
        n = split($2, v, ",")
        for (i = 1; i <= n; i++)
            for (j = i + 1; j <= n; j++)
                if (v[j] + 0 < v[i] + 0) { t = v[i]; v[i] = v[j]; v[j] = t }
        for (i = 1; i <= n; i++) printf "%s%s", i == 1 ? $1 ";" : ",", v[i]
        print ";paper"
    }'
}
{ echo 'voter_id;vote;voting_method' && grep ';paper$' poll/election.pb | ascending; } >true.csv
cmp true.csv ballots.csv && wc -l <ballots.csv
find ballots.csv -perm 600
