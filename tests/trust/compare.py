#!/usr/bin/env python3
"""Compares what the drivers printed of one list (README.md).

    compare.py [--agree] LIST NAME=OUTPUT ...

Prints figures as TAP diagnostics, each mutation on which the verifiers differ or that one of
them should not have let through, and exits 1 if there is one.  With --agree a change may
pass: of a folder whose last entry is cut off nobody can tell.
"""

import collections
import re
import sys

import dossier

TOLD = 20  # of each kind of fault, so many are shown in full
BASES = (("00-announce.txt", "01-commit.txt", "02-reveals.txt", "03-result.txt"),
         ("00-announce.txt", "10-ballots-commit.txt", "11-ballots-reveals.txt", "12-tally.txt"),
         ("00-announce.txt", "20-pool-commit.txt", "21-pool-reveals.txt",
          "22-panel-result.txt"))

CUT = "a token less, or an unsigned last entry cut off (transcript-1 §2.6, §14.2)"
FREE = "bytes of a token that its signature does not cover: a version, a name, an algorithm"
TIME = "another time, not before the entry before it, of a last entry without signature"


def is_time(data):
    """A TIME of draw-1 §1.7, by the rules of the calendar."""
    match = re.fullmatch(rb"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", data)
    if not match:
        return False
    year, month, day, hour, minute, second = map(int, match.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return (year > 0 and 1 <= month <= 12 and 1 <= day <= days[month - 1]
            and hour < 24 and minute < 60 and second < 60)


def chain_of(files):
    """The entries of a folder in their order."""
    base = next((base for base in BASES if base[1] in files), BASES[0])
    later = sorted(name for name in files if name[0] in "3456789" and name.endswith(".txt"))
    return [name for name in base if name in files] + later


def time_of(entry):
    """Line 5 without its keyword."""
    return dossier.lines_of(entry)[4][5:-1]


def is_cut(sound, gone):
    """Whether nothing is gone but tokens, or the last later entry with all that stands by it."""
    last = chain_of(sound)[-1]
    if all(name.endswith(".tsr") for name in gone):
        return True
    return last[0] in "3456789" and gone == [name for name in sorted(sound)
                                            if name == last or name.startswith(last + ".")]


def harmless(sound, files, mode):
    """Why a change may pass, or None: what no signature, no chain and no rule binds."""
    if files == sound:
        return "nothing changed"
    changed = [name for name in sorted(set(sound) | set(files))
               if sound.get(name) != files.get(name) and name != dossier.SUMS]
    if mode != "plain" and all(name in sound and name not in files for name in changed):
        return CUT if is_cut(sound, changed) else None
    chain = chain_of(sound)
    last, before = chain[-1], chain[max(len(chain) - 2, 0)]
    signed = any(name.startswith(last + ".") for name in sound)
    if mode == "plain" or signed or changed != [last] or last not in files:
        return None
    ours, theirs = dossier.lines_of(files[last]), dossier.lines_of(sound[last])
    same = ours[:4] + ours[5:] == theirs[:4] + theirs[5:]
    if (same and ours[4].startswith(b"time ") and is_time(time_of(files[last]))
            and time_of(files[last]) >= time_of(sound[before])):
        return TIME
    return None


def is_token_change(sound, files):
    """Whether nothing but a token, and sums.txt, has other bytes.  What of it is bound is for
    who reads tokens to say, and tried bit by bit elsewhere: such a change may pass."""
    return sound.keys() == files.keys() and all(
        name.endswith(".tsr") or name == dossier.SUMS or sound[name] == files[name]
        for name in files)


class Tally:
    """What was counted, and what is wrong."""

    def __init__(self, names, strict):
        """The verifiers by name; whether every change must be refused."""
        self.strict = strict
        self.names, self.seen, self.faults = names, collections.Counter(), collections.Counter()
        self.passed = collections.Counter()

    def fault(self, what, line, *more):
        """One mutation that is not as it should be."""
        self.faults[what] += 1
        if self.faults[what] <= TOLD:
            print("# %s: %s" % (what, line), *("#   %s" % one for one in more), sep="\n")

    def judge(self, line, sound, files, mode, answers):
        """One mutation: each verifier's checks, as lists of `V01=...`."""
        self.seen["mutations"] += 1
        token = any(name.endswith(".tsr") for name in sound | files) or (
            b".tsr\n" in files.get(dossier.SUMS, b""))  # known, if only by its name
        differ = []
        for checks in zip(*answers):
            self.seen["checks"] += 1
            if len(set(checks)) == 1:
                continue
            if token and checks[0].startswith("V17=") and "V17=N" in checks:
                self.seen["declined"] += 1  # transcript-1 §10.1: a verifier may
                continue
            differ.append("  ".join("%s %s" % pair for pair in zip(self.names, checks)))
        if differ:
            self.fault("they differ", line, *differ)
        else:
            self.seen["agreed"] += 1
        reason = harmless(sound, files, mode)
        # Who does not read tokens says so, and cannot refuse for what they say.
        told = token and any("V17=F" in check for checks in answers for check in checks)
        if token and not reason and mode != "plain" and is_token_change(sound, files):
            self.seen["tokens"] += 1
            if not told:
                self.passed[FREE] += 1
                return
        for name, checks in zip(self.names, answers):
            failed = any("=F:" in check for check in checks)
            self.seen["rejected by " + name] += failed
            if failed and reason:
                self.fault("%s refuses what is harmless (%s)" % (name, reason), line)
            elif not failed and told and "V17=N" in checks:
                self.seen["left to V17"] += 1
            elif not failed and not reason and self.strict:
                self.fault(name + " ACCEPTS", line)
        if reason:
            self.passed[reason] += 1


def follow(path, tally, outputs):
    """Goes through the list and all outputs together."""
    dossiers = dossier.Dossiers()
    with open(path, encoding="ascii") as opened:
        for line in opened:
            words = line.split()
            if words[0] == "dossier":
                dossiers.add(*words[1:])
                tally.seen["dossiers"] += 1
                continue
            number, name, mode, op, file, *rest = words
            sound = dossiers.get(name)
            files = dossier.mutated(sound, mode, op, file, rest, dossiers.get)
            answers = [next(output, "").split() for output in outputs]
            heads = {tuple(answer[:2]) for answer in answers}
            if heads != {(number, dossier.digest(files))} or any(
                    len(answer) != 30 for answer in answers):
                tally.fault("they did not verify the same", line.strip(), *sorted(heads))
                continue
            tally.judge(line.strip(), sound, files, mode, [answer[2:] for answer in answers])


def main(path, *given):
    """Prints the comparison; returns the exit status."""
    strict = path != "--agree"
    if not strict:
        path, *given = given
    names = [one.split("=")[0] for one in given]
    tally = Tally(names, strict)
    outputs = [open(one.split("=")[1], encoding="utf-8", errors="replace") for one in given]
    follow(path, tally, outputs)
    for name, output in zip(names, outputs):
        if next(output, None) is not None:
            tally.fault("more answers than mutations", name)
        output.close()
    seen = tally.seen
    if 10 * tally.passed[FREE] > seen["tokens"]:
        tally.fault("too much of a token may change", "%d of %d"
                    % (tally.passed[FREE], seen["tokens"]))
    print("# %d dossiers, %d mutations; rejected by %s; the same answer to every check for %d"
          % (seen["dossiers"], seen["mutations"],
             ", ".join("%s %d" % (name, seen["rejected by " + name]) for name in names),
             seen["agreed"]))
    for reason, count in sorted(tally.passed.items()):
        print("# predicted to pass: %d, %s" % (count, reason))
    print("# of %d checks, V17 was declined in %d; it alone refuses in %d"
          % (seen["checks"], seen["declined"], seen["left to V17"]))
    for what, count in sorted(tally.faults.items()):
        print("# FAULT: %d times, %s" % (count, what))
    return int(bool(tally.faults) or not seen["mutations"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
