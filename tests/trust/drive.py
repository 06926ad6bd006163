#!/usr/bin/env python3
"""One process: docs/verifier/urne_verify.py over a list of mutations.

    drive.py LIST        one line a mutation: ID DIGEST V01=P V02=F:FILE:ITEM V03=N ...
"""

import functools
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "docs", "verifier"))

import dossier  # noqa: E402  pylint: disable=wrong-import-position
import urne_verify  # noqa: E402  pylint: disable=wrong-import-position


class Disk:
    """Stands for the module `os` in the verifier: one folder, in memory."""

    def __init__(self):
        """No files yet."""
        self.files = {}

    def __getattr__(self, name):
        """All else is that of the system."""
        return getattr(os, name)

    def listdir(self, _):
        """The names, as the verifier asks for them."""
        return [os.fsencode(name) for name in self.files]

    def read(self, path, most):
        """Stands for urne_verify.read_file."""
        data = self.files[os.fsdecode(os.path.basename(path))]
        if len(data) > most:
            raise ValueError("too large")
        return data


def answer(one):
    """`V02=F:roll.txt:line_3`."""
    letter = {"PASS": "P", "FAIL": "F", "NOT-CHECKED": "N"}[one["result"]]
    place = ":%s:%s" % (one["file"], one["item"]) if letter == "F" else ""
    return "%s=%s%s" % (one["id"], letter, place.replace(" ", "_"))


def main(path):
    """Verifies every mutation of the list."""
    disk = Disk()
    urne_verify.os, urne_verify.read_file = disk, disk.read
    # What a signature or the beacon says of the same bytes is the same.
    for name in ("ed_verify", "ed_key", "beacon_verify"):
        setattr(urne_verify, name, functools.lru_cache(None)(getattr(urne_verify, name)))
    for number, files, seal in dossier.read_list(path):
        disk.files = files
        results = urne_verify.verify("folder", seal).results
        print(number, dossier.digest(files), *map(answer, results))


if __name__ == "__main__":
    main(sys.argv[1])
