#!/usr/bin/env python3
"""Compares urne_verify.py with the program `urne` on dossiers by chance.

    python3 differ.py [--dossiers N] [--mutations M] [--seed S] [--only KIND] [--words]
                      [--urne PROGRAM] [--keep FOLDER] [FOLDER...]

Each dossier is verified as it is, as a container, with a receipt, a panel with what its
observers received too, and after M changes of one file each: a line dropped, doubled or
swapped with the next, a byte changed, a word replaced.
In half of them sums.txt is made to fit again, in half of these the hashes and the chain as
well.  Compared are the 28 verdicts with their files and items, and what is said beside them;
with --words codes and words too.  FOLDERs are public folders that are verified as they are.
Exit status 1 if any differ.
"""

import argparse
import collections
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import dossiers  # noqa: E402
import urne_verify  # noqa: E402

WORDS = (b"0", b"1", b"2", b"-", b"", b"00", b"01", b"9007199254740991", b"9007199254740992",
         b"a", b"A", b"end", b"lot", b"x\xc3\xa9", b"e\xcc\x81", b"\xff", b"\xc2\xa0", b"1 1",
         b"household", b"member", b"0" * 64, b"f" * 64, b"F" * 64, b"2026-02-29",
         b"2026-09-05T16:00:00Z", b"2026-09-01T00:00:00Z", b"9999-12-31T23:59:59Z", b"none",
         b"votes", b"ballots", b"cost", b"points", b"borda", b"mes", b"greedy", b"phragmen",
         b"max-welfare", b"add1", b"keep", b"stop", b"all", b"floor", b"quota", b"balanced",
         b"dhondt", b"satisfaction", b"1:1", b"1,2", b"2,1", b"4.5", b"3", b"7", b"12", b"100")


def read_file(path):
    """The bytes of a file."""
    with open(path, "rb") as opened:
        return opened.read()


def read_folder(path):
    """The files of a folder."""
    return {name: read_file(os.path.join(path, name)) for name in os.listdir(path)}


def write_folder(path, files):
    """A folder with exactly these files."""
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    for name, data in files.items():
        with open(os.path.join(path, name), "wb") as opened:
            opened.write(data)


def digest(data):
    """SHA-256 in hex as bytes."""
    return hashlib.sha256(data).hexdigest().encode("ascii")


def resum(files):
    """Makes sums.txt fit again."""
    files["sums.txt"] = b"".join(digest(data) + b"  " + name.encode("ascii") + b"\n"
                                 for name, data in sorted(files.items())
                                 if name != "sums.txt")


def set_field(files, name, keyword, place, value):
    """Replaces a field of the first line with a keyword, where there is one."""
    lines = files.get(name, b"").split(b"\n")
    for number, line in enumerate(lines):
        fields = line.split(b" ")
        if fields[0] == keyword and len(fields) > place:
            fields[place] = value
            lines[number] = b" ".join(fields)
            files[name] = b"\n".join(lines)
            return


def set_line(files, name, keyword, text):
    """Replaces the fields of the first line with a keyword."""
    lines = files[name].split(b"\n")
    for number, line in enumerate(lines):
        if line.split(b" ")[0] == keyword:
            lines[number] = keyword + b" " + text
            break
    files[name] = b"\n".join(lines)


# By kind: the seed, and what 01 says of a file: keyword, file, field.
SEALED = {
    "draw": ("seed-input.txt", ("rules", "rules.txt", 1), ("roll", "roll.txt", 3)),
    "count": ("tie-seed-input.txt", ("rules", "count-rules.txt", 1),
              ("projects", "projects.txt", 2), ("ballots", "ballots.txt", 3)),
    "panel": ("pool-seed-input.txt", ("rules", "quotas.txt", 1), ("pool", "pool.txt", 3),
              ("panels", "panels.txt", 1), ("counts", "counts.txt", 1),
              ("proof", "panel-proof.txt", 1))}


def rechain(files, opened=None):
    """Makes the hashes in the entries fit again, from the first to the last.

    `opened` are the opened files of a panel.
    """
    kind = next((kind for kind in dossiers.ENTRIES if dossiers.ENTRIES[kind][0] in files), "draw")
    chain = ["00-announce.txt", *dossiers.ENTRIES[kind]]
    chain += sorted(name for name in files if name[:1] in "3456789" and name.endswith(".txt"))
    seed, *sealed = SEALED[kind]
    if opened and "pool-open.txt" in opened:
        if "panel-proof.txt" in opened:
            set_field(opened, "pool-open.txt", b"proof", 1, digest(opened["panel-proof.txt"]))
        set_field(files, chain[1], b"opened", 1, digest(opened["pool-open.txt"]))
    for keyword, name, place in sealed:
        if name in files:
            set_field(files, chain[1], keyword.encode("ascii"), place, digest(files[name]))
    for before, name in zip(chain, chain[1:]):
        if before not in files or name not in files:
            continue
        if name == chain[3] and seed in files and chain[1] in files:
            set_field(files, seed, b"commit", 1, digest(files[chain[1]]))
            set_field(files, seed, b"reveals", 1, digest(files[chain[2]]))
            set_field(files, name, b"seed", 1, digest(files[seed]))
        if name == chain[3] and "tally.txt" in files:
            set_field(files, name, b"count", 1, digest(files["tally.txt"]))
        set_field(files, name, b"prev", 1, digest(files[before]))


# How often the ties of a count are to be broken otherwise.
TIES = float(os.environ.get("TIES", "0.1"))
KINDS = ("draw", "count", "panel", "draw-signed", "draw", "count", "panel-signed",
         "count-signed", "panel")
NAMES = ("roll.txt", "notes.txt", ".hidden", "tally.txt", "30-abort.txt", "31-rekey.txt",
         "30-audit.txt", "31-destroy.txt", "99-close.txt", "beacon.txt", "tie-beacon.txt",
         "00-announce.txt.clerk.minisig", "rules.txt.a.minisig", "00-announce.txt.tsr",
         "03-result.txt.tsr", "roll.txt.tsr", "panel-proof.txt", "pool-beacon.txt", "pool.txt")


def mutate(rng, files):
    """One change of one file; returns what it was."""
    if "count-rules.txt" in files and rng.random() < TIES:
        set_line(files, "count-rules.txt", b"ties", rng.choice((
            b"-", b"max-votes", b"min-cost", b"min-cost max-votes", b"lot", b"file", b"id")))
        rechain(files)
        return "ties count-rules.txt"
    name = rng.choice(sorted(name for name in files
                             if rng.random() < 0.3 or not name.endswith(".minisig")))
    if rng.random() < 0.3:
        name = rng.choice([one for one in sorted(files) if one[:1] in "3456789"
                           and one.endswith(".txt")] or [name])
    how = rng.choice(("drop", "double", "swap", "flip", "flip", "word", "word", "word",
                      "file"))
    data = files[name]
    lines = data.split(b"\n")
    place = rng.randrange(max(1, len(lines) - 1))
    if how == "drop":
        del lines[place]
    elif how == "double":
        lines.insert(rng.choice((place, rng.randrange(len(lines)))), lines[place])
    elif how == "swap" and place + 1 < len(lines):
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    elif how == "word":
        replace_word(rng, lines, place)
    elif how == "flip" and data:
        place = rng.randrange(len(data))
        byte = (rng.choice(b"0123456789abcdef -\n") if rng.random() < 0.5
                else data[place] ^ 1 << rng.randrange(8))
        files[name] = data[:place] + bytes([byte]) + data[place + 1:]
        return "%s %s byte %d" % (how, name, place)
    elif how == "file":
        how = rng.choice(("remove", "cut", "empty", "other", "append"))
        if how == "remove":
            del files[name]
        elif how == "cut":
            files[name] = data[:rng.randrange(len(data) + 1)]
        elif how == "empty":
            files[name] = b""
        elif how == "other":
            files[rng.choice(NAMES)] = data
        else:
            files[name] = data + rng.choice((b"\n", b"x", b"end\n", b" ", b"\0"))
        return "%s %s" % (how, name)
    files[name] = b"\n".join(lines)
    return "%s %s line %d" % (how, name, place + 1)


def replace_word(rng, lines, place):
    """Another word in a line, or one more."""
    fields = lines[place].split(b" ")
    field = rng.randrange(len(fields))
    if rng.random() < 0.2 and len(lines) > 1:
        fields[field] = rng.choice(rng.choice(lines).split(b" "))
    elif fields[field].isdigit() and rng.random() < 0.4:
        fields[field] = b"%d" % max(0, int(fields[field]) + rng.choice((-1, 1)))
    else:
        fields[field] = rng.choice(WORDS)
    if rng.random() < 0.1:
        fields.insert(field, rng.choice(WORDS))
    lines[place] = b" ".join(fields)


def container(files, rng, fault):
    """A container of transcript-1 §19; with `fault` one that keeps it or does not."""
    names, how = sorted(files), rng.randrange(8) if fault else None
    if how == 0:
        names.remove("sums.txt")
    if how == 1:
        names.insert(rng.randrange(len(names)), names.pop())
    if how == 2:
        names.append(names[-1])
    if how == 3:
        files, names = dict(files), names + ["z" + rng.choice(".-A/_z") * rng.randint(1, 70)]
        files[names[-1]] = b"x"
    data = b"urne-bundle/1\n"
    for name in names:
        length = (b"0%d" if how == 4 and rng.random() < 0.3 else b"%d") % len(files[name])
        data += b"file %s %s %s\n%s\n" % (name.encode("ascii"), length, digest(files[name]),
                                         files[name])
    return data + (rng.choice((b"end", b"end\n\n", b"", b"END\n", b"file\nend\n"))
                   if how == 5 else b"end\n")


class Differ:
    """Runs both programs on folders and counts where they differ."""

    def __init__(self, program, work, words, keep):
        """`work` is a folder to write in; folders that differ are copied to `keep`."""
        self.program, self.work, self.words, self.keep = program, work, words, keep
        self.seen, self.failures = collections.Counter(), 0

    def urne(self, path, options):
        """The answer of the program: its status, and the object that it prints."""
        command = [self.program, "verify", path, "--json", "--lang", "en"]
        for name, value in options.items():
            command += ["--" + name, value]
        done = subprocess.run(command, capture_output=True, check=False)
        return done.returncode, json.loads(done.stdout.decode("utf-8", "replace"))

    @staticmethod
    def python(files, options):
        """The answer of the verifier to a folder in memory, with the options of a user."""
        given = dict(options)
        receipt, prior = given.get("receipt"), given.get("prior")
        key = dict(one.split("=", 1) for one in given["key"].split(",")) if "key" in given else {}
        verifier = urne_verify.Verifier(
            urne_verify.Folder.of(files), given.get("seal"), key,
            prior and urne_verify.Verifier(urne_verify.Folder.of(read_folder(prior))),
            receipt and (receipt, read_file(receipt)),
            urne_verify.read_opened(given["opened"]) if "opened" in given else None)
        verifier.run()
        urne_verify.as_lines(verifier, "fr")
        return urne_verify.as_json(verifier)

    def judge(self, title, path, files, options):
        """Both programs on one folder, which `files` holds."""
        try:
            status, theirs = self.urne(path, options)
            if "checks" not in theirs:
                found = "    urne: status %d, %s" % (status, theirs)
            else:
                found = self.compare(theirs, self.python(files, options), status)
        except Exception as error:  # pylint: disable=broad-except
            found, theirs = "    exception: %r" % error, {}
        self.note(title, path, found, theirs)

    def compare(self, theirs, ours, status):
        """What differs, as a text."""
        found, keys = [], ["id", "result", "file", "item"]
        unread = any(one["code"] == "E-PY-001" for one in ours["checks"])
        keys += ["code", "why"] if self.words else []
        for mine, other in zip(ours["checks"], theirs["checks"]):
            if mine["code"] != "E-PY-001" and any(mine[key] != other[key] for key in keys):
                found.append("    urne   %s\n    python %s" % (
                    " | ".join(other[key] for key in keys),
                    " | ".join(mine[key] for key in keys)))
        if set(ours) != set(theirs):
            found.append("    keys: %s" % (set(ours) ^ set(theirs)))
        for key in ours:
            if key != "checks" and ours[key] != theirs.get(key) and not (
                    unread and key == "answer"):
                found.append("    %s: urne %s, python %s" % (key, theirs.get(key), ours[key]))
        if status != (theirs["answer"] == "no"):
            found.append("    status %d" % status)
        return "\n".join(found)

    def container(self, title, path, data):
        """Both programs on a container, sound or not."""
        with open(path, "wb") as opened:
            opened.write(data)
        try:
            status, theirs = self.urne(path, {})
            try:
                ours = self.python(urne_verify.read_container(data), {})
            except urne_verify.Container as refused:
                self.seen["containers refused"] += 1
                found = ("" if "checks" not in theirs and status == refused.args[1]
                         else "    python refuses it: %s" % refused)
            else:
                found = (self.compare(theirs, ours, status) if "checks" in theirs
                         else "    urne refuses it: %s" % theirs)
        except Exception as error:  # pylint: disable=broad-except
            found, theirs = "    exception: %r" % error, {}
        self.note(title, path, found, theirs)

    def note(self, title, path, found, theirs):
        """Counts a comparison, and shows it if it differs."""
        self.seen["verified"] += 1
        if "answer" in theirs:
            self.seen["answer " + theirs["answer"]] += 1
        for check in theirs.get("checks", ()):
            self.seen[check["id"] + " " + check["result"]] += 1
        if found:
            self.failures += 1
            print("%s\n%s" % (title, found), flush=True)
            if self.keep:
                keep = os.path.join(self.keep, "%d" % self.failures)
                shutil.rmtree(keep, ignore_errors=True)
                os.makedirs(self.keep, exist_ok=True)
                (shutil.copytree if os.path.isdir(path) else shutil.copyfile)(path, keep)

    def changes(self, name, files, rng, number, received):
        """A dossier after changes of one file each; `received` are the opened files."""
        changed = os.path.join(self.work, "changed")
        for change in range(number):
            copy, opened, options = dict(files), dict(received), {}
            target = opened if opened and rng.random() < 0.4 else copy
            what = mutate(rng, target)
            while rng.random() < 0.3 and target:
                what += ", " + mutate(rng, target)
            if rng.random() < 0.5:
                if rng.random() < 0.5 or target is opened:
                    what += ", chain"
                    rechain(copy, opened)
                what += ", sums"
                resum(copy)
            if received and (target is opened or rng.random() < 0.7):
                options["opened"] = os.path.join(self.work, "opened")
                write_folder(options["opened"], opened)
            if "signed" in name and rng.random() < 0.1:
                role = rng.choice(("clerk", "observer1", "mayor"))
                key = read_file("%s/keys/%s.pub" % (dossiers.SQUARE, rng.choice(
                    ("clerk", "observer1")))).decode("ascii").split("\n")[1]
                options["key"] = "%s=%s" % (role, key)
            if rng.random() < 0.1:
                commit = [files[one[0]] for one in dossiers.ENTRIES.values() if one[0] in files]
                options["seal"] = digest((commit + [b""])[0]).decode("ascii")
            self.seen["changes"] += 1
            write_folder(changed, copy)
            self.judge("%s, change %d: %s" % (name, change, what), changed, copy, options)

    def containers(self, name, public, files, rng):
        """A dossier as a container, that changed, and one made here with some fault."""
        path = os.path.join(self.work, "bundle.urne")
        dossiers.run(self.program, "bundle", public, "-o", path, "--force")
        data = read_file(path)
        if data != container(files, rng, False):
            self.failures += 1
            print(name + ": not the container that the specification describes")
        self.container(name + ", container", path, data)
        copy = {"file": data}
        what = mutate(rng, copy)
        if "file" in copy:
            self.container("%s, container: %s" % (name, what), path, copy["file"])
        self.container(name + ", container made", path, container(files, rng, True))

    def receipts(self, name, folder, files, rng):
        """The receipt of one elector, as it is and changed."""
        path = folder + ".receipt"
        electors = len(files["roll.txt"].splitlines())
        try:
            dossiers.run(self.program, "receipt", folder, str(rng.randint(1, electors)), "-o",
                         path)
        except dossiers.Refused:
            return
        self.judge(name + ", receipt", folder + "/public", files, {"receipt": path})
        data = read_file(path)
        for _ in range(4):
            copy = {"receipt": data}
            what = mutate(rng, copy)
            if "receipt" not in copy:
                continue
            with open(path, "wb") as opened:
                opened.write(copy["receipt"])
            self.seen["receipts changed"] += 1
            self.judge("%s, receipt: %s" % (name, what), folder + "/public", files,
                       {"receipt": path})

    def dossier(self, name, kind, mutations):
        """A dossier by chance in all its forms; False if it could not be made."""
        rng = random.Random(name)
        stage = 3 if rng.random() < 0.85 else rng.randint(0, 2)
        folder = os.path.join(self.work, name)
        try:
            public, prior = dossiers.make(self.program, folder, rng, kind, stage)
        except dossiers.Refused as refused:
            self.seen["not made"] += 1
            self.seen["not made: " + str(refused).split("\n", 1)[0][-60:]] += 1
            return False
        self.seen["dossiers"] += 1
        self.seen["dossiers, " + kind] += 1
        files = read_folder(public)
        self.judge(name, public, files, {})
        if prior:
            self.judge(name + ", prior", public, files, {"prior": prior})
        received = {}
        if os.path.isdir(folder + "/private/opened"):
            received = read_folder(folder + "/private/opened")
            self.judge(name + ", opened", public, files,
                       {"opened": folder + "/private/opened"})
        self.changes(name, files, rng, mutations, received)
        if mutations:
            self.containers(name, public, files, rng)
        if "roll.txt" in files and mutations:
            self.receipts(name, folder, files, rng)
        return True


def main(words):
    """Makes the dossiers and the changes, and reports."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=20)
    parser.add_argument("--mutations", type=int, default=5)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", choices=dossiers.KINDS)
    parser.add_argument("--urne", default=os.environ.get("URNE", "build/release/urne"))
    parser.add_argument("--keep")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("folders", nargs="*")
    given = parser.parse_args(words)
    # In memory where there is such a folder: the program sees to it that files reach the disk.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    work = tempfile.mkdtemp(prefix="urne-differ.", dir=memory)
    differ = Differ(os.path.abspath(given.urne), work, given.words, given.keep)
    for folder in given.folders:
        differ.judge(folder, folder, read_folder(folder), {})
    number = made = 0
    while made < given.dossiers:
        kind = given.only or KINDS[number % len(KINDS)]
        number += 1
        name = "%s.%s.%d" % (kind, given.seed, number)
        made += differ.dossier(name, kind, given.mutations)
        for made_here in os.listdir(work):
            if made_here.startswith(name):
                path = os.path.join(work, made_here)
                (shutil.rmtree if os.path.isdir(path) else os.remove)(path)
    shutil.rmtree(work)
    for key in sorted(differ.seen):
        print("%-20s %d" % (key, differ.seen[key]))
    print("agreements %d, disagreements %d" % (differ.seen["verified"] - differ.failures,
                                               differ.failures))
    return int(differ.failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
