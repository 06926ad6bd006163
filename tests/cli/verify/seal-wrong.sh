# Another seal on the poster (E-CHECK-009).
# The folder verifies, and is not the one of the poster.
cp -R "$FIXTURES/hamlet/public" public
urne verify public --seal 9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266659
