#!/usr/bin/env python3
"""One process: docs/verifier/urne_verify.py over a list of mutations.

    drive.py LIST        one line a mutation: ID DIGEST V01=P V02=F:FILE:ITEM V03=N ...
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "docs", "verifier"))

import dossier  # noqa: E402  pylint: disable=wrong-import-position
import urne_verify  # noqa: E402  pylint: disable=wrong-import-position


def answer(one):
    """`V02=F:roll.txt:line_3`."""
    letter = {"PASS": "P", "FAIL": "F", "NOT-CHECKED": "N"}[one["result"]]
    place = ":%s:%s" % (one["file"], one["item"]) if letter == "F" else ""
    return "%s=%s%s" % (one["id"], letter, place.replace(" ", "_"))


def main(path):
    """Verifies every mutation of the list."""
    for number, files, seal in dossier.read_list(path):
        verifier = urne_verify.Verifier(urne_verify.Folder.of(files), seal)
        print(number, dossier.digest(files), *map(answer, verifier.run()))


if __name__ == "__main__":
    main(sys.argv[1])
