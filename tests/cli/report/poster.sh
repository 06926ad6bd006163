# The public notice: of a ceremony with keys and a beacon, of one without, of a count. The
# hashes of the verifiers are those of the files that this program was built beside.
group='<span class="group">'
hash() { sha256sum <"$FIXTURES/../docs/verifier/$1" | cut -c 1-64 | sed "s|....|$group&</span> |g; s/ \$//"; }
named() { sed "s|$(hash verify.html)|HASH OF THE PAGE|; s|$(hash urne_verify.py)|HASH OF THE SCRIPT|"; }
urne report "$FIXTURES/square/public" --poster | named
urne report "$FIXTURES/hamlet/public" --poster | sed -n '/<h2>What/,/<h2>Check/p'
sh "$FIXTURES/../tests/cli/village" sealed
urne --lang fr report village/public --poster | named | sed 1,6d
