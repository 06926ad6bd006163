# The tree in the form that witnesses countersign, signed by the key of fixtures/keys.
urne export "$FIXTURES/hamlet/public" --checkpoint
urne export "$FIXTURES/hamlet/public" --checkpoint --key "$FIXTURES/keys/clerk.key"
sh "$FIXTURES/../tests/cli/village" counted
urne export village/public --checkpoint
