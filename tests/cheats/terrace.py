"""The panel of fixtures/terrace as a cheat plays it, and makes it again.

The program plays an honest dossier. `remade` edits files of one and makes all the rest agree:
counts, levels, deviation, hashes, the number and its panel, chain, signatures and sums.txt.
An honest dossier made again is the same, byte for byte.
"""

import collections
import copy
import json
import os
import re
import subprocess
import tempfile
from fractions import Fraction

from forge import FIXTURES, H, SQUARE, digest, key, read_folder, signature, sums, uv
from judge import URNE

TERRACE = os.path.join(FIXTURES, "terrace")
ROLES = ["clerk", "observer1"]
ENTRIES = ("00-announce.txt", "20-pool-commit.txt", "21-pool-reveals.txt",
           "22-panel-result.txt")
COMMIT, REVEALS, RESULT = ENTRIES[1:]
DAYS = ("01", "02", "05", "06", "20")
# As the files follow from one another.
ORDER = ("quotas.txt", "pool-open.txt", "pool.txt", "panels.txt", "counts.txt", COMMIT, REVEALS,
         "pool-seed-input.txt", RESULT)


def text_of(name):
    """A file of fixtures/terrace."""
    with open(os.path.join(TERRACE, name), encoding="utf-8") as opened:
        return opened.read()


POOL, QUOTAS, POOL_KEY = (text_of(name) for name in (
    "respondents.csv", "quotas.csv", "pool-key.txt"))


class Dossier:
    """A public folder, and the files that accredited observers receive, if any."""

    def __init__(self, public, opened):
        self.public, self.opened = public, opened
        self.chances = None     # of each person, once they are asked for


def play(publication="sealed", pool=POOL, quotas=QUOTAS, pool_key=POOL_KEY, dice=None,
         ceremony=None, prior=None, month="2026-09", end=None, **rules):
    """A whole panel, sealed or open, signed by clerk and observer; `end` is `close`, or `abort`
    in the place of a result, and `rules` are other members of panel.json."""
    where, usual, thrown = {"sealed": ("", "0011223344556677", "417"),
                            "open": ("open/", "ffeeddccbbaa9988", "083920117465520938471112"),
                            }[publication]
    said = json.loads(text_of(where + "panel.json"))
    said.update(rules, keys={role: "%s/keys/%s.pub" % (SQUARE, role) for role in ROLES},
                sign={kind: ROLES for kind in ("pool-commit", "pool-reveals", "panel-result")})
    dice = dice or thrown
    steps = [("init", "d", "--rules", "panel.json", "--ceremony", ceremony or usual + usual[::-1],
              *(("--prior", prior) if prior else ())),
             ("panel", "seal", "d", "--pool", "pool.csv", "--quotas", "quotas.csv",
              "--pool-key", "key.txt"), ("reveal", "d", dice, dice), ("panel", "draw", "d")]
    if end:
        steps[4 if end == "close" else 3:] = [
            (end, "d", *(("--reason", "other") if end == "abort" else ()))]
    with tempfile.TemporaryDirectory() as work:
        for name, text in (("panel.json", json.dumps(said)), ("pool.csv", pool),
                           ("quotas.csv", quotas), ("key.txt", pool_key)):
            with open(os.path.join(work, name), "w", encoding="utf-8") as out:
                out.write(text)
        for day, step in zip(DAYS, steps):
            subprocess.run([URNE, *step, "--quiet", "--time", "%s-%sT08:00:00Z" % (month, day)],
                           cwd=work, check=True)
            sign(work + "/d/public")
        shown = work + "/d/private/opened"
        return Dossier(read_folder(work + "/d/public"),
                       read_folder(shown) if os.path.isdir(shown) else {})


def sign(public):
    """Signs what is there, as those who must do before the next step."""
    for entry in ENTRIES[1:]:
        for role in ROLES:
            name = os.path.join(public, entry)
            if os.path.exists(name) and not os.path.exists("%s.%s.minisig" % (name, role)):
                subprocess.run([URNE, "sign", name, "--role", role, "--key", "%s/keys/%s.key" % (
                    SQUARE, role), "--quiet"], check=True)


# ---- what follows from what ----


def quotas_of(files):
    """quotas.txt, read."""
    note = uv.Note(files["quotas.txt"], "quotas")
    uv.read_quotas(note)
    return note.value


def people_of(files):
    """The features and household of each person, as words."""
    if "pool-open.txt" in files:
        return [line.split()[3:] for line in files["pool-open.txt"].decode().splitlines()
                if line.startswith("person ")]
    return [line.split()[1:] for line in files["pool.txt"].decode().splitlines()]


def panels_of(files):
    """The persons of each panel, whatever the order of panels."""
    panels = {}
    for line in files["panels.txt"].decode().splitlines():
        if line.startswith("panel "):
            number, *persons = line.split()[1:]
            panels.setdefault(number, []).extend(map(int, persons))
    return list(panels.values())


def salts_of(files):
    """CSALT of each panel, none where counts are not sealed one by one."""
    return re.findall("(?m)^counts [0-9]+ (.*)$", files.get("pool-open.txt", b"").decode())


def numbers_of(files, panels):
    """How many of each feature there are on panels."""
    people, features = people_of(files), len(quotas_of(files)["features"])
    found = []
    for panel in panels:
        have = [0] * features
        for person in panel:
            for feature in people[person - 1][:-1] if person <= len(people) else ():
                have[int(feature) - 1] += 1
        found.append(have)
    return found


def counts_of(files, panels):
    """The counts of panels, some hidden (pool-1 §6.4)."""
    quotas = quotas_of(files)
    return [uv.shown(have, quotas).decode() for have in numbers_of(files, panels)]


def chances_of(files):
    """The chance of each person by the certificate."""
    quotas = quotas_of(files)
    people = [uv.features_of([word.encode() for word in one], quotas)
              for one in people_of(files)]
    features, own = quotas["features"], [one for one, _ in people]
    if quotas["households"] == b"yes":
        features, own = uv.with_households(quotas["size"], features, people)
    types = uv.Types(quotas["size"], features, own)
    found = uv.Certificate(files["panel-proof.txt"], types)
    return [Fraction(found.sums[t], types.many[t] * found.scale)
            for t in (types.number[one] for one in own)]


def levels_of(files, chances):
    """The `deviation` and the groups of `level` of 20 (pool-1 §5.4, §6.7)."""
    panels = panels_of(files)
    times = collections.Counter(person for panel in panels for person in panel)
    worst = max(abs(Fraction(times[n], len(panels)) - chance)
                for n, chance in enumerate(chances, 1))
    levels = [(chance, chances.count(chance)) for chance in sorted(set(chances))]
    return worst, uv.grouped(levels, quotas_of(files)["kmin"])


def line(text, word, value):
    """The text with another line of a keyword, where it has one."""
    return re.sub("(?m)^%s .*$" % word, "%s %s" % (word, value), text)


def mend_pool_open(text, files):
    """The opening names the certificate."""
    return line(text, "proof", digest(files["panel-proof.txt"]))


def mend_pool(text, files):
    """Commitments to the features; under open those are the file itself."""
    opened = re.findall("(?m)^person [0-9]+ ([0-9a-f]+) (.*)$",
                        files.get("pool-open.txt", b"").decode())
    if not opened:
        return text
    return "".join("%s %s\n" % (pid, H("urne/1 features", *one)) for pid, one in zip(
        re.findall("(?m)^([0-9a-f]{64}) ", text), opened))


def mend_counts(_, files):
    """The counts of the panels that there are, or what commits to them."""
    lines = counts_of(files, panels_of(files))
    salts = salts_of(files)
    if salts:
        lines = [H("urne/1 counts", *one) for one in zip(salts, lines)]
    return "".join(one + "\n" for one in lines)


def mend_commit(text, files):
    """The seal of the files that there are."""
    pool = files["pool.txt"].splitlines(True)
    worst, levels = levels_of(files, files["chances"])
    for word, value in (
            ("rules", digest(files["quotas.txt"])), ("panels", digest(files["panels.txt"])),
            ("pool", "%d %s %s" % (len(pool), uv.merkle_root(pool).hex(),
                                   digest(files["pool.txt"]))),
            ("counts", digest(files["counts.txt"])), ("deviation", worst),
            ("proof", digest(files["panel-proof.txt"])),
            ("opened", digest(files.get("pool-open.txt", b"")))):
        text = line(text, word, value)
    said = "".join("level %s %s %d\n" % tuple(one) for one in levels)
    return re.sub("(?m)(^level .*\n)+", said, text)


def mend_seed(text, files):
    """The seed of this seal and this throw."""
    values = re.search("(?m)(^[0-9]+ .*\n)+", files[REVEALS].decode())[0]
    return re.sub("(?m)(^[0-9]+ .*\n)+", values, line(text, "commit", digest(files[COMMIT])))


def mend_result(text, files):
    """The panel that seed or dice give."""
    quotas, seed = quotas_of(files), digest(files["pool-seed-input.txt"])
    panels = panels_of(files)
    if quotas["number"] == b"seed":
        number = uv.randint(uv.sub_seed(seed, "panel"), "number", quotas["lottery"], 0)[0]
    else:
        number = int(re.search(b" d10 ([0-9]+)\n", files[REVEALS])[1]) % quotas["lottery"]
    pids = files["pool.txt"].decode().splitlines()
    salts = salts_of(files)
    return "".join((
        text[:text.index("seed ")], "seed %s\npanel %d\n" % (seed, number),
        "salt %s\n" % salts[number] if salts else "",
        *("count %d %s\n" % one
          for one in enumerate(counts_of(files, [panels[number]])[0].split(), 1)),
        *("member %d %d %s\n" % (place, person, pids[person - 1].split()[0])
          for place, person in enumerate(panels[number], 1)), "end\n"))


MENDS = {"pool-open.txt": mend_pool_open, "pool.txt": mend_pool, "counts.txt": mend_counts,
         COMMIT: mend_commit, "pool-seed-input.txt": mend_seed, RESULT: mend_result}


def remade(honest, edits=None, still=(), held=ROLES):
    """A dossier with files edited: `edits` are functions of the text of a file, `still` the
    files that nothing mends, `held` the roles whose keys the cheat has: signatures of others
    stay."""
    made, edits = copy.copy(honest), dict(edits or {})
    files = {**honest.opened, **honest.public}
    honest.chances = honest.chances or chances_of(files)
    files["chances"] = honest.chances
    for name in ("panel-proof.txt", *ORDER):
        if name not in files:
            assert name not in edits, name
            continue
        text = files[name].decode()
        if name not in still:
            text = MENDS.get(name, lambda text, _: text)(text, files)
            if name in ENTRIES:
                text = line(text, "prev", digest(files[ENTRIES[ENTRIES.index(name) - 1]]))
        if name in edits:
            before, text = text, edits[name](text)
            assert text != before, name
        files[name] = text.encode()
    for name in ENTRIES[1:]:
        for role in held:
            files["%s.%s.minisig" % (name, role)] = signature(files[name], name, role)
    made.opened = {name: files[name] for name in honest.opened}
    made.public = sums({name: files[name] for name in honest.public})
    return made


def panels_text(text, panels):
    """panels.txt with these panels, in their order (pool-1 §5.3)."""
    head = text[:text.index("panel ")]
    digits = len(str(len(panels) - 1))
    return head + "".join("panel %0*d %s\n" % (digits, number, " ".join(map(str, panel)))
                          for number, panel in enumerate(panels)) + "end\n"


NOTICE = {role: key(role).text for role in ROLES}
