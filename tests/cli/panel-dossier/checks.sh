# What is said of each fault that only the dossier of a panel can have; the code is that of
# the check meant. What a pass says: [E-CHECK-112] [E-CHECK-113] [E-CHECK-114], and without
# the opened files [E-CHECK-101] [E-CHECK-102]; of people on no panel [E-CHECK-116].
sealed() { rm -rf public opened && cp -R "$FIXTURES/terrace/public" "$FIXTURES/terrace/opened" .; }
in_the_open() { rm -rf public && cp -R "$FIXTURES/terrace/open/public" .; }
sum() { sha256sum <"$1" | cut -c 1-64; }
# bind KEYWORD FILE: the seal names the file as it is now.
bind() { sed -i "s/^$1 [0-9a-f]*\$/$1 $(sum "$2")/" public/20-pool-commit.txt; }
resum() { (cd public && rm sums.txt && LC_ALL=C sha256sum -- * >../sums && mv ../sums sums.txt); }
# Faults of V08 to V11, V15 and V22, with their codes.
say() {
    echo "--- $1"
    shift
    resum
    urne verify public "$@" --json | tr '{' '\n' |
        sed -n 's/^"id":"\(V[012][0-9]\)".*"result":"FAIL","file":"\([^"]*\)","item":"\([^"]*\)","code":"\([^"]*\)".*/\1 \2 \3 \4/p' |
        grep '^V08\|^V09\|^V1[0125]\|^V22'
}
sealed
urne verify public | grep '^V10\|^V11\|^V15\|^V22'
urne verify public --opened opened | grep '^V11\|^V22'
urne verify public --opened nowhere 2>&1
echo "= $?"

awk 'NR == 5 { $4 = 3 - $4 } 1' opened/pool-open.txt >other && mv other opened/pool-open.txt && bind opened opened/pool-open.txt
say 'other features than were sealed [E-CHECK-103]' --opened opened
sealed && sed -i '$d' public/pool.txt && bind opened opened/pool-open.txt
say 'a person less' --opened opened
sealed && rm opened/pool-open.txt
say 'nothing opened' --opened opened
sealed && echo x >>opened/panel-proof.txt
say 'another certificate' --opened opened
sealed && sed -i 's/^panel 417/panel 418/' public/22-panel-result.txt
say 'another panel [E-CHECK-105]'
sealed && sed -i 's/^count 1 9/count 1 8/' public/22-panel-result.txt
say 'other counts [E-CHECK-106]'
sealed && sed -i '/^salt/d' public/22-panel-result.txt
say 'no salt'
sealed && sed -i 's/^member 3 8 /member 3 9 /' public/22-panel-result.txt
say 'another member [E-CHECK-107]'
sealed && sed -i 's/^opened /proof /' public/20-pool-commit.txt && cp opened/panel-proof.txt public
say 'a certificate in the open [E-CHECK-108]'
sealed && sed -i '2s/00112233/10112233/' public/panels.txt && bind panels public/panels.txt
say 'panels of another ceremony'
sealed && sed -i '$d' public/counts.txt && bind counts public/counts.txt
say 'counts of 999 panels'
sealed && sed -i '1s/./x/' public/pool.txt
say 'no line of a pool [E-POOL-001]'
sealed && sed -i '2s/./x/' public/counts.txt
say 'no counts [E-POOL-002]'
sealed && sed -i '1{h;d};2G' public/pool.txt
say 'people in another order'

in_the_open && sed -i 's/^deviation .*/deviation 1\/2/' public/20-pool-commit.txt
say 'another deviation [E-CHECK-109]'
in_the_open && sed -i '0,/^level/s/^level \([^ ]*\) [^ ]* /level \1 \1 1/' public/20-pool-commit.txt
say 'another level'
in_the_open && sed -i 's/^size 16/size 15/' public/quotas.txt
say 'another size [E-CHECK-110]'
in_the_open && sed -i 's/^feature 1 7 9/feature 1 7 7/' public/quotas.txt
say 'a narrower quota'
in_the_open && awk '$1 == "panel" { print $3 "s/[^ ]*$/1/;" $4 "s/[^ ]*$/1/"; exit }' public/panels.txt >two
sed -i -f two public/pool.txt
say 'two of a household [E-CHECK-111]'
in_the_open && sed -i '0,/ 1$/s/ 1$/ 2/' public/pool.txt
say 'households in another order [E-CHECK-104]'
in_the_open && sed -i '/^objective/s/leximin/maximin/' public/quotas.txt
say 'another objective'
