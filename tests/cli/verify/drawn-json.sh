cp -R "$FIXTURES/hamlet/public" public
urne verify public --json --seal 9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266658
