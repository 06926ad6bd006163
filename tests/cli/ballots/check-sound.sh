# Nothing to say, and the exchange forms of two platforms, which lack fields of Pabulib.
cp "$FIXTURES"/ballots/*.pb .
urne ballots check town.pb || echo "exit $?"
for form in stanford decidim; do
    echo "== $form"
    urne ballots check $form.pb || echo "exit $?"
done
