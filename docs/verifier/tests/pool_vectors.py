"""The vectors of pool-1 §12, computed from the fixture by the text of pool-1 alone.

    pool_vectors.py FIXTURE          prints them, as they stand in the document
"""

import csv
import hashlib
import hmac
import os
import sys


def fields(*values):
    return "".join(value + "\n" for value in values).encode()


def digest(*values):
    return hashlib.sha256(fields(*values)).hexdigest()


def mac(key, *values):
    return hmac.new(key, fields(*values), hashlib.sha256).hexdigest()


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def root(lines):
    """RFC 6962 §2.1."""
    if len(lines) == 1:
        return hashlib.sha256(b"\x00" + lines[0]).digest()
    k = 1
    while 2 * k < len(lines):
        k *= 2
    return hashlib.sha256(b"\x01" + root(lines[:k]) + root(lines[k:])).digest()


def main(fixture):
    public = os.path.join(fixture, "public")
    key = bytes.fromhex(read(fixture, "pool-key.txt").decode().strip())
    with open(os.path.join(fixture, "respondents.csv"), encoding="utf-8", newline="") as file:
        ids = [row[0] for row in csv.reader(file, delimiter=";")][1:]
    pids = {}
    for name in ids:
        msalt = mac(key, "urne/1 msalt", name)
        pids[digest("urne/1 member", msalt, name)] = (name, msalt)
    pool = read(public, "pool.txt").splitlines(True)
    if sorted(pids) != [line.decode().split()[0] for line in pool]:
        sys.exit("pool.txt is not of these people")
    first = min(pids)
    name, msalt = pids[first]
    person = read(fixture, "opened", "pool-open.txt").decode().splitlines()[3].split(" ", 3)
    fsalt = mac(key, "urne/1 fsalt", name)
    csalt = mac(key, "urne/1 csalt", "417")
    result = read(public, "22-panel-result.txt").decode().splitlines()
    counts = " ".join(line.split()[2] for line in result if line.startswith("count "))
    vectors = [
        ("pool key, commitment", digest("urne/1 poolkey", key.hex())),
        ("msalt of %s" % name, msalt),
        ("PID of %s, line 1 of pool.txt" % name, first),
        ("fsalt of %s" % name, fsalt),
        ("commitment to %s" % person[3], digest("urne/1 features", fsalt, person[3])),
        ("csalt of panel 417", csalt),
        ("commitment to its counts", digest("urne/1 counts", csalt, counts)),
        ("root", root(pool).hex()),
        ("seal", hashlib.sha256(read(public, "20-pool-commit.txt")).hexdigest()),
        ("seed", hashlib.sha256(read(public, "pool-seed-input.txt")).hexdigest()),
    ]
    if person[2] != fsalt or pool[0].decode().split()[1] != vectors[4][1] or \
            read(public, "counts.txt").splitlines()[417].decode() != vectors[6][1]:
        sys.exit("the fixture has other values")
    for words, value in vectors:
        print("%-32s %s" % (words, value))
    for folder in ("public", "opened"):
        for file in sorted(os.listdir(os.path.join(fixture, folder))):
            data = read(fixture, folder, file)
            print("%-24s %6d  %s" % (file, len(data), hashlib.sha256(data).hexdigest()))


if __name__ == "__main__":
    main(sys.argv[1])
