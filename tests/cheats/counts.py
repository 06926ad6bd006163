"""Cheats with a count of ballots: the program itself plays it, as a cheat would.

Three projects of 100 and 200 to spend: A has three votes, B and C have two each, so that a lot
decides between them.
"""

import functools
import json
import os
import re
import subprocess
import tempfile

from draws import CLERK, cheat
from forge import DICE, SQUARE, digest, key, read_folder, signature, sums, swap
from judge import URNE
from later import exchanged

BALLOTS = """META
key;value
description;Budget
country;France
unit;Valbreuil
num_projects;3
num_votes;5
budget;200
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
A;100;Arbres
B;100;Bancs
C;100;Cinéma
VOTES
voter_id;vote
v1;A,B
v2;A,C
v3;A
v4;B
v5;C
"""
ROLES = ["clerk", "observer1"]
ENTRIES = ("00-announce.txt", "10-ballots-commit.txt", "11-ballots-reveals.txt", "12-tally.txt")
TIMES = ("2026-09-01", "2026-09-02", "2026-09-05", "2026-09-06")


@functools.lru_cache(None)
def play(ballots=BALLOTS, ties="lot", dice=DICE, ceremony="00112233445566778899aabbccddeeff",
         roll="00"):
    """A whole count; its public folder, signed by clerk and observer."""
    with tempfile.TemporaryDirectory() as work:
        rules = {"urne": "count/1", "body": "Valbreuil", "title": "Budget", "rule": "greedy",
                 "utility": "cardinality", "ties": [ties], "sources": [{"dice": 24}],
                 "keys": {role: "%s/keys/%s.pub" % (SQUARE, role) for role in ROLES},
                 "sign": {kind: ROLES for kind in ("ballots-commit", "ballots-reveals",
                                                   "tally")}}
        for name, text in (("count.json", json.dumps(rules)), ("town.pb", ballots),
                           ("key.txt", roll * 32 + "\n")):
            with open(os.path.join(work, name), "w", encoding="utf-8") as out:
                out.write(text)
        for entry, time, step in zip(ENTRIES, TIMES, (
                ("init", "d", "--rules", "count.json", "--ceremony", ceremony),
                ("ballots", "commit", "d", "town.pb", "--ballot-key", "key.txt"),
                ("reveal", "d", dice, dice), ("tally", "d"))):
            subprocess.run([URNE, *step, "--quiet", "--time", time + "T08:00:00Z"], cwd=work,
                           check=True)
            for role in ROLES:
                if entry != ENTRIES[0]:
                    subprocess.run([URNE, "sign", "d/public/" + entry, "--role", role, "--key",
                                    "%s/keys/%s.key" % (SQUARE, role), "--quiet"], cwd=work,
                                   check=True)
        return read_folder(work + "/d/public")


def by_clerk(files):
    """What the clerk can sign alone: the observer's signatures are those of the honest count."""
    return sums(dict(files, **{name: COUNT[name] for name in files
                               if name.endswith("observer1.minisig")}))


def edited(held=ROLES, **edits):
    """The honest count with files edited, hashed and chained again, signed by those held."""
    files = dict(COUNT)

    def change(name, edit):
        files[name] = edit(files[name].decode()).encode()
    for name, edit in edits.items():
        change(name.replace("__", ".").replace("_", "-"), edit)
    again = [(ENTRIES[2], "prev", ENTRIES[1]), (ENTRIES[3], "prev", ENTRIES[2]),
             (ENTRIES[3], "count", "tally.txt")]
    for name, word, of in again:
        change(name, lambda text: re.sub("(?m)^%s .*" % word,
                                         "%s %s" % (word, digest(files[of])), text))
    for name in ENTRIES[1:]:
        for role in held:
            files["%s.%s.minisig" % (name, role)] = signature(files[name], name, role)
    return sums(files)


COUNT = play()
NOTICE = {role: key(role).text for role in ROLES}
BY_OBSERVER = "%s.observer1.minisig"
STUFFED = BALLOTS.replace("num_votes;5", "num_votes;6") + "v6;B\n"
CHANGED = BALLOTS.replace("v5;C", "v5;B")
DEARER = BALLOTS.replace("C;100", "C;101")
RICHER = BALLOTS.replace("budget;200", "budget;300")


def counted(name, files, *fails, **more):
    """A cheat with a count."""
    cheat(more.pop("item", 13), name, files, *fails, poster=COUNT, keys=NOTICE, **more)


for what, ballots in (("a ballot more", STUFFED), ("the choices of a ballot changed", CHANGED),
                      ("a project made dearer", DEARER), ("a larger budget", RICHER)):
    counted(what + " after the seal, signed by the clerk", by_clerk(play(ballots)),
            "V06 " + BY_OBSERVER % ENTRIES[1])
    counted(what + " after the seal, the observer agreeing", play(ballots),
            "V04 10-ballots-commit.txt", against="seal")
counted("ties by the order of the file, agreed after the dice", by_clerk(play(ties="file")),
        "V06 " + BY_OBSERVER % ENTRIES[1])
counted("other dice, since they decide a tie", by_clerk(play(dice="1" * 24)),
        "V06 " + BY_OBSERVER % ENTRIES[2])
counted("dice thrown again by the clerk and the only observer", play(dice="1" * 24),
        control="a second observer: without a beacon the throw rests on those who saw it")
counted("a ballot more before the seal", play(STUFFED),
        control="the number of voters who signed, and the papers")
LINES = COUNT["ballots.txt"].splitlines(True)
counted("choices changed in ballots.txt alone",
        sums(dict(COUNT, **{"ballots.txt": COUNT["ballots.txt"].replace(b" 3\n", b" 2\n")})),
        "V23 ballots.txt", "V26 tally.txt", "V27 tally.txt")
counted("a ballot put in twice",
        sums(dict(COUNT, **{"ballots.txt": LINES[0] + COUNT["ballots.txt"]})),
        "V23 ballots.txt", among=True)
counted("a ballot put in twice, found as such",
        sums(dict(COUNT, **{"ballots.txt": LINES[0] + COUNT["ballots.txt"]})),
        "V24 ballots.txt", among=True)
SEALED = {name: data for name, data in COUNT.items() if name[:2] not in ("11", "12") and
          name not in ("tally.txt", "tie-seed-input.txt")}
MISCOUNTED = SEALED[ENTRIES[1]].replace(b"received 5", b"received 6")
counted("more ballots received than valid and set aside",
        sums(dict(SEALED, **{ENTRIES[1]: MISCOUNTED}, **{
            "%s.%s.minisig" % (ENTRIES[1], role): signature(MISCOUNTED, ENTRIES[1], role)
            for role in ROLES})), "V24 10-ballots-commit.txt")
# The lot falls on B, number 2; C, number 3, is as expensive and as much wanted.
assert b" -> 2 lot " in COUNT["tally.txt"]
counted("a project too many",
        edited(tally__txt=lambda text: text.replace(
            "\nselected 1 2\ncost 20000\n", "\nselected 1 2 3\ncost 30000\n"),
               **{"12_tally__txt": lambda text: text.replace("cost 20000", "cost 30000").replace(
                   "end\n", "selected 3 3\nend\n")}), "V26 tally.txt")
counted("a project too many in the announced result alone",
        edited(**{"12_tally__txt": swap("^end", "selected 3 3\nend")}), "V26 12-tally.txt")
counted("another project in the announced result alone",
        edited(**{"12_tally__txt": swap("^selected 2 2", "selected 2 3")}), "V26 12-tally.txt")


def turned(text):
    """The lot falls on C, in every line that follows from it."""
    for old, new in (("fund 2 2 ", "fund 2 3 "), (" -> 2 lot ", " -> 3 lot "),
                     ("won 2 taken 2 10000 - -\nlost 3 left 3 0 - -\n",
                      "lost 2 left 2 0 - -\nwon 3 taken 3 10000 - -\n"),
                     ("selected 1 2\n", "selected 1 3\n")):
        assert old in text, old
        text = text.replace(old, new)
    return text


counted("a tie decided by hand",
        edited(tally__txt=turned, **{"12_tally__txt": swap("^selected 2 2", "selected 2 3")}),
        "V26 tally.txt", "V27 tally.txt")
counted("a tie left out of the trace",
        edited(tally__txt=swap(r"^tie .*\n", "")), "V26 tally.txt", "V27 tally.txt")
counted("a throw before the seal",
        edited(**{"11_ballots_reveals__txt": swap("^time .*", "time 2026-09-02T08:00:00Z")}),
        "V16 11-ballots-reveals.txt")
exchanged(COUNT, play(CHANGED, ceremony="cd" * 16, dice="2" * 24, roll="11"), keys=NOTICE)
