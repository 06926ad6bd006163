"""A public folder held in memory, and what may be done to it.

The three drivers (drive.c, drive.py, drive.mjs) each apply a list of mutations, written by
mutations.py, by code of their own; the digest that each prints shows that they verified the
same bytes.  README.md defines the list.
"""

import hashlib
import os
import re

SUMS = "sums.txt"


def sha256(data):
    """SHA-256 in hex, as bytes."""
    return hashlib.sha256(data).hexdigest().encode("ascii")


def load(path):
    """The files of a folder by name."""
    found = {}
    for name in os.listdir(path):
        with open(os.path.join(path, name), "rb") as opened:
            found[name] = opened.read()
    return found


def digest(files):
    """16 digits that name the whole folder."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(b"%s %d\n" % (name.encode("ascii"), len(files[name])))
        whole.update(files[name])
    return whole.hexdigest()[:16]


def is_proof(name):
    """Signatures and tokens: nobody makes them again without the key."""
    return name.endswith((".minisig", ".tsr"))


def mend(files):
    """sums.txt fits again, if it is there."""
    if SUMS in files:
        files[SUMS] = b"".join(sha256(files[name]) + b"  " + name.encode("ascii") + b"\n"
                               for name in sorted(files) if name != SUMS)


def rechain(files, sound):
    """Every SHA-256 of a file that another file holds fits again, as far as it can be had
    without a key: round by round, until none is out of date."""
    held = {name: sha256(sound[name]) for name in sorted(sound) if name != SUMS}
    for _ in range(64):
        changed = {}
        for name, old in held.items():
            if name in files and (new := sha256(files[name])) != old:
                changed.setdefault(old, new)
                held[name] = new
        if not changed:
            return
        pattern = re.compile(b"|".join(changed))
        for name in files:
            if name != SUMS and not is_proof(name):
                files[name] = pattern.sub(lambda match: changed[match.group()], files[name])


def lines_of(data):
    """The lines, each with its LF."""
    return re.findall(rb"[^\n]*\n|[^\n]+", data)


def change_lines(op, files, name, words):
    """The operations on lines, of which words[0] is the number, from 1."""
    lines, at = lines_of(files[name]), int(words[0]) - 1
    if op == "drop":
        del lines[at]
    elif op == "double":
        lines.insert(at, lines[at])
    elif op == "swap":
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    elif op == "field":
        fields = lines[at].rstrip(b"\n").split(b" ")
        fields[int(words[1])] = bytes.fromhex(words[2].strip("-"))
        lines[at] = b" ".join(fields) + b"\n"
    files[name] = b"".join(lines)


def apply(files, op, name, words, other):
    """Changes `files`; `other` gives the files of another dossier."""
    if op == "flip":
        data = bytearray(files[name])
        data[int(words[0])] ^= int(words[1])
        files[name] = bytes(data)
    elif op == "remove":
        del files[name]
    elif op == "rename":
        files[words[0]] = files.pop(name)
    elif op == "exchange":
        files[name], files[words[0]] = files[words[0]], files[name]
    elif op == "foreign":
        files[name] = other(words[0])[name]
    elif op == "trade":
        one, two = (lines_of(files[file]) for file in (name, words[1]))
        at, to = int(words[0]) - 1, int(words[2]) - 1
        one[at], two[to] = two[to], one[at]
        files[name], files[words[1]] = b"".join(one), b"".join(two)
    elif op != "none":
        change_lines(op, files, name, words)


def mutated(sound, mode, op, name, words, other):
    """A copy of the folder with one change, and with what a cheat would make fit again."""
    files = dict(sound)
    apply(files, op, name, words, other)
    if mode == "rechained":
        rechain(files, sound)
    if mode != "plain":
        mend(files)
    return files


class Dossiers:
    """The dossiers of a list by name; the last few are kept."""

    def __init__(self):
        """None yet."""
        self.paths, self.seals, self.kept = {}, {}, {}

    def add(self, name, path, seal):
        """A line `dossier`; a seal that was not given is `-`."""
        self.paths[name], self.seals[name] = path, None if seal == "-" else seal

    def get(self, name):
        """The files of one."""
        if name not in self.kept:
            if len(self.kept) > 8:
                self.kept.clear()
            self.kept[name] = load(self.paths[name])
        return self.kept[name]


def read_list(path):
    """Yields (id, files, seal) for every mutation of a list."""
    dossiers = Dossiers()
    with open(path, encoding="ascii") as opened:
        for line in opened:
            words = line.split()
            if words[0] == "dossier":
                dossiers.add(*words[1:])
                continue
            number, dossier, mode, op, name, *rest = words
            files = mutated(dossiers.get(dossier), mode, op, name, rest, dossiers.get)
            yield number, files, dossiers.seals[dossier]
