"""Cheats with a panel: its number, its panels, the certificate, the pool, what observers get.

The pool of fixtures/terrace, sealed with a number from three dice, and in the open with a
number from the seed. What only accredited observers see of a sealed pool is `against` the
opened files: without them the folder must pass.
"""

from counts import COUNT
from draws import WHOLE, after, cheat, ended, without
from forge import H, digest, signature, sums, swap
from later import exchanged
from terrace import (COMMIT, NOTICE, POOL, POOL_KEY, QUOTAS, RESULT, REVEALS, Dossier, counts_of,
                     panels_of, panels_text, people_of, play, remade, salts_of)

SEALED, OPEN = play(), play("open")
BY_OBSERVER = "%s.observer1.minisig"
AGREED = "a second observer: without a beacon the throw rests on those who saw it"
ORGANISER = "whoever may see the answers and the pool key"
RESPONDENT = ORGANISER + "; the person, who can be told how to find their line"
OTHER_KEY = "5" * 64 + "\n"


def files_of(made):
    """All files of a dossier."""
    return {**made.opened, **made.public}


def panel(name, made, *fails, **more):
    """A cheat with a panel, read by somebody who has the opened files, if there are any and
    it is of them, of the seal or of nothing that it speaks."""
    honest = SEALED if "pool-open.txt" in made.opened or not made.public.get(
        "panel-proof.txt") else OPEN
    given = more.get("against") or not fails
    cheat(more.pop("item", 16), name, made.public, *fails, poster=honest.public, keys=NOTICE,
          **({"opened": made.opened} if given and honest is SEALED else {}), **more)


def both(name, edits, *fails):
    """The same cheat with the sealed pool and the open one; `edits` is a function of the honest
    dossier."""
    for how, honest in (("sealed", SEALED), ("open", OPEN)):
        panel("%s, %s" % (name, how), remade(honest, edits(honest)), *fails)


def seen(name, edits, *fails, still=()):
    """What everybody sees in the open, and of a sealed pool who has the opened files."""
    for how, honest, more in (("sealed", SEALED, {"against": "opened"}), ("open", OPEN, {})):
        panel("%s, %s" % (name, how), remade(honest, edits(honest), still), *fails, **more)


def by_clerk(made, honest=SEALED):
    """What the clerk can sign alone."""
    return Dossier(sums(dict(made.public, **{
        name: honest.public[name] for name in made.public
        if name.endswith("observer1.minisig")})), made.opened)


def later(name, made, honest=SEALED):
    """A seal made again after the throw: by the clerk alone, and with the observer."""
    panel(name + ", signed by the clerk", by_clerk(made, honest), "V06 " + BY_OBSERVER % COMMIT)
    panel(name + ", the observer agreeing", made, "V04 " + COMMIT, against="seal")


def listed(change):
    """Edits panels.txt: a function of the list of panels that returns another."""
    return {"panels.txt": lambda text: panels_text(text, change(panels_of(
        {"panels.txt": text.encode()})))}


# ---- which panel was drawn ----


def taken(other):
    """Edits of the result: that of another dossier, from the number on."""
    text = other.public[RESULT].decode()
    return {RESULT: lambda own: own[:own.index("panel ", 20)] + text[text.index("panel ", 20):]}


def thrown(old, new):
    """Other dice, and all that follows from them."""
    return remade(SEALED, {REVEALS: swap(" d10 %s$" % old, " d10 " + new)})


OTHER = thrown("417", "418")
IN_RESULT = "V15 " + RESULT
panel("another panel named, sealed", remade(SEALED, taken(OTHER)), IN_RESULT)
panel("another panel named, open", remade(OPEN, taken(play("open", dice="1" * 24))), IN_RESULT)
panel("the dice read from the other end", remade(SEALED, taken(thrown("417", "714"))), IN_RESULT)
both("a member exchanged", lambda _: {RESULT: swap(
    "^member 1 .*", "member 1 1 " + "0" * 64)}, IN_RESULT)
both("a member with the pseudonym of somebody else", lambda honest: {RESULT: swap(
    "^(member 1 [0-9]+) .*", r"\1 " + honest.public["pool.txt"].decode()[-200:].splitlines()[
        -1].split()[0])}, IN_RESULT)
both("a member left out", lambda _: {RESULT: swap("^member 16 .*\n", "")}, IN_RESULT)
both("a member too many", lambda honest: {RESULT: swap(
    "^end", "member 17 1 %s\nend" % honest.public["pool.txt"].decode()[:64])}, IN_RESULT)
both("other counts of the panel", lambda _: {RESULT: swap("^count 1 .*", "count 1 8")}, IN_RESULT)
panel("counts opened with a salt that was not sealed", remade(SEALED, {RESULT: swap(
    "^salt .*", "salt " + "7" * 64)}), IN_RESULT)
panel("a count shown that kmin hides", remade(SEALED, {RESULT: swap(
    "^count 3 -", "count 3 4")}), IN_RESULT)
panel("the counts of the panel not opened", remade(SEALED, {RESULT: swap("^salt .*\n", "")}),
      IN_RESULT)
panel("a number from other dice, signed by the clerk", by_clerk(OTHER),
      "V06 " + BY_OBSERVER % REVEALS)
panel("a number from other dice, the only observer agreeing", OTHER, control=AGREED)
panel("the throw of the draw used again, the only observer agreeing",
      play("open", dice="9" * 24), control=AGREED + "; the seed differs, since the seal does")
FEW = "V12 " + COMMIT
panel("few dice where the seed gives the number", remade(SEALED, {"quotas.txt": swap(
    "^number dice", "number seed")}), FEW)
panel("dice that do not divide the number of panels", remade(SEALED, {
    COMMIT: swap("^source 1 dice d10 3", "source 1 dice d10 2"),
    REVEALS: swap("^1 dice d10 417", "1 dice d10 41")}), FEW)
panel("two throws, of which one gives the number", remade(SEALED, {
    COMMIT: swap("^end", "source 2 dice d10 3\nend"),
    REVEALS: swap("^end", "2 dice d10 418\nend")}), FEW)
panel("a throw before the pool was sealed", remade(SEALED, {REVEALS: swap(
    "^time .*", "time 2026-09-02T07:59:59Z")}), "V16 " + REVEALS)
CLOSED = play(end="close").public
panel("a close that counts a member too many", Dossier(sums(dict(CLOSED, **{"99-close.txt": swap(
    "^selected 16", "selected 17")(CLOSED["99-close.txt"].decode()).encode()})), {}),
      "V18 99-close.txt")

# ---- files and entries that no panel has ----


def entered(kind, *lines):
    """The sealed dossier with one more entry, signed by both."""
    files, name = dict(SEALED.public), "30-%s.txt" % kind
    files[name] = "".join(one + "\n" for one in (
        "urne/1 " + kind, "ceremony " + "0011223344556677" + "7766554433221100", "seq 4",
        "prev " + digest(files[RESULT]), "time 2026-09-20T08:00:00Z", *lines, "end")).encode()
    for role in ("clerk", "observer1"):
        files["%s.%s.minisig" % (name, role)] = signature(files[name], name, role)
    return Dossier(sums(files), {})


panel("somebody called for a member who declined", entered(
    "replace", "refused 3", "called 5 " + "5" * 64), "V01 30-replace.txt", among=True)
panel("an audit of a roll that there is not", entered(
    "audit", "full yes", "lines 60"), "V01 30-audit.txt", among=True)
for what, name, files in (("a roll", "roll.txt", WHOLE), ("ballots", "ballots.txt", COUNT),
                          ("the seal of a draw", "01-commit.txt", WHOLE),
                          ("the result of a count", "12-tally.txt", COUNT)):
    panel("a panel with %s beside it" % what, Dossier(sums(dict(
        SEALED.public, **{name: files[name]})), {}), "V01 " + COMMIT, among=True)
panel("a receipt of a draw shown for a panel", SEALED, "V28 receipt.txt", receipt=True)

# ---- what was sealed, after the throw ----

SHIFTED = listed(lambda all: all[1:] + all[-1:])
later("a panel left out and one put in, so that the number is of another",
      remade(SEALED, SHIFTED))
MOVED = remade(SEALED, SHIFTED).public["panels.txt"]
panel("a panel left out and one put in, in panels.txt alone",
      Dossier(after(SEALED.public, panels__txt=MOVED), SEALED.opened), IN_RESULT,
      "V22 panels.txt")
ORDERED = ("V15 panels.txt", "V22 panels.txt")
both("panels in another order, so that the number is of another",
     lambda _: listed(lambda all: all[1:] + all[:1]), *ORDERED)
both("somebody twice on a panel",
     lambda _: listed(lambda all: [[*all[0][:2], *all[0][1:-1]]] + all[1:]), *ORDERED)
both("a panel of one more", lambda _: listed(lambda all: [all[0] + [60]] + all[1:]), *ORDERED)
both("a panel of somebody who is not in the pool",
     lambda _: {"panels.txt": swap("^(panel 0+ .*) [0-9]+$", r"\1 61")}, "V22 panels.txt")
SMALLER = play(pool=POOL[:POOL.rindex("\n", 0, -1) + 1])
LARGER = play(pool=POOL + "R999;Nouvelle;Venue;1 rue Neuve;femme;60+;Plaine\n")
later("a person put in the pool", LARGER)
later("a person taken out of the pool", SMALLER)
later("other quotas", play(quotas=QUOTAS.replace("femme;7;9", "femme;6;9")))
later("a lower kmin", play(kmin=1))
later("a pool in the open, made of a sealed one", play(
    "open", ceremony="00112233445566777766554433221100", dice="3" * 24))
POOLS = SEALED.public["pool.txt"]
panel("a person put in pool.txt alone", Dossier(
    after(SEALED.public, pool__txt=POOLS + b"f" * 64 + b" " + b"0" * 64 + b"\n"), {}),
      "V10 pool.txt")
panel("the last person taken out of pool.txt alone", Dossier(
    after(SEALED.public, pool__txt=POOLS[:-130]), {}), "V10 pool.txt", "V22 panels.txt",
      among=True)
panel("a person twice in the pool, found as such", Dossier(
    after(SEALED.public, pool__txt=POOLS + POOLS[-130:]), {}), "V09 pool.txt", "V10 pool.txt")
panel("kmin lowered in quotas.txt alone", Dossier(after(
    SEALED.public, quotas__txt=SEALED.public["quotas.txt"].replace(b"kmin 5", b"kmin 1")), {}),
      "V07 quotas.txt")
FIRST = people_of(files_of(OPEN))[0]
assert FIRST == ["2", "4", "6", "-"]
panel("features of a person changed in pool.txt alone", Dossier(after(
    OPEN.public, pool__txt=OPEN.public["pool.txt"].replace(b" 2 4 6 -", b" 1 4 6 -", 1)), {}),
      "V10 pool.txt", "V22 panels.txt")

# ---- panels that no panel may be, before the seal ----


def houses(people):
    """The persons of each household."""
    homes = {}
    for number, (*_, home) in enumerate(people, 1):
        homes.setdefault(home, []).append(number)
    return [found for home, found in homes.items() if home != "-"]


def together(honest):
    """The panels of a dossier, one with two of a household: for somebody of the same
    features, so that its counts stay."""
    people, all_panels = people_of(files_of(honest)), panels_of(files_of(honest))
    for number, own in enumerate(all_panels[:200]):
        for one, other in [pair[::way] for pair in houses(people) for way in (1, -1)]:
            for gone in own:
                if one in own and gone != one and other not in own and (
                        people[gone - 1][:-1] == people[other - 1][:-1]):
                    return sorted(all_panels[:number] + all_panels[number + 1:] + [
                        sorted([other if n == gone else n for n in own])])
    raise AssertionError("no such panel")


def unbalanced(honest, number=0):
    """The panels of a dossier, one with another person, so that a quota is broken and every
    panel keeps its number."""
    people, panels = people_of(files_of(honest)), panels_of(files_of(honest))
    own = panels[number]
    for gone in reversed(own):
        for other in set(range(1, len(people) + 1)) - set(own):
            changed = sorted([other if n == gone else n for n in own])
            sexes = [people[n - 1][0] for n in changed]
            all_panels = panels[:number] + [changed] + panels[number + 1:]
            if not 7 <= sexes.count("1") <= 9 and all_panels == sorted(all_panels):
                return all_panels
    raise AssertionError("no such panel")


def beautified(honest):
    """The counts of that panel as those of the one that it was."""
    files = files_of(honest)
    counts, salts = counts_of(files, panels_of(files)[:1])[0], salts_of(files)
    first = H("urne/1 counts", salts[0], counts) if salts else counts
    return lambda text: first + text[text.index("\n"):]


panel("a panel that breaks a quota, open", remade(OPEN, listed(lambda _: unbalanced(OPEN))),
      "V22 counts.txt")
panel("a panel that breaks a quota, sealed", remade(SEALED, listed(
    lambda _: unbalanced(SEALED))), "V22 panels.txt", against="opened")
panel("a panel that breaks a quota drawn, sealed", remade(SEALED, listed(
    lambda _: unbalanced(SEALED, 417))), IN_RESULT)


def misstated(was, said):
    """The counts of the panel drawn sealed untrue, and opened as they were sealed."""
    files = files_of(SEALED)
    counts = counts_of(files, panels_of(files)[417:418])[0]
    assert counts.startswith(was), counts
    false = H("urne/1 counts", salts_of(files)[417], said + counts[len(was):])

    def seal(text):
        lines = text.splitlines(True)
        return "".join([*lines[:417], false + "\n", *lines[418:]])
    return remade(SEALED, {"counts.txt": seal, RESULT: swap("^count 1 .*\ncount 2 .*", (
        "count 1 %s\ncount 2 %s" % tuple(said.split())))})


panel("counts of the panel drawn sealed untrue, not of so many", misstated("9 7", "8 7"),
      IN_RESULT)
panel("counts of the panel drawn sealed untrue, within the quotas", misstated("9 7", "8 8"),
      "V22 counts.txt", against="opened")
seen("a panel that breaks a quota, its counts made good", lambda honest: {
    **listed(lambda _: unbalanced(honest)), "counts.txt": beautified(honest)}, "V22 panels.txt")
seen("two of one household on a panel", lambda honest: listed(lambda _: together(honest)),
     "V22 panels.txt")
panel("counts of a panel sealed untrue, open", remade(OPEN, {"counts.txt": swap(
    "^9 7", "8 8")}), "V22 counts.txt")
panel("counts of a panel sealed untrue, sealed", remade(SEALED, {"counts.txt": swap(
    "^.*", "0" * 64)}), "V22 counts.txt", against="opened")

# ---- the certificate, and what is said of it ----

CERTIFICATE = "V22 panel-proof.txt"
LOWEST = {"sealed": play(objective="maximin"), "open": play("open", objective="maximin")}
for how, worse in LOWEST.items():
    more = {"against": "opened"} if how == "sealed" else {}
    AS_BEST = {"quotas.txt": swap("^objective maximin", "objective leximin")}
    panel("the certificate of another objective, " + how, remade(worse, AS_BEST), CERTIFICATE,
          **more)
    panel("a worse lottery certified as the fairest, " + how, remade(worse, {
        **AS_BEST, "panel-proof.txt": AS_BEST["quotas.txt"]}), CERTIFICATE, **more)
PROOF = "panel-proof.txt"
for what, edit in (
        ("a level that is too good", swap("^(stage|level) 2/11", r"\1 3/16", 2)),
        ("weights exchanged, to favour somebody", swap(
            "^panel 2/11( .*\npanel) 27/143 ", r"panel 27/143\1 2/11 ")),
        ("weights that are more than 1 together", swap("^panel 2/11", "panel 3/11")),
        ("somebody called absent who is not", swap("^(panel)", r"absent 1\nleaf 1 3:1\n\1")),
        ("a stage left out", swap("^stage .*\n", "")),
        ("a panel that breaks a quota", swap("^(panel 2/11) 1:1", r"\1 1:2"))):
    seen("a certificate with " + what, lambda _, edit=edit: {PROOF: edit}, CERTIFICATE)
seen("levels embellished at the seal", lambda _: {COMMIT: swap(
    "^level 2/11 2/11", "level 3/16 3/16")}, "V22 " + COMMIT)
seen("a deviation embellished at the seal", lambda _: {COMMIT: swap(
    "^deviation .*", "deviation 0")}, "V22 " + COMMIT)
panel("levels told apart that kmin puts together", remade(SEALED, {COMMIT: swap(
    "^level 137/429 151/429 6", "level 137/429 137/429 3\nlevel 151/429 151/429 3")}),
      "V22 " + COMMIT, against="opened")
panel("no certificate in the open", Dossier(without(OPEN.public, PROOF), {}), CERTIFICATE)
panel("the certificate of a sealed pool published", Dossier(sums(dict(
    SEALED.public, **{PROOF: SEALED.opened[PROOF]})), {}), CERTIFICATE)
panel("the opening of a sealed pool published", Dossier(sums(dict(
    SEALED.public, **{"pool-open.txt": SEALED.opened["pool-open.txt"]})), {}),
      "V01 pool-open.txt")
panel("the certificate of a sealed pool named as in the open", remade(SEALED, {
    COMMIT: swap("^opened", "proof")}), "V22 panel-proof.txt")
ALIKE = remade(OPEN, listed(lambda all: all[:1] * len(all)))
panel("panels that are all the same", ALIKE,
      control="the deviation, which stands in 20 and which a verifier says")
panel("a lottery of a single panel", play("open", lottery=1),
      control="the number of panels, which stands in quotas.txt")

# ---- what accredited observers receive ----

OPENING = ("V11 pool-open.txt", "V22 pool-open.txt")


def handed(**changes):
    """The sealed dossier with other opened files."""
    files = {**SEALED.opened, **{name.replace("_", "-") + ".txt": data
                                 for name, data in changes.items()}}
    return Dossier(SEALED.public, {name: data for name, data in files.items() if data})


FEATURES = swap("^(person 1 [0-9a-f]+) 2 4 6", r"\1 1 4 6")
panel("an opening with other features than were sealed",
      remade(SEALED, {"pool-open.txt": FEATURES}, still=("pool.txt",)), *OPENING,
      against="opened")
panel("an opening made after the seal", handed(pool_open=FEATURES(
    SEALED.opened["pool-open.txt"].decode()).encode()), *OPENING, against="opened")
panel("an opening of all but one", remade(SEALED, {
    "pool-open.txt": swap("^person 60 .*\n", "")}, still=("pool.txt", "counts.txt")), *OPENING,
      against="opened")
panel("no opening for observers", handed(pool_open=None), *OPENING, against="opened")
panel("no certificate for observers", handed(panel_proof=None), CERTIFICATE, against="opened")
panel("a certificate made after the seal", handed(panel_proof=swap("^stage .*\n", "")(
    SEALED.opened[PROOF].decode()).encode()), CERTIFICATE, against="opened")
OTHER_POOL = play(ceremony="cd" * 16, pool_key=OTHER_KEY, dice="111",
                  title="Une autre convention")
panel("the opened files of another honest panel", Dossier(SEALED.public, OTHER_POOL.opened),
      *OPENING, against="opened")

# ---- again, and before the seal ----

ABORTED = play(end="abort")


def again(**other):
    """A pool sealed a month after another."""
    return play(**{"ceremony": "cd" * 16, "pool_key": OTHER_KEY, "month": "2026-10", **other})


END = digest(ABORTED.public["30-abort.txt"])
AGAIN = again(prior=END)
AFTER_DRAW = again(prior=ended(WHOLE), body="Hameau d'Exemple")
panel("a pool sealed twice, the nicer lottery kept", again(),
      control="whoever has the first seal; V20, if the first was published")
panel("a pool sealed again, and the first one denied", again(), "V20 00-announce.txt",
      prior=ABORTED.public)
panel("a pool sealed again under the same pool key", again(prior=END, pool_key=POOL_KEY),
      "V20 " + COMMIT, prior=ABORTED.public)
panel("a respondent invented before the seal", LARGER, control=ORGANISER)
panel("a respondent left out before the seal", SMALLER, control=RESPONDENT)
panel("one person twice before the seal", play(pool=POOL + POOL.splitlines()[1].replace(
    "R301", "R901") + "\n"), control=ORGANISER)
panel("wrong features of a person before the seal", play(pool=POOL.replace(
    "femme;16-29;Bourg", "homme;16-29;Bourg", 1)), control=RESPONDENT)
panel("a household denied before the seal", play(pool=POOL.replace(
    "4 sente des Vignes", "40 sente des Vignes", 1)), control=RESPONDENT)
exchanged(SEALED.public, OTHER_POOL.public, keys=NOTICE)
