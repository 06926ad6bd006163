# One file of the public folder, read like it; and a folder of it again.
cp -R "$FIXTURES/hamlet/public" public
urne bundle public -o hamlet.urne
head -2 hamlet.urne
urne verify public >folder
urne verify hamlet.urne >bundle
cmp folder bundle
tail -1 bundle
urne verify hamlet.urne --seal 9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266658 --quiet
echo "= $?"
urne bundle --extract hamlet.urne again
diff -r public again
urne bundle again -o again.urne --json
cmp hamlet.urne again.urne
