# Passphrases that are refused; no file is written.
try() { urne key new --role clerk -o clerk 2>&1; echo "= $?"; }
printf 'one\ntwo\n' | try
printf 'one\none \n' | try
printf '\n\n' | try
printf '' | try
printf 'one\n' | try
printf 'a\0b\na\0b\n' | try
head -c 1024 /dev/zero | tr '\0' a >long
try <long
printf 'one\ntwo\n' | urne key new --role clerk -o clerk --json
echo "= $?"
ls -A
# A line of CRLF is the line.
printf 'correct horse\r\n' | urne key show "$FIXTURES/keys/observer1.key" --quiet
echo "= $?"
