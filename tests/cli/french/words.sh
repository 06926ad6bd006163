# No English word of the catalogue stands in what the cases of this group expect. Words
# that French has too are not looked for; nor are names that stay: commands, options,
# files, quoted arguments, keys of JSON and CSV, verdicts, anything with a digit.
LC_ALL=C
export LC_ALL
cat >names.sed <<'END'
/^\$ urne/d
/;code;file;/d
/^--- /d
/^"item":/d
/^s\//d
/^règle  /,/^bulletins  /d
/^[0-9TZ:-]* [a-z]* E-[A-Z]*-[0-9]*$/d
s/^full [a-z]*$//
s/^out$//
s/^  district: .*//
s/nommer l'un de .*//
s/^  category: .*//
s/argument manquant : .*//
s/urne [a-z].*//
s/ [^ ]*\.txt [a-z0-9]*://
s/^L[A-Z_]*=.*//
s/«[^»]*»//g
s/^  [a-z]* *(\([a-z]*\))//
s/"[a-z]*"://g
s/--*[a-z][a-z-]*//g
s/[^ ]*[./|][a-zA-Z][^ ]*//g
s/[^ ]*[0-9][^ ]*//g
END
# The strings of the catalogue behind its header, one "msgid TEXT" or "msgstr TEXT" a line.
awk '
    /^#/ || /^$/ { next }
    /^msg/ { kind = substr($1, 1, 5) == "msgid" ? "msgid" : "msgstr"; entry += /^msgid "/ }
    entry > 1 {
        sub(/^[^"]*"/, "")
        gsub(/\\n/, " ")
        print kind, substr($0, 1, length($0) - 1)
    }' "$FIXTURES/../cli/po/fr.po" >strings.txt
sed -n 's/^msgid //p' strings.txt >english
sed -n 's/^msgstr //p' strings.txt | sed -f names.sed >french
[ "$(wc -l <french)" -gt 300 ] || echo "no catalogue"
for file in "$FIXTURES"/../tests/cli/french/*.stdout "$FIXTURES"/../tests/cli/french/*.stderr; do
    [ "${file##*/}" != words.stdout ] || continue
    sed -f names.sed "$file" >seen
    awk -v name="${file##*/}" '
        {
            n = split($0, word, /[^A-Za-z\200-\377]+/)
            for (i = 1; i <= n; i++) {
                w = tolower(word[i])
                if (FILENAME == "english") stop[w] = 1
                else if (FILENAME == "french") delete stop[w]
                else if (w in stop && length(w) > 1 && word[i] != toupper(w)) {
                    print name ": " word[i] ": " $0
                }
            }
        }' english french seen
done
