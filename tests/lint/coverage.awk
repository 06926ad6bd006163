# The lines of `gcov -n` as a table: percent, lines run, lines, file; the total last.
/^File / { file = $2; gsub(/'/, "", file) }
/^Lines executed/ {
    if (file !~ /^(engine|cli)\//) next
    split($2, part, ":")
    lines[file] = $4
    share = part[2]
    sub(/%/, "", share)
    run[file] = int(share * $4 / 100 + 0.5)
}
END {
    form = "%3d %%  %5d / %5d  %s\n"
    for (f in lines) {
        printf form, 100 * run[f] / lines[f], run[f], lines[f], f | "sort -n"
        all += lines[f]
        hit += run[f]
    }
    close("sort -n")
    if (all) printf form, 100 * hit / all, hit, all, "total"
}
