# C source without comments and without the contents of strings, as FILE:LINE:code.
FNR == 1 { comment = 0 }
{
    line = $0
    code = ""
    while (line != "") {
        if (comment) {
            at = index(line, "*/")
            if (!at) break
            line = substr(line, at + 2)
            comment = 0
            code = code " "
        } else if (match(line, /["']|\/\*|\/\//)) {
            mark = substr(line, RSTART, RLENGTH)
            code = code substr(line, 1, RSTART - 1)
            line = substr(line, RSTART + RLENGTH)
            if (mark == "//") break
            if (mark == "/*") { comment = 1; continue }
            code = code mark mark
            while (line != "") {
                c = substr(line, 1, 1)
                line = substr(line, c == "\\" ? 3 : 2)
                if (c == mark) break
            }
        } else {
            code = code line
            break
        }
    }
    print FILENAME ":" FNR ":" code
}
