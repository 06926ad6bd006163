#!/bin/sh
# A count in a dossier: interrupted at any moment, a step leaves no half file and ends as
# it would have when it is given again; what would break a sealed state ends with 5,
# changes nothing in public/, and adds one line to private/attempts.txt.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"
. "$root/tests/sh/disturb.sh"

cat >count.json <<'RULES'
{ "urne": "count/1", "body": "Valbreuil", "title": "Budget participatif",
  "rule": "mes", "completion": "add1u", "ties": ["lot"],
  "envelopes": [ { "column": "district", "value": "Centre", "amount": "900" } ],
  "ballots": { "projects": { "least": 1, "most": 3 }, "voter-twice": "last" },
  "sources": [ { "dice": 24 } ] }
RULES
{
    printf '%s\n' META 'key;value' 'description;x' 'country;France' 'unit;Valbreuil' \
        'instance;2026' 'num_projects;5' 'num_votes;60' 'budget;1500' \
        'vote_type;approval' 'rule;unknown' 'date_begin;2026' 'date_end;2026' \
        PROJECTS 'project_id;cost;name;district' 'A;500;Un parc;Centre' \
        'B;500;Un préau;Centre' 'C;400;Des vélos;Nord' 'D;300;Une halle;Nord' \
        'E;200;Des bancs;Sud' VOTES 'voter_id;vote'
    awk 'BEGIN { split("A,B C,D D,E A,B,C B,A E", v, " ")
        for (i = 0; i < 60; i++) print "v" i ";" v[i % 6 + 1] }'
} >votes.pb

step() {
    case $1 in
    init) "$URNE" init now --rules count.json --quiet --time 2026-09-01T08:00:00Z \
        --ceremony 00112233445566778899aabbccddeeff ;;
    commit) "$URNE" ballots commit now votes.pb --ballot-key key.txt --quiet \
        --time 2026-09-02T08:00:00Z ;;
    reveal) "$URNE" reveal now $dice $dice --quiet --time 2026-10-05T16:00:00Z ;;
    tally) "$URNE" tally now --quiet --time 2026-10-05T16:05:00Z ;;
    esac
}

mkdir before-init
for step in init commit reveal tally; do
    ok "$step, undisturbed" step $step
    cp -R now after-$step
    case $step in
    init) cp -R now before-commit ;;
    commit) cp -R now before-reveal ;;
    reveal) cp -R now before-tally ;;
    esac
done
ok 'the count is sound' exits 0 "$URNE" verify now/public --quiet

for step in init commit reveal tally; do
    disturbed
done

# Between an entry and sums.txt: the next command mends the sums and goes on.
step=tally
rm -rf now
cp -R before-reveal now
step reveal
cp before-reveal/public/sums.txt now/public/sums.txt
ok 'an entry without its sum is not sound' exits 1 "$URNE" verify now/public --quiet
ok 'the next command goes on' step tally
ok 'with the bytes of an undisturbed count' same now after-tally

# ---- refusals ----

take() {
    rm -rf now
    cp -R $1 now
}

# refuses CODE NAME COMMAND...: on `now`; NAME is what attempts.txt calls the step.
refuses() {
    code=$1
    name=$2
    shift 2
    rm -rf was attempts
    cp -R now/public was
    : >attempts
    [ ! -f now/private/attempts.txt ] || cp now/private/attempts.txt attempts
    echo "2026-10-06T08:00:00Z $name $code" >>attempts
    exits 5 "$URNE" "$@" --time 2026-10-06T08:00:00Z || return
    grep -qF "[$code]" complaint || {
        sed 's/^/# /' complaint
        return 1
    }
    same was now/public && same attempts now/private/attempts.txt
}

take after-init
ok 'init twice' refuses E-SEAL-004 init init now
ok 'reveal before the ballots' refuses E-SEAL-034 reveal reveal now $dice $dice
ok 'tally before the ballots' refuses E-SEAL-034 tally tally now
take after-commit
ok 'ballots twice' refuses E-SEAL-033 ballots-commit ballots commit now votes.pb
sed 's/^v3;.*/v3;E/' votes.pb >other.pb
ok 'other ballots' refuses E-SEAL-033 ballots-commit ballots commit now other.pb
ok 'tally before the dice' refuses E-SEAL-008 tally tally now
take after-reveal
ok 'ballots after the dice' refuses E-SEAL-033 ballots-commit ballots commit now votes.pb
ok 'dice twice' refuses E-SEAL-007 reveal reveal now $dice $dice
take after-tally
ok 'tally twice' refuses E-SEAL-035 tally tally now
ok 'ballots after the count' refuses E-SEAL-033 ballots-commit ballots commit now votes.pb

# alter FILE: some characters of its second line. In sums.txt, one of a hash.
alter() {
    case $1 in
    */sums.txt) sed -e '2s/^1/2/;t' -e '2s/^./1/' "$1" ;;
    *) sed '2y/aeinr0123456789/eniar9876543210/' "$1" ;;
    esac >altered
    ! cmp -s altered "$1" && cat altered >"$1"
}
for file in count.json private/ballots-index.csv public/00-announce.txt \
    public/10-ballots-commit.txt public/ballots.txt public/count-rules.txt \
    public/projects.txt public/sums.txt; do
    for stage in commit reveal; do
        case $stage in commit) step="reveal reveal now $dice $dice" ;; *) step='tally tally now' ;; esac
        take after-$stage
        alter now/$file || echo "# $file was not altered"
        ok "$file changed, then ${step%% *}" refuses E-SEAL-010 $step
    done
done
for file in ballots.txt count-rules.txt projects.txt; do
    take after-reveal
    rm now/public/$file
    ok "public/$file removed, then tally" refuses E-SEAL-010 tally tally now
done
take after-reveal
mv votes.pb kept.pb
cp other.pb votes.pb
ok 'the ballots changed where they lie, then tally' refuses E-SEAL-010 tally tally now
rm votes.pb
ok 'the ballots gone, then tally: said' step tally
mv kept.pb votes.pb
ok 'and counted' same now/public after-tally/public
take after-reveal
: >now/public/roll.txt
ok 'a stray file' exits 3 "$URNE" tally now --time 2026-10-06T08:00:00Z
ok 'is named' grep -q 'E-SEAL-021' complaint

# ---- the other kind ----

take after-init
ok 'a seal of a count' exits 2 "$URNE" seal now votes.pb --time 2026-10-06T08:00:00Z
ok 'is refused' grep -q 'E-SEAL-031' complaint
cp rules.json now/rules.json
ok 'rules.json and count.json' exits 3 "$URNE" ballots commit now votes.pb \
    --time 2026-10-06T08:00:00Z
ok 'are one too many' grep -q 'E-SEAL-030' complaint
rm -rf now
opened now
ok 'a count of a draw' exits 2 "$URNE" tally now --time 2026-10-06T08:00:00Z
ok 'is refused' grep -q 'E-SEAL-032' complaint

# ---- a tie that nobody may break ----

sed 's/, "ties": \["lot"\]//' count.json >no-lot.json
rm -rf now
"$URNE" init now --rules no-lot.json --quiet --time 2026-09-01T08:00:00Z
rm -rf was
cp -R now was
ok 'a tie that matters and no lot' exits 6 "$URNE" ballots commit now votes.pb \
    --time 2026-09-02T08:00:00Z
ok 'nothing is written' same was now

finish
