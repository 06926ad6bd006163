#!/usr/bin/env python3
"""Makes small dossiers with the program, by docs/verifier/tests/dossiers.py.

    make.py PLAY FOLDER COUNT [SEED [KIND]]

PLAY is the program as a server (play.c).  Prints NAME=FOLDER of each dossier made, for
mutations.py; some that were thought of are refused, as they should be, and take no number.
"""

import os
import random
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "docs", "verifier", "tests"))

import dossiers  # noqa: E402  pylint: disable=wrong-import-position

# Of 20: those with keys cost ten times as much as the others.
KINDS = ("draw",) * 8 + ("count",) * 8 + ("draw-signed",) * 3 + ("count-signed",)


class Server:
    """Stands for dossiers.run."""

    def __init__(self, play, output):
        """Starts the program once."""
        self.output = output
        self.process = subprocess.Popen([play, output], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def run(self, _, *arguments, ok=(0,)):
        """One command: what it says, or Refused."""
        self.process.stdin.write("\t".join(arguments).encode("utf-8") + b"\n")
        self.process.stdin.flush()
        status = int(self.process.stdout.readline())
        with open(self.output, "rb") as opened:
            said = opened.read()
        if status not in ok:
            raise dossiers.Refused(said.decode("utf-8", "replace"))
        return said

    def end(self):
        """Closes the program."""
        self.process.stdin.close()
        self.process.wait()


def main(play, folder, count, seed="1", only=None):
    """Makes as many dossiers as are asked for."""
    server = Server(play, os.path.join(folder, "said"))
    dossiers.run = server.run
    made = number = 0
    while made < int(count):
        number += 1
        name = "d%s.%d" % (seed, number)
        rng = random.Random(name)
        kind, stage = rng.choice(KINDS), 3 if rng.random() < 0.85 else rng.randint(0, 2)
        if only:
            kind, stage = only, 3
        try:
            public, _ = dossiers.make(None, os.path.join(folder, name), rng, kind, stage)
        except dossiers.Refused:
            continue
        shutil.rmtree(os.path.join(folder, name, "private"))
        print("%s=%s" % (name, public))
        made += 1
    server.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
