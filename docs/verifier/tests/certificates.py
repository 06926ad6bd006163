#!/usr/bin/env python3
"""The worked examples of panel-1 §8 through the certificate check of urne_verify.py.

    python3 certificates.py PANEL-1.MD

Prints TAP without a plan: each certificate of the specification, and changes of them with
the line that is refused and its check, those of §8.1.2 among them.
"""

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import urne_verify  # noqa: E402


def examples(path):
    """The certificates of the specification, in its order, each as a list of lines."""
    with open(path, encoding="utf-8") as opened:
        text = opened.read()
    blocks = re.findall(r"```\n(.*?)```", text, re.S)
    return [block.splitlines() for block in blocks if block.startswith("urne/1 panel-proof\n")]


def pool(keys, many):
    """The features of each person from the types and how many have them."""
    return [key for key, number in zip(keys, many) for _ in range(number)]


EIGHT = (4, [(2, 2), (2, 2), (0, 1), (3, 4)],
         pool([(1, 3), (1, 4), (2, 3), (2, 4)], [1, 3, 2, 2]))
PAIRS = pool([(1, 3, 5), (1, 4, 6), (2, 3, 6), (2, 4, 5)], [2, 1, 1, 1])


def three(a1, b1, c1):
    """The people of §8.2 with the quotas of a1, b1 and c1."""
    return 2, [(0, 2), a1, (0, 2), b1, (0, 2), c1], PAIRS


CUT = three((0, 1), (0, 1), (0, 1))
ABSENT = three((0, 1), (0, 1), (0, 0))
NONE = three((1, 1), (1, 1), (1, 1))


def judge(lines, problem):
    """`accepted`, or `LINE CHECK`."""
    data = "".join(line + "\n" for line in lines).encode("ascii")
    try:
        urne_verify.Certificate(data, urne_verify.Types(*problem))
    except urne_verify.Fault as fault:
        return "%s %s" % (fault.item[len("line "):], fault.code)
    return "accepted"


def long_numbers(lines):
    """Stage 1 of 8.1 with a multiplier that takes several lines, and the line folded."""
    return lines[:6] + ["stage 1/3", "+ 3:1" + "0" * 1200] + lines[7:]


def changes(eight, cut, absent, none):
    """(what, problem, lines, what is due)."""
    def put(lines, *new, due):
        """Lines of a certificate in the place of others: (number, text or None)."""
        made = list(lines)
        for number, text in new:
            made[number - 1] = text
        return [line for line in made if line is not None], due

    yield ("young -1", EIGHT, *put(eight, (7, "stage 1/3 3:-1"), due="7 C5"))
    yield ("the whole -1", EIGHT, *put(eight, (9, "stage 2/3 1:-2 5:-1"), due="9 C5"))
    yield ("stages 2 and 3 exchanged", EIGHT,
           *put(eight, (8, eight[8]), (9, eight[7]), due="8 C5"))
    yield ("levels of another lottery", EIGHT, *put(
        eight, (7, "stage 1/4 3:1"), (8, "stage 1/2 1:1"), (9, "stage 3/4 1:-2 5:1"),
        (10, "level 1/4 3"), (11, "level 1/2 3"), (12, "level 3/4 2"), due="7 C5"))
    yield ("weights 1/2", EIGHT, *put(eight, (5, "panel 1/2 1:1 2:1 4:2"),
                                      (6, "panel 1/2 2:2 3:1 4:1"), due="7 C5"))
    yield ("panel (0,2,0,2)", EIGHT, *put(eight, (6, "panel 2/3 2:2 4:2"), due="7 C5"))
    yield ("stage 3 missing", EIGHT, *put(eight, (9, None), due="9 C4"))
    for text in ("2:1", "1:-6 5:3", "1:-3 5:1"):
        yield ("stage 2/3 " + text, EIGHT, *put(eight, (9, "stage 2/3 " + text),
                                                due="accepted"))
    yield ("another size", EIGHT, *put(eight, (3, "size 5"), due="3 C1"))
    yield ("a type that is not there", EIGHT, *put(eight, (5, "panel 1/3 1:1 2:1 5:2"),
                                                   due="5 C1"))
    yield ("a row that is not there", EIGHT, *put(eight, (7, "stage 1/3 3:1 6:1"), due="7 C1"))
    yield ("panels in another order", EIGHT,
           *put(eight, (5, eight[5]), (6, eight[4]), due="6 C7"))
    yield ("a panel twice", EIGHT, *put(eight, (6, "panel 2/3 1:1 2:1 4:2"), due="6 C7"))
    yield ("more of a type than there are", EIGHT, *put(eight, (5, "panel 1/3 1:2 4:2"),
                                                        due="5 C7"))
    yield ("a quota is broken", EIGHT, *put(eight, (5, "panel 1/3 1:1 2:1 3:1 4:1"),
                                            due="5 C7"))
    yield ("three seats", EIGHT, *put(eight, (5, "panel 1/3 1:1 2:1 4:1"), due="5 C7"))
    yield ("a stage too many", EIGHT,
           *put(eight, (9, eight[8] + "\nstage 1 1:1"), due="10 C4"))
    yield ("a stage that fixes nobody", EIGHT, *put(eight, (8, "stage 5/9 3:1"), due="8 C4"))
    yield ("a stage without multipliers", EIGHT, *put(eight, (9, "stage 2/3"), due="9 C4"))
    yield ("stage 0 without the absent", EIGHT, *put(eight, (7, "stage 0"), due="7 C4"))
    yield ("another number of persons", EIGHT, *put(eight, (11, "level 5/9 2"), due="11 C6"))
    yield ("a level missing", EIGHT, *put(eight, (12, None), due="12 C6"))
    yield ("a level too many", EIGHT, *put(eight, (12, eight[11] + "\nlevel 1 1"), due="13 C6"))
    yield ("maximin ends with its level", EIGHT, *put(
        eight, (4, "objective maximin"), (8, None), (9, None), due="accepted"))
    yield ("maximin goes on", EIGHT, *put(eight, (4, "objective maximin"), due="8 C4"))
    yield ("a weight that is not in lowest terms", EIGHT, *put(
        eight, (5, "panel 2/6 1:1 2:1 4:2"), due="5 C0"))
    yield ("a multiplier 0", EIGHT, *put(eight, (7, "stage 1/3 2:0 3:1"), due="7 C0"))
    yield ("a leading zero", EIGHT, *put(eight, (7, "stage 1/3 3:01"), due="7 C0"))
    yield ("rows in another order", EIGHT, *put(eight, (9, "stage 2/3 5:1 1:-2"), due="9 C0"))
    yield ("a space too many", EIGHT, *put(eight, (7, "stage  1/3 3:1"), due="7 C0"))
    yield ("the weights are not 1 together", EIGHT,
           *put(eight, (6, "panel 1/3 2:2 3:1 4:1"), due="6 C7"))
    yield ("no end", EIGHT, eight[:-1], "12 C0")
    yield ("a line behind the end", EIGHT, eight + ["end"], "13 C0")
    yield ("a line that goes on too early", EIGHT,
           *put(eight, (7, "stage 1/3\n+ 3:1"), due="8 C0"))
    yield ("a line that goes on without a word", EIGHT,
           *put(eight, (7, eight[6] + "\n+"), due="8 C0"))
    yield ("a long number", EIGHT, long_numbers(eight), "accepted")
    yield ("a long number that is another", EIGHT,
           [line.replace("3:1000", "3:-1000") for line in long_numbers(eight)], "8 C5")
    yield ("a long line that has room", EIGHT,
           *put(eight, (7, "stage 1/3 3:1" + "0" * 1200), due="7 C0"))
    yield ("a number of 20,000 digits", EIGHT,
           *put(eight, (7, "stage 1/3\n+ 3:" + "7" * 20000), due="accepted"))
    yield ("a number of 20,001 digits", EIGHT,
           *put(eight, (7, "stage 1/3\n+ 3:" + "7" * 20001), due="8 C0"))

    yield ("the cut proven by a branch", CUT,
           cut[:5] + ["branch row 2 0", "leaf 1 2:1 4:1", "leaf 2 2:1 4:1 6:1"] + cut[6:],
           "accepted")
    yield ("its second half missing", CUT,
           cut[:5] + ["branch row 2 0", "leaf 1 2:1 4:1"] + cut[6:], "8 C0")
    yield ("a leaf without a multiplier", CUT, *put(cut, (6, "leaf 2 2:1 4:1"), due="6 C2"))
    yield ("a branch outside of its bounds", CUT,
           *put(cut, (6, "branch row 2 1\n" + cut[5]), due="6 C2"))
    yield ("a branch of the whole", CUT,
           *put(cut, (6, "branch row 7 1\n" + cut[5]), due="6 C1"))
    yield ("a cut that is not true", CUT, *put(cut, (5, "cut 0 2:1 3:1 4:1"), due="6 C2"))
    yield ("a cut of itself", CUT, *put(cut, (6, "leaf 1 8:1"), due="6 C1"))
    yield ("a cut downwards", CUT, *put(cut, (10, "stage 1/3 8:-1"), due="10 C0"))
    yield ("the whole in the place of the cut", CUT, *put(cut, (10, "stage 1/3 7:1"),
                                                          due="10 C5"))

    yield ("an absent who is not proven", ABSENT, *put(absent, (6, "leaf 1 4:1"), due="6 C2"))
    yield ("a panel with an absent", ABSENT, *put(absent, (9, "panel 1/3 1:1 2:1"), due="9 C3"))
    yield ("the stage of the absent missing", ABSENT, *put(absent, (11, None), due="11 C4"))
    yield ("the stage of the absent with a multiplier", ABSENT,
           *put(absent, (11, "stage 0 6:1"), due="11 C4"))
    yield ("absent ones in another order", ABSENT,
           *put(absent, (5, "absent 3"), (7, "absent 2"), due="7 C0"))
    yield ("level 0 with multipliers in the place of absent ones", ABSENT,
           *put(absent[:4] + absent[8:], (7, "stage 0 6:1"), due="accepted"))
    yield ("no end of the first half", NONE, *put(none, (6, "empty 2:-1 4:-1"), due="6 C2"))
    yield ("signs exchanged", NONE, *put(none, (6, none[6]), due="6 C2"))
    yield ("a leaf for an empty", NONE, *put(none, (6, "leaf 1 2:-1 4:-1 6:1"), due="accepted"))
    yield ("none where there are panels", CUT,
           none[:4] + none[4:], "6 C2")


def main(path):
    """Prints the results; 1 if one is not what is due."""
    eight, cut, absent, none = examples(path)
    failed = 0
    tests = [("the certificate of 8.1", EIGHT, eight, "accepted"),
             ("the certificate of 8.2", CUT, cut, "accepted"),
             ("the certificate of 8.3.1", ABSENT, absent, "accepted"),
             ("the certificate of 8.3.2", NONE, none, "accepted")]
    tests += changes(eight, cut, absent, none)
    for number, (what, problem, lines, due) in enumerate(tests, 1):
        found = judge("\n".join(lines).split("\n"), problem)
        failed += found != due
        print("%sok %d - %s: %s" % ("" if found == due else "not ", number, what, due))
        if found != due:
            print("# it is %s" % found)
    print("1..%d" % len(tests))
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
