# What a file of resolutions cannot say.
printf '%s\n' 'batch;ballot;vote' '1;1;1' '1;2;5' '1;3;7' '1;3;8' >a.csv
printf '%s\n' 'batch;ballot;vote' '1;1;2' '1;2;5' '1;4;7' >b.csv
urne ballots reconcile a.csv b.csv --differences d.csv --quiet 2>/dev/null
case_of() { sed -n "s/^\([0-9a-f]*\);1;$1;.*/\1/p" d.csv; }
agreed=$(printf 'paper case\n1\n2\n' | sha256sum | cut -c 1-12)
check() {
    printf '%s\n' "$@" >r.csv
    urne ballots reconcile a.csv b.csv --resolutions r.csv -o out.csv --quiet 2>&1
    echo "= $?"
    [ ! -e out.csv ] || echo 'ballots were written'
}
check 'case;keep;vote' 'ffffffffffff;a;'
check 'case;keep;vote' "$agreed;b;"
check 'case;keep;vote' "$(case_of 1);a;" "$(case_of 1);b;"
check 'case;keep;vote' "$(case_of 1);perhaps;"
check 'case;keep;vote' "$(case_of 4);a;"
check 'case;keep;vote' "$(case_of 3);a;"
check 'case;keep;vote' "$(case_of 1);a;3"
check 'case;keep;vote' "$(case_of 1);vote;"
check 'case;keep;vote' "$(case_of 1);vote;1,"
check 'case;keep;vote;points' "$(case_of 1);vote;1;2"
check 'case;keep' "$(case_of 1);a"
check 'case;keep;vote' "$(case_of 1);;"
