# The notice as one object, of a draw and of a count.
named() { sed 's/"page":"[0-9a-f]\{64\}"/"page":64 digits/; s/"python":"[0-9a-f]\{64\}"/"python":64 digits/'; }
urne report "$FIXTURES/square/public" --poster --json | named
sh "$FIXTURES/../tests/cli/village" sealed
urne report village/public --poster --json | named
urne report nowhere --poster --json
echo "= $?"
