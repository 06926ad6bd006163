# What else reads the public folder: the notice on the door, a checkpoint, JSON.
urne report "$FIXTURES/terrace/public" --poster | sed -n '/<h2>/,$p' | sed 's/<span[^>]*>//g; s/<.span>//g'
urne report "$FIXTURES/terrace/public" --poster --json | sed 's/"page".*//'
urne export "$FIXTURES/terrace/public" --checkpoint
urne export "$FIXTURES/terrace/public" --json | tr '{' '\n' | cut -c 1-80
