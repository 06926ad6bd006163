# Under --json a fault is one object on standard output, and standard error is empty.
urne seal --json
echo "= $?"
urne draw h --time --json
echo "= $?"
urne verify nowhere --json
echo "= $?"
urne pick list.csv -n x --seed s --json
