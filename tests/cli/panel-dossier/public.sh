# What else reads the public folder: the notice on the door, a checkpoint, JSON.
urne report "$FIXTURES/terrace/public" --poster | sed -n '/<h2>/,$p' | sed 's/<span[^>]*>//g; s/<.span>//g; /class=.hex small/d'
urne report "$FIXTURES/terrace/public" --poster --json | sed 's/"page".*//'
urne report "$FIXTURES/terrace/open/public" --poster | grep -A1 'numbered from 0'
urne export "$FIXTURES/terrace/public" --checkpoint
urne export "$FIXTURES/terrace/public" --json | tr '{' '\n' | cut -c 1-80
