"""Judges every cheat with every verifier; TAP.

    python3 run.py RECEIPT [NAME...]

RECEIPT is that of number 6 of fixtures/square; with NAMEs only the cheats that contain one.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import counts
import draws
import inference
import judge
import later
import panels
from forge import FIXTURES, ROOT, SQUARE, digest, read_folder, write_folder

FOUND = "a sample audit that comes upon the ghost is said"
DEVIATES = "panels that are not near the chances are said"
TOLD = "panels.txt alone tells who is alike"
count, failed = 0, 0


def ok(good, what, *why):
    """One test."""
    global count, failed
    count += 1
    failed += not good
    print("%sok %d - %s" % ("" if good else "not ", count, what))
    for line in why if not good else ():
        print("#   " + line)


def seal(files):
    """The seal of a folder."""
    return digest(next(files[name] for name in ("01-commit.txt", "10-ballots-commit.txt",
                                                "20-pool-commit.txt") if name in files))


def questions(case, path):
    """How the reader of a case asks, and how a reader who compares nothing does."""
    given = {}
    if case.against == "seal":
        given["seal"] = seal(case.poster)
    if case.against == "keys" or not case.fails and case.keys:
        given["keys"] = case.keys
    if not case.fails:
        given["seal"] = seal(case.files)
    if case.receipt:
        given["receipt"] = sys.argv[1]
    if case.prior:
        given["prior"] = path + "-prior"
        write_folder(given["prior"], case.prior)
    if case.opened is not None:
        given["opened"] = path + "-opened"
        write_folder(given["opened"], case.opened)
    alone = case.against or case.receipt or case.prior
    return [judge.Asked(path, **given)] + ([judge.Asked(path)] if alone else [])


def words(found):
    """Failures for people."""
    return ", ".join(" ".join(one) for one in found) or "nothing"


def judged(case, answers):
    """What is wrong with the answers of the verifiers to a case, as lines."""
    wrong, first = [], None
    for name, found in answers.items():
        got = [one[:2] for one in found[0]]
        if not (got == case.fails or case.among and set(case.fails) <= set(got)):
            wrong.append("%s: %s" % (name, words(found[0])))
        first = first or found[0]
        if found[0] != first:
            wrong.append("%s has other items: %s" % (name, words(found[0])))
        if len(found) > 1 and found[1]:
            wrong.append("%s, nothing compared: %s" % (name, words(found[1])))
    return wrong and ["due: " + words(case.fails)] + wrong


def controls(cases, folder):
    """The full check with the roll key finds what public files do not show."""
    def full(public):
        inside = tempfile.mkdtemp(dir=folder) + "/public"
        write_folder(inside, public)
        return subprocess.run(
            [judge.URNE, "audit", "full", "--key", FIXTURES + "/hamlet/roll-key.txt", "--roll",
             FIXTURES + "/hamlet/roll.csv", "--rules", SQUARE + "/rules.json", "--quiet",
             inside], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    ok(full(draws.HONEST) == 0, "the full check of the honest roll says yes")
    for case in cases:
        if case.control == draws.FULL:
            status = full(case.files)
            ok(status == 1, "the full check finds: " + case.name, "exit status %d" % status)
    # What changes no verdict is said.
    write_folder(folder + "/traced", later.traced())
    said = subprocess.run([judge.URNE, "verify", folder + "/traced"], stdout=subprocess.PIPE,
                          check=False)
    ok(said.returncode == 0 and b"THE AUDIT FOUND DIFFERENCES" in said.stdout,
       FOUND, said.stdout.decode())
    write_folder(folder + "/alike", panels.ALIKE.public)
    said = subprocess.run([judge.URNE, "verify", folder + "/alike"], stdout=subprocess.PIPE,
                          check=False)
    ok(said.returncode == 0 and b"OFF THE CHANCES by up to 9/11" in said.stdout, DEVIATES, said.stdout.decode())
    groups, same = inference.told(panels.SEALED)
    print("# panels.txt of the sealed pool: 60 people in %d groups" % groups)
    ok(same and groups < 60, TOLD)


def sound(verifiers, folder):
    """Honest folders pass: else a cheat made of one proves nothing."""
    honest = {"draw": draws.HONEST, "whole ceremony": draws.WHOLE, "other draw": later.OTHER,
              "count": counts.COUNT, "ceremony after an abort": draws.AGAIN,
              "audit": later.AUDITED, "panel": panels.SEALED.public,
              "panel in the open": panels.OPEN.public,
              "panel after an abort": panels.AGAIN.public,
              "panel after a draw": panels.AFTER_DRAW.public}
    before = {"ceremony after an abort": draws.ABORTED,
              "panel after an abort": panels.ABORTED.public,
              "panel after a draw": draws.WHOLE}
    write_folder(folder + "/opened", panels.SEALED.opened)
    asked = []
    for number, (what, files) in enumerate(honest.items()):
        one = judge.Asked("%s/honest-%d" % (folder, number), seal(files))
        if what in before:
            one.prior = one.path + "-prior"
            write_folder(one.prior, before[what])
        if what in ("panel", "panel in the open"):      # in the open they are not read
            one.opened = folder + "/opened"
        write_folder(one.path, files)
        asked.append(one)
    for name, verifier in verifiers.items():
        for what, found in zip(honest, verifier(asked)):
            ok(not found, "%s: an honest %s" % (name, what), words(found))


def named(cases):
    """Every cheat that docs/threat-model.md names is one."""
    with open(os.path.join(ROOT, "docs", "threat-model.md"), encoding="utf-8") as opened:
        names = re.findall(r"`tests/sh/cheats\.t: ([^`]+)`", opened.read())
    listed = [case.name for case in cases] + [FOUND, DEVIATES, TOLD]
    lost = [name for name in names if not any(name in one for one in listed)]
    ok(names and not lost, "the threat model names cheats that there are", *lost)


def main():
    """All of it."""
    cases = [case for case in draws.CASES
             if len(sys.argv) < 3 or any(word in case.name for word in sys.argv[2:])]
    ok(draws.WHOLE == read_folder(SQUARE + "/public"),
       "the forge makes the honest folder, byte for byte")
    for what, one in (("a sealed", panels.SEALED), ("an open", panels.OPEN)):
        again = vars(panels.remade(one))
        ok(again == vars(one), "and %s panel again, byte for byte" % what)
    verifiers, lacking = judge.present()
    folder = tempfile.mkdtemp()
    plan = []
    for number, case in enumerate(cases):
        path = "%s/%d" % (folder, number)
        write_folder(path, case.files)
        plan.append(questions(case, path))
    flat = [one for some in plan for one in some]
    sound(verifiers, folder)
    answers = {}
    for name, verifier in verifiers.items():
        begun = time.process_time() + sum(os.times()[2:4])
        found = verifier(flat)
        spent = time.process_time() + sum(os.times()[2:4]) - begun
        print("# %s: %d readings, %.1f s" % (name, len(flat), spent))
        answers[name] = [[found.pop(0) for _ in some] for some in plan]
    for number, case in enumerate(cases):
        wrong = judged(case, {name: every[number] for name, every in answers.items()})
        ok(not wrong, "%s: %s" % (case.item, case.name), *wrong)
    for name, why in lacking.items():
        ok(True, "%s # SKIP %s" % (name, why))
    if len(cases) == len(draws.CASES):
        controls(cases, folder)
        named(cases)
    shutil.rmtree(folder)
    hidden = [case for case in cases if not case.fails]
    opened = [case for case in cases if case.fails and case.against == "opened"]
    print("# %d cheats, %d of them to be seen in public files, %d more with the files of a panel's "
          "observers, rejected by:" % (len(cases), len(cases) - len(hidden) - len(opened),
                                       len(opened)))
    for name, every in answers.items():
        read = [found[0] for case, found in zip(cases, every) if case.fails]
        print("#   %s: %d of %d" % (name, sum(map(bool, read)), len(read)))
    print("# %d not to be seen in public files, and what shows them:" % len(hidden))
    for case in hidden:
        print("#   %s: %s" % (case.name, case.control))
    print("1..%d" % count)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
