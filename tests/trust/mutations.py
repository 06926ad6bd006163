#!/usr/bin/env python3
"""Makes the list of mutations of some dossiers, the same every time (README.md).

    mutations.py [--every | --one] [--bytes N] [--from NAME] NAME=FOLDER[=SEAL] ...

Of every dossier: each line dropped, doubled and swapped with the next, each file removed,
renamed, exchanged with others and taken from the other dossiers, the roles and the
signatures exchanged, the times of entries traded, and N single bytes by chance.  Dossiers
named by --from only give files.  --every flips every byte, and renames each file to every
other; --one makes one mutation by chance of each dossier.  @FILE has arguments, one a line.
"""

import argparse
import random
import sys

import dossier

MODES = ("plain", "mended", "rechained")
MASKS = (0x01, 0x02, 0x10, 0x20, 0x80)
WORDS = (b"", b"-", b"0", b"1", b"2", b"7", b"01", b"1000001", b"9007199254740991",
         b"9007199254740992", b"none", b"end", b"household", b"commit", b"result", b"clerk",
         b"observer1", b"lot", b"mes", b"greedy", b"balanced", b"missing", b"0" * 64, b"f" * 64,
         b"2026-02-29", b"2023-09-14T08:00:00Z", b"2023-09-15T11:00:03Z",
         b"2026-09-05T16:00:00Z", b"9999-12-31T23:59:59Z", b"V06", b"PASS", b"\xc3\xa9", b"\xff")


def is_entry(name):
    """Whether a file is an entry of the chain."""
    return name[0].isdigit() and name.endswith(".txt")


class Maker:
    """Writes the mutations of one dossier, but for those that change nothing."""

    def __init__(self, name, files, others, first):
        """`others` are dossiers that files may come from, by name."""
        self.name, self.files, self.others, self.number = name, files, others, first
        self.names = sorted(files)

    def put(self, modes, op, name, *words):
        """One line for each mode."""
        words = [str(word) for word in words]
        for mode in modes:
            if mode != "plain" and name == dossier.SUMS and op != "rename":
                continue  # what is mended is sums.txt itself
            if mode == "rechained" and (dossier.is_proof(name) or name == dossier.SUMS):
                continue  # no entry holds its hash
            changed = dossier.mutated(self.files, mode, op, name, words, self.others.get)
            if changed == self.files and op != "none":
                continue
            self.number += 1
            print("m%06d" % self.number, self.name, mode, op, name, *words)

    def lines(self, name):
        """Each line of a file in three ways."""
        count = len(dossier.lines_of(self.files[name]))
        for line in range(1, count + 1):
            self.put(MODES, "drop", name, line)
            self.put(MODES, "double", name, line)
            if line < count:
                self.put(MODES, "swap", name, line)

    def whole(self, name, every):
        """A file removed, renamed, or in the place of another."""
        self.put(MODES, "remove", name)
        place = self.names.index(name)
        for to in ("0.txt", "zz.txt", "98-close.txt", "33-abort.txt", "01-commit.txt.mayor.minisig"):
            self.put(MODES[:2], "rename", name, to)
        for to in self.names[place - 1:place] + self.names * every:
            if to != name:
                self.put(("mended",), "rename", name, to)
        for to in self.names[place + 1:]:
            self.put(MODES[1 - every:], "exchange", name, to)
        for other, files in self.others.items():
            if other != self.name and name in files:
                self.put(MODES[1 - every:], "foreign", name, other)

    def roles(self):
        """The signature of one role under the name of another, where there was none."""
        signatures = [name for name in self.names if name.endswith(".minisig")]
        for name in signatures:
            entry, role = name[:-len(".minisig")].rsplit(".", 1)
            for other in ("clerk", "observer1", "observer2", "custodian", "budget"):
                if other != role:
                    self.put(MODES[:2], "rename", name, "%s.%s.minisig" % (entry, other))

    def times(self):
        """The times of two entries traded."""
        entries = [name for name in self.names if is_entry(name)]
        for one in entries:
            for other in entries:
                if one < other:
                    self.put(MODES, "trade", one, 5, other, 5)

    def some_byte(self, rng, modes=MODES):
        """A byte by chance: files are as likely as they are long."""
        at = rng.randrange(sum(map(len, self.files.values())))
        for name in self.names:
            if at < len(self.files[name]):
                self.put((rng.choice(modes),), "flip", name, at, rng.choice(MASKS))
                return
            at -= len(self.files[name])

    def every_byte(self):
        """Every byte, flipped in one way and one mode each; in turn, so that all meet."""
        turn = 0
        for name in self.names:
            for at in range(len(self.files[name])):
                turn += 1
                self.put((MODES[turn % 3],), "flip", name, at, MASKS[turn % 5])
                if turn % 3 == 2 and (dossier.is_proof(name) or name == dossier.SUMS):
                    self.put(("plain",), "flip", name, at, MASKS[turn % 5])

    def one(self, rng):
        """One mutation by chance, words of other lines among them."""
        name = rng.choice(self.names)
        lines = dossier.lines_of(self.files[name])
        modes = (rng.choice(MODES),)
        op = rng.choice(("field", "field", "field", "drop", "double", "swap", "remove", "byte"))
        line = rng.randrange(len(lines)) + 1 if lines else 0
        if not lines or op == "byte" or op == "swap" and line == len(lines):
            self.some_byte(rng, modes)
        elif op == "remove":
            self.put(modes, op, name)
        elif op == "field":
            fields = lines[line - 1].rstrip(b"\n").split(b" ")
            word = rng.choice(WORDS) if rng.random() < 0.7 else rng.choice(
                rng.choice(lines).rstrip(b"\n").split(b" "))
            self.put(modes, op, name, line, rng.randrange(len(fields)), word.hex() or "-")
        else:
            self.put(modes, op, name, line)

    def all(self, rng, count):
        """Everything, with `count` bytes by chance; all of them if that is None."""
        self.put(("plain",), "none", "-")
        for name in self.names:
            self.lines(name)
            self.whole(name, count is None)
        self.roles()
        self.times()
        if count is None:
            self.every_byte()
        for _ in range(count or 0):
            self.some_byte(rng)


def main(words):
    """Prints the list."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--one", action="store_true")
    parser.add_argument("--bytes", type=int, default=500)
    parser.add_argument("--from", action="append", default=[], dest="givers")
    parser.add_argument("dossier", nargs="+")
    given = parser.parse_args(words)
    folders = [one.split("=") for one in given.dossier]
    for name, folder, *seal in folders:
        print("dossier", name, folder, *(seal or ["-"]))
    files = {name: dossier.load(folder) for name, folder, *_ in folders}
    number = 0
    for name, *_ in folders:
        if name in given.givers:
            continue
        maker = Maker(name, files[name], files, number)
        rng = random.Random(name)
        if given.one:
            maker.put(("plain",), "none", "-")
            while maker.number < number + 2:
                maker.one(rng)
        else:
            maker.all(rng, None if given.every else given.bytes)
        number = maker.number


if __name__ == "__main__":
    main(sys.argv[1:])
