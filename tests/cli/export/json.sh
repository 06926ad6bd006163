# Everything that the worked dossier says, as JSON; from its bundle the same.
urne export "$FIXTURES/hamlet/public" --json
urne bundle "$FIXTURES/hamlet/public" -o hamlet.urne --quiet
urne export hamlet.urne --json >bundle.json
urne export "$FIXTURES/hamlet/public" --json | cmp - bundle.json
