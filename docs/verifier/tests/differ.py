#!/usr/bin/env python3
"""Compares urne_verify.py with the program `urne` on dossiers by chance.

    python3 differ.py [--dossiers N] [--mutations M] [--seed S] [--only draw|count|signed]
                      [--urne PROGRAM] [--keep FOLDER] [--words]

Each dossier is verified as it is, then after M changes of one file each: a line dropped,
doubled or swapped with the next, a byte changed, a word replaced.  In half of them sums.txt
is made to fit again, in some the hashes and the chain as well.  Compared are the 28 verdicts
with their files and items; with --words also codes and words.  Exit status 1 if any differ.
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


def read_folder(path):
    """The files of a folder."""
    found = {}
    for name in os.listdir(path):
        with open(os.path.join(path, name), "rb") as opened:
            found[name] = opened.read()
    return found


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


def rechain(files):
    """Makes the hashes in the entries fit again, from the first to the last."""
    count = "10-ballots-commit.txt" in files
    chain = (["00-announce.txt", "10-ballots-commit.txt", "11-ballots-reveals.txt",
              "12-tally.txt"] if count else
             ["00-announce.txt", "01-commit.txt", "02-reveals.txt", "03-result.txt"])
    chain += sorted(name for name in files if name[:1] in "3456789" and name.endswith(".txt"))
    if count:
        sealed = (("rules", "count-rules.txt", 1), ("projects", "projects.txt", 2),
                  ("ballots", "ballots.txt", 3))
        seed = "tie-seed-input.txt"
    else:
        sealed = (("rules", "rules.txt", 1), ("roll", "roll.txt", 3))
        seed = "seed-input.txt"
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


def mutate(rng, files):
    """One change of one file; returns what it was."""
    if "count-rules.txt" in files and rng.random() < float(os.environ.get("TIES", "0.1")):
        set_line(files, "count-rules.txt", b"ties", rng.choice((
            b"-", b"max-votes", b"min-cost", b"min-cost max-votes", b"lot", b"file", b"id")))
        rechain(files)
        return "ties count-rules.txt"
    name = rng.choice(sorted(files))
    how = rng.choice(("drop", "double", "swap", "flip", "flip", "word", "word", "word",
                      "file"))
    data = files[name]
    lines = data.split(b"\n")
    place = rng.randrange(max(1, len(lines) - 1))
    if how == "drop":
        del lines[place]
    elif how == "double":
        lines.insert(place, lines[place])
    elif how == "swap" and place + 1 < len(lines):
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    elif how == "word":
        fields = lines[place].split(b" ")
        field = rng.randrange(len(fields))
        if rng.random() < 0.2 and len(lines) > 1:
            fields[field] = rng.choice(rng.choice(lines).split(b" "))
        else:
            fields[field] = rng.choice(WORDS)
        if rng.random() < 0.1:
            fields.insert(field, rng.choice(WORDS))
        lines[place] = b" ".join(fields)
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
            files[rng.choice(("roll.txt", "notes.txt", ".hidden", "tally.txt", "30-abort.txt",
                              "31-rekey.txt", "99-close.txt", "beacon.txt", "tie-beacon.txt",
                              "00-announce.txt.clerk.minisig", "rules.txt.a.minisig"))] = data
        else:
            files[name] = data + rng.choice((b"\n", b"x", b"end\n", b" ", b"\0"))
        return "%s %s" % (how, name)
    files[name] = b"\n".join(lines)
    return "%s %s line %d" % (how, name, place + 1)


def compare(program, path, options, words):
    """Both programs on one folder; returns what differs, as a text, and both answers."""
    command = [program, "verify", path, "--json", "--lang", "en"]
    for name, value in options.items():
        command += ["--" + name, value]
    done = subprocess.run(command, capture_output=True, check=False)
    try:
        theirs = json.loads(done.stdout.decode("utf-8", "replace"))
        theirs["checks"]
    except (ValueError, KeyError):
        return "urne: status %d, %r" % (done.returncode, done.stdout[:200]), None
    if os.environ.get("CODES"):
        with open(os.environ["CODES"], "a") as o:
            for c in theirs["checks"]: o.write(c["code"]+" "+c["why"]+"\n")
    given = dict(options)
    if "key" in given:
        given["keys"] = dict([given.pop("key").split("=", 1)])
    verifier = urne_verify.verify(path, **given)
    ours = urne_verify.as_json(verifier)
    found = []
    for mine, other in zip(ours["checks"], theirs["checks"]):
        keys = ["id", "result", "file", "item"] + (["code", "why"] if words else [])
        if any(mine[key] != other[key] for key in keys):
            found.append("    urne   %s\n    python %s" % (
                " | ".join(other[key] for key in keys), " | ".join(mine[key] for key in keys)))
    for key in ours:
        if key != "checks" and ours[key] != theirs.get(key):
            found.append("    %s: urne %s, python %s" % (key, theirs.get(key), ours[key]))
    urne_verify.as_lines(verifier, "fr")
    return "\n".join(found), theirs


def main(words):
    """Makes the dossiers and the changes, and reports."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=20)
    parser.add_argument("--mutations", type=int, default=5)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", choices=("draw", "count", "signed"))
    parser.add_argument("--urne", default=os.environ.get("URNE", "build/release/urne"))
    parser.add_argument("--keep")
    parser.add_argument("--words", action="store_true")
    given = parser.parse_args(words)
    program = os.path.abspath(given.urne)
    work = tempfile.mkdtemp(prefix="urne-differ.")
    seen, failures = collections.Counter(), 0

    def judge(path, title, options):
        nonlocal failures
        try:
            found, theirs = compare(program, path, options, given.words)
        except Exception as error:  # pylint: disable=broad-except
            found, theirs = "    exception: %r" % error, None
        seen["verified"] += 1
        if theirs:
            seen["answer " + theirs["answer"]] += 1
            for check in theirs["checks"]:
                seen[check["id"] + " " + check["result"]] += 1
        if found:
            failures += 1
            print("%s\n%s" % (title, found), flush=True)
            if given.keep:
                keep = os.path.join(given.keep, "%d" % failures)
                shutil.rmtree(keep, ignore_errors=True)
                shutil.copytree(path, keep)

    number = 0
    while seen["dossiers"] < given.dossiers:
        number += 1
        kind = given.only or ("draw" if number % 2 else "count")
        name = "%s.%s.%d" % (kind, given.seed, number)
        rng = random.Random(name)
        stage = 3 if rng.random() < 0.85 else rng.randint(0, 2)
        folder = os.path.join(work, name)
        try:
            public = getattr(dossiers, "make_" + kind)(program, folder, rng, stage)
        except dossiers.Refused:
            seen["not made"] += 1
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(folder + ".in", ignore_errors=True)
            continue
        seen["dossiers"] += 1
        seen["dossiers, " + kind] += 1
        judge(public, name, {})
        files = read_folder(public)
        changed = os.path.join(work, "changed")
        for change in range(given.mutations):
            copy, options = dict(files), {}
            what = mutate(rng, copy)
            if rng.random() < 0.5:
                if rng.random() < 0.5:
                    what += ", chain"
                    rechain(copy)
                what += ", sums"
                resum(copy)
            if kind == "signed" and rng.random() < 0.1:
                role = rng.choice(("clerk", "observer1", "mayor"))
                with open("%s/keys/%s.pub" % (dossiers.SQUARE, rng.choice(
                        ("clerk", "observer1"))), encoding="ascii") as opened:
                    options["key"] = "%s=%s" % (role, opened.read().split("\n")[1])
            if rng.random() < 0.1:
                commit = "10-ballots-commit.txt" if kind == "count" else "01-commit.txt"
                options["seal"] = hashlib.sha256(files.get(commit, b"")).hexdigest()
            seen["changes"] += 1
            write_folder(changed, copy)
            judge(changed, "%s, change %d: %s" % (name, change, what), options)
        if kind != "count" and stage and rng.random() < 0.5:
            receipts(program, folder, public, rng, judge, seen)
        shutil.rmtree(folder)
    shutil.rmtree(work)
    for key in sorted(seen):
        print("%-20s %d" % (key, seen[key]))
    print("agreements %d, disagreements %d" % (seen["verified"] - failures, failures))
    return int(failures > 0)


def receipts(program, folder, public, rng, judge, seen):
    """The receipt of one elector, as it is and changed."""
    path = folder + ".receipt"
    try:
        electors = len(read_folder(public)["roll.txt"].splitlines())
        dossiers.run(program, "receipt", folder, str(rng.randint(1, electors)), "-o", path)
    except dossiers.Refused:
        return
    judge(public, folder + ", receipt", {"receipt": path})
    files = {"receipt": read_folder(os.path.dirname(path))[os.path.basename(path)]} if (
        False) else {"receipt": open(path, "rb").read()}
    for _ in range(4):
        copy = dict(files)
        what = mutate(rng, copy)
        if "receipt" not in copy:
            continue
        with open(path, "wb") as opened:
            opened.write(copy["receipt"])
        seen["receipts changed"] += 1
        judge(public, folder + ", " + what, {"receipt": path})
    os.remove(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
