"""Cheats with a draw: the seal, the roll, the result, keys, times, sources, the beacon.

Each is a folder made with everything consistent but the cheat itself; `cheat` says which
checks must fail, all of them, and with what the reader must compare: `seal` (the poster),
`keys` (the public notice), `opened` (what observers of a panel have), a receipt, a prior folder.
Without that the folder must pass.
"""

from forge import (CHAIN, SECRETS, Elector, Key, Plan, SQUARE_LATER, Dossier, abort, close,
                   digest, hamlet, key, made, replace, signature, sums, swap, uv)

CASES = []
CLERK = ("clerk",)


class Cheat:
    """One folder, what must be found in it and what must be known to find it."""

    def __init__(self, item, name, files, fails):
        self.item, self.name, self.files, self.fails = item, name, files, fails
        self.against, self.receipt, self.prior, self.control = "", False, None, ""
        self.opened = None      # what accredited observers of a panel received
        self.poster, self.keys = HONEST, NOTICE
        self.among = False      # other checks may fail besides


def cheat(item, name, files, *fails, **more):
    """`fails` are "VNN FILE"; none says that public files do not show it.  `more` are other
    members of a Cheat: `control` names what else shows it."""
    assert name not in (one.name for one in CASES), name
    one = Cheat(item, name, files, [tuple(one.split()) for one in fails])
    assert fails or "control" in more, name
    vars(one).update(more)
    CASES.append(one)


DRAWN = Plan()
HONEST = made(DRAWN)
NOTICE = {role: key(role).text for role in DRAWN.roles}
WHOLE = made(DRAWN.change(later=SQUARE_LATER))
HOUSEHOLD = DRAWN.change(dice="%024d" % 1)      # a draw in which number 1 is skipped
BY_OBSERVER = "01-commit.txt.observer1.minisig"


def by_clerk(plan):
    """Signed by the clerk, with the observer's signatures of the honest folder."""
    return made(plan, CLERK, HONEST)


def after(files, **changes):
    """The files with some exchanged, and sums.txt repaired; `_` and `__` stand for `-` and `.`."""
    other = dict(files)
    for name, data in changes.items():
        name = name.replace("__", ".").replace("_", "-")
        if data is None:
            del other[name]
        else:
            other[name] = data
    return sums(other)


def without(files, *names):
    """The files but for some."""
    return sums({name: data for name, data in files.items() if name not in names})


# ---- 1, 2: rules and roll after the dice ----

GHOST = Elector("DURAND", "Personne", "1970-01-01", "Nulle Part", 1, "1", "rue Vide")


def electors(change):
    """A changed list of the electors."""
    listed = hamlet()
    change(listed)
    return listed


def moved(listed):
    """The first elector of Le Bas goes to Le Haut."""
    listed[1].stratum = 1


def lodged(listed):
    """Two electors who live apart become one household."""
    listed[2].value = listed[6].value
    listed[2].open("household=" + listed[2].value)


REMADE = {
    "more seats": DRAWN.change(seats=4),
    "fewer substitutes": DRAWN.change(substitutes=1),
    "another allocation": DRAWN.change(allocation="dhondt"),
    "households no longer told apart": DRAWN.change(household=False),
    "one stratum for two": DRAWN.change(
        names=["Le Haut"], electors=electors(lambda all: [setattr(one, "stratum", 1)
                                                          for one in all])),
    "a ghost on the roll": DRAWN.change(electors=electors(lambda all: all.append(GHOST))),
    "an elector dropped": DRAWN.change(electors=electors(lambda all: all.pop(3))),
    "an elector in another stratum": DRAWN.change(electors=electors(moved)),
    "another roll key, and so other tickets": DRAWN.change(
        electors=hamlet(b"\x01" * 32), rollkey=uv.hex_of_hash("urne/1 rollkey", "01" * 32)),
}
for what, plan in REMADE.items():
    item = 1 if Dossier(plan).files["roll.txt"] == HONEST["roll.txt"] else 2
    cheat(item, what + " after the dice, signed by the clerk", by_clerk(plan),
          "V06 " + BY_OBSERVER)
    cheat(item, what + " after the dice, without the observer",
          made(plan, CLERK), "V06 " + BY_OBSERVER)
    cheat(item, what + " after the dice, the observer agreeing", made(plan),
          "V04 01-commit.txt", against="seal")
cheat(1, "rules.txt alone changed after the dice",
      after(HONEST, rules__txt=HONEST["rules.txt"].replace(b"kmin 1", b"kmin 2")),
      "V07 rules.txt")
REVERSED = DRAWN.change(sort=False, electors=sorted(hamlet(), key=lambda one: one.pid)[::-1])
cheat(2, "the roll in another order, so with other participation numbers", made(REVERSED),
      "V09 roll.txt")
cheat(2, "one line of the roll twice",
      made(DRAWN.change(electors=electors(lambda all: all.append(all[0])))), "V09 roll.txt")
cheat(2, "roll.txt alone stuffed after the dice",
      after(HONEST, roll__txt=b"".join(sorted(HONEST["roll.txt"].splitlines(True) +
                                              [GHOST.line().encode()]))),
      "V10 roll.txt", "V11 rules.txt", "V15 03-result.txt")
cheat(2, "an elector dropped, and one who holds a receipt asks",
      made(DRAWN.change(electors=electors(lambda all: all.pop(3)))), "V28 receipt.txt",
      receipt=True)
cheat(2, "the holder of a receipt moved to another stratum",
      made(DRAWN.change(electors=electors(lambda all: setattr(all[5], "stratum", 1)))),
      "V28 receipt.txt", receipt=True)

# ---- 3, 4: another result ----


def result(plan, *edits):
    """The plan with 03-result.txt edited; clerk and observer sign it."""
    def edit(text):
        for one in edits:
            text = one(text)
        return text
    return made(plan.change(edit={"03-result.txt": edit}))


def seated(number, place, h):
    """A line of the result that puts a number in a place, true in all but that it is due."""
    d = Dossier(DRAWN)
    return "select member %d %d %s %d %s %s" % (
        place, number, d.plan.electors[number - 1].pid, h, d.ticket(number),
        d.attribute(number))


MEMBER = r"^select member %d .*"
cheat(3, "another number in the first seat", result(DRAWN, swap(MEMBER % 1, seated(3, 1, 2))),
      "V15 03-result.txt")
cheat(3, "another number in the last seat", result(DRAWN, swap(MEMBER % 3, seated(2, 3, 1))),
      "V15 03-result.txt")
cheat(3, "a ticket lowered to come first",
      result(DRAWN, swap(MEMBER % 1, seated(3, 1, 2).replace(
          Dossier(DRAWN).ticket(3), "0" * 64))), "V15 03-result.txt")
cheat(3, "the numbers of two seats exchanged",
      result(DRAWN, swap(MEMBER % 2, seated(7, 2, 1)), swap(MEMBER % 3, seated(8, 3, 1))),
      "V15 03-result.txt")
cheat(3, "a number without its elector",
      result(DRAWN, swap(r"^select member 1 6", "select member 1 3")), "V15 03-result.txt")
cheat(3, "a substitute called before a member",
      result(DRAWN, swap(r"^select substitute 5 .*\n", "")), "V15 03-result.txt")
cheat(3, "a seat left empty though electors are left",
      result(DRAWN, swap(r"^select member 3 .*", "short member 1 1")), "V15 03-result.txt")
cheat(3, "a due skip left out", result(HOUSEHOLD, swap(r"^skip member .*\n", "")),
      "V15 03-result.txt")
cheat(3, "a due skip hidden by another household value",
      result(HOUSEHOLD, swap(r"^skip member (.*) household 4 household:[^:]*:",
                             r"select member 3 \1 household:-:"),
             swap(r"^select member 3 8 .*\n", "")), "V15 03-result.txt")
cheat(3, "a skip for the household of somebody else",
      result(HOUSEHOLD, swap("household 4 ", "household 5 ")), "V15 03-result.txt")
cheat(3, "a winner skipped for a household they do not share",
      result(DRAWN, swap(r"^select member 3 (.*) (household.*)",
                         r"skip member \1 household 8 \2")), "V15 03-result.txt")
cheat(3, "a seed that was not thrown",
      result(DRAWN, swap("^seed .*", "seed " + "7" * 64)), "V13 03-result.txt",
      "V15 03-result.txt")
SWAPPED = [swap("^seats 1 2\nseats 2 1", "seats 1 1\nseats 2 2")]
cheat(4, "a seat moved from one stratum to the other", result(DRAWN, *SWAPPED),
      "V15 03-result.txt")
cheat(4, "a seat moved, and filled with the next ticket there",
      result(DRAWN, *SWAPPED, swap(MEMBER % 3, seated(4, 3, 2))), "V15 03-result.txt")
cheat(4, "seats of substitutes moved",
      result(DRAWN, swap("^substitutes 1 1\nsubstitutes 2 1",
                         "substitutes 1 2\nsubstitutes 2 0")), "V15 03-result.txt")
cheat(4, "a stratum counted larger than its lines of the roll",
      made(DRAWN.change(edit={"rules.txt": swap("^stratum 2 3", "stratum 2 6")})),
      "V11 rules.txt", "V15 03-result.txt")
cheat(4, "a stratum below the least size that the rules name", made(DRAWN.change(kmin=4)),
      "V11 rules.txt")

# ---- 5: keys and signatures ----

RESULT = "03-result.txt"


def signed(role, name=RESULT, **how):
    """HONEST with one signature exchanged."""
    return sums(dict(HONEST, **{"%s.%s.minisig" % (name, role):
                                signature(HONEST[name], name, role, **how)}))


def posing(name=RESULT):
    """The clerk's signature that names the observer and has the id of the observer's key."""
    pose = Key("clerk")
    pose.id = key("observer1").id
    real, uv_key = key("observer1").sign, key("observer1")
    uv_key.sign = pose.sign
    forged = signed("observer1", name)
    uv_key.sign = real
    return forged


BY = RESULT + ".observer1.minisig"
cheat(5, "the observer's signatures of two entries exchanged",
      sums(dict(HONEST, **{BY: HONEST["02-reveals.txt.observer1.minisig"],
                           "02-reveals.txt.observer1.minisig": HONEST[BY]})),
      "V06 02-reveals.txt.observer1.minisig")
cheat(5, "the clerk's signature filed as the observer's",
      sums(dict(HONEST, **{BY: HONEST[RESULT + ".clerk.minisig"]})), "V06 " + BY)
cheat(5, "the clerk's signature that says it is the observer's",
      signed("observer1", by="clerk"), "V06 " + BY)
cheat(5, "the clerk's signature under the id of the observer's key", posing(), "V06 " + BY)
cheat(5, "the observer's signature with another trusted comment",
      signed("observer1", said="urne/1 03-result.txt role=observer1 sha256=" + "0" * 64),
      "V06 " + BY)
cheat(5, "the observer's signature for another role",
      signed("observer1", said="urne/1 03-result.txt role=observer2 sha256=" +
             digest(HONEST[RESULT])), "V06 " + BY)
cheat(5, "a role that was never announced", signed("mayor"),
      "V06 03-result.txt.mayor.minisig")
cheat(5, "the signatures of another ceremony of the same day",
      sums({name: made(DRAWN.change(ceremony="f" * 32))[name]
            if name.endswith("observer1.minisig") else data
            for name, data in HONEST.items()}), "V06 " + BY_OBSERVER)
cheat(5, "the observer's signature left out", without(HONEST, BY), "V06 " + BY)
POSED = DRAWN.change(edit={"00-announce.txt": swap(
    "^key observer1 .*", "key observer1 " + key("mayor").text)})
cheat(5, "a key of the clerk announced as the observer's, who did not sign by it",
      by_clerk(POSED), "V06 " + BY_OBSERVER)


def taken_over():
    """Everything signed with a key that the clerk announced as the observer's."""
    files = made(POSED, CLERK)
    for name in [name for name in files if name[:2] in ("01", "02", "03") and
                 name.endswith(".txt")]:
        files[name + ".observer1.minisig"] = signature(files[name], name, "observer1", "mayor")
    return sums(files)


cheat(5, "an observer whose key the clerk made, seen with the public notice", taken_over(),
      "V06 00-announce.txt", against="keys")
cheat(5, "an observer whose key the clerk made, seen with the poster", taken_over(),
      "V04 01-commit.txt", against="seal")
UNBOUND = DRAWN.change(require={kind: ["clerk"] for kind in DRAWN.require})
cheat(5, "an announcement that asks for no observer, made afterwards", made(UNBOUND),
      "V04 01-commit.txt", against="seal")
cheat(5, "signatures required of what is no entry", made(DRAWN.change(
    require=dict(DRAWN.require, **{"audit-plan": ["clerk"]}))), "V02 00-announce.txt", among=True)
cheat(5, "one key for two observers", made(DRAWN.change(edit={"00-announce.txt": swap(
    "^key observer2 .*", "key observer2 " + key("observer1").text)})), "V06 00-announce.txt")
WEAK = "RWQ" + "A" * 8 + "AAB" + "A" * 42      # A is the neutral element: anybody signs
cheat(5, "a key under which anybody can sign", made(DRAWN.change(edit={
    "00-announce.txt": swap("^key observer2 .*", "key observer2 " + WEAK)})),
      "V06 00-announce.txt")
CLOSED_LATE = made(DRAWN.change(later=[close()], edit={
    "99-close.txt": swap("^time .*", "time 2023-10-01T00:00:00Z")}))
cheat(5, "a key after its date",
      sums(dict(CLOSED_LATE, **{"99-close.txt.observer3.minisig": signature(
          CLOSED_LATE["99-close.txt"], "99-close.txt", "observer3")})),
      "V06 99-close.txt.observer3.minisig")

# ---- 6: times ----


def timed(**times):
    """The plan with other times of entries."""
    other = DRAWN.change()
    other.times.update(times)
    return other


cheat(6, "sealed after the throw", made(timed(commit="15T10:00:00")),
      "V16 02-reveals.txt")
cheat(6, "announced after the seal", made(timed(announce="14T08:00:01")),
      "V16 01-commit.txt")
cheat(6, "thrown when the round was known", made(timed(reveals="15T11:00:03")),
      "V16 02-reveals.txt")
cheat(6, "a result before the round", made(timed(result="15T10:59:59")), "V16 03-result.txt")
cheat(6, "a seal too near to the round", made(timed(commit="15T10:00:04", reveals="15T10:30:00")),
      "V16 01-commit.txt")
cheat(6, "a lead below the least", made(DRAWN.change(lead=599)),
      *("V%02d 01-commit.txt" % n for n in (2, 3, 4, 5, 6, 7, 10, 12, 13, 14, 16)))
cheat(6, "a throw backdated by the clerk", by_clerk(timed(reveals="15T09:00:00")),
      "V06 02-reveals.txt.observer1.minisig")
cheat(6, "a throw after the round, backdated by the clerk and the only witness",
      made(DRAWN.change(dice="999999999999999999999999")),
      control="a token of 02-reveals.txt, or a second signature of it")

# ---- 7: dice and contributions ----

OPENED = DRAWN.change(parties={"observer1": "open", "observer2": "open"})
MISSING = DRAWN.change(parties={"observer1": "missing", "observer2": "missing"})
REVEALED = "02-reveals.txt.observer1.minisig"
cheat(7, "other dice", by_clerk(DRAWN.change(dice="9" * 24)), "V06 " + REVEALED)
cheat(7, "an opened contribution called missing", by_clerk(MISSING), "V06 " + REVEALED)
cheat(7, "a contribution opened late", by_clerk(OPENED), "V06 " + REVEALED)
cheat(7, "a contribution withheld, the only witness agreeing", made(MISSING),
      control="the party, who opened it and reads `missing`")
cheat(7, "a contribution opened to another value",
      made(DRAWN.change(parties={"observer1": "0" * 64, "observer2": "missing"})),
      "V12 02-reveals.txt")
cheat(7, "a party left out of the throw", made(DRAWN.change(edit={
    "02-reveals.txt": swap(r"^3 party .*\n", "")})), "V12 02-reveals.txt",
      "V13 seed-input.txt")


def stray(values):
    """The plan whose throw and seed have other values than the seal promises."""
    return made(DRAWN.change(values=values))


cheat(7, "a die less than was sealed", stray(lambda v: [v[0][:-1]] + v[1:]),
      "V12 02-reveals.txt")
cheat(7, "dice with another number of sides",
      stray(lambda v: ["1 dice d6 111111111111111111111111"] + v[1:]), "V12 02-reveals.txt")
cheat(7, "a party dropped from throw and seed", stray(lambda v: v[:2]), "V12 02-reveals.txt",
      "V14 seed-input.txt")
cheat(7, "a party added to the throw", made(DRAWN.change(edit={"02-reveals.txt": swap(
    "^end", "5 party observer3 " + "8" * 64 + "\nend")})), "V12 02-reveals.txt",
      "V13 seed-input.txt")
cheat(7, "a party's name exchanged",
      stray(lambda v: [v[0], v[1].replace("observer1", "observer3"), v[2]]),
      "V12 02-reveals.txt")
cheat(7, "two parties dropped from the seal", by_clerk(DRAWN.change(parties={})),
      "V06 " + BY_OBSERVER)
cheat(7, "one party twice", made(DRAWN.change(edit={
    "01-commit.txt": swap("^source 3 party observer2", "source 3 party observer1")})),
      "V12 02-reveals.txt")
cheat(7, "a die turned in the seed alone",
      made(DRAWN.change(edit={"seed-input.txt": swap("^1 dice d10 0", "1 dice d10 1")})),
      "V13 seed-input.txt")

# ---- 8: the beacon ----

LATER = DRAWN.change(round=DRAWN.round + 20)    # one minute later than the round we have
LATER.times["result"] = "15T12:00:00"
WAITING = made(LATER.change(stage=2))
GENUINE = bytes.fromhex(DRAWN.signature)


def other_chain():
    """The signature of our round by a chain of the cheat's own, whose secret key is 7."""
    x, y = uv.times(7, uv.hash_to_curve(uv.sha(DRAWN.round.to_bytes(8, "big"))))
    return (x | 1 << 383 | (y > uv.P // 2) << 381).to_bytes(48, "big").hex()


BEACON, SEED = "beacon.txt", "seed-input.txt"
cheat(8, "a round that had been made, in the place of the sealed one",
      made(LATER), "V14 beacon.txt")
cheat(8, "the round that suits sealed afterwards", made(DRAWN, CLERK, WAITING),
      "V06 " + BY_OBSERVER)
cheat(8, "beacon.txt of another round than the seal", made(DRAWN.change(edit={
    BEACON: swap(" 657413 ", " 657412 ")})), "V14 beacon.txt")
cheat(8, "seal and beacon of different rounds", made(DRAWN.change(edit={
    "01-commit.txt": swap(" 657413$", " 657414"), }).change(
        times=dict(DRAWN.times, result="15T11:05:00"))), "V13 seed-input.txt",
      "V14 beacon.txt")
for what, wrong in (("one bit flipped", GENUINE[:-1] + bytes([GENUINE[-1] ^ 1])),
                    ("negated", bytes([GENUINE[0] ^ 0x20]) + GENUINE[1:]),
                    ("the point at infinity", b"\xc0" + bytes(47)),
                    ("nothing but zeros", bytes(48)),
                    ("of a chain of the cheat's own", bytes.fromhex(other_chain()))):
    cheat(8, "a signature of the beacon: " + what,
          made(DRAWN.change(signature=wrong.hex())), "V14 beacon.txt")
cheat(8, "another chain named", made(DRAWN.change(chain="0" * 64)), "V14 01-commit.txt")
cheat(8, "a beacon value in the seed that is not the signature's",
      made(DRAWN.change(edit={SEED: swap(r"^(4 drand .*) .*", r"\1 " + "5" * 64)})),
      "V14 seed-input.txt")
UNREADABLE = ["%s seed-input.txt" % check for check in ("V02", "V03", "V05", "V13", "V14")]
cheat(8, "the drand line left out of the seed",
      made(DRAWN.change(edit={SEED: swap(r"^4 drand .*\n", "")})), *UNREADABLE)
cheat(8, "the hash of the throw left out of the seed",
      made(DRAWN.change(edit={SEED: swap(r"^reveals .*\n", "")})), *UNREADABLE)
cheat(8, "the beacon's file left out", without(HONEST, BEACON),
      *("%s beacon.txt" % check for check in ("V02", "V03", "V05", "V14")))
ALONE = DRAWN.change(round=0, parties={})
cheat(8, "a ceremony without the beacon, made afterwards", made(ALONE, CLERK, HONEST),
      "V06 " + BY_OBSERVER)
cheat(8, "contributions without a beacon", made(DRAWN.change(round=0)), "V12 01-commit.txt")
cheat(8, "a beacon that was not sealed", sums(dict(made(ALONE), **{
    BEACON: HONEST[BEACON]})), "V14 beacon.txt")

# ---- 9, 10: again, and elsewhere ----


def next_plan(number, prior, **what):
    """A ceremony of the body a month later, or more."""
    other = DRAWN.change(ceremony="%032x" % number, prior=prior, rollkey="%064x" % number,
                         round=0, parties={}, **what)
    other.month = "2023-%02d-" % (9 + number)
    return other


def ended(files):
    """SHA-256 of the closing entry of a folder."""
    return digest(files[max(name for name in files if name >= "3" and name[2] == "-" and
                            name.endswith(".txt"))])


ABORTED = made(next_plan(1, ended(WHOLE), stage=2, later=[abort("dispute")]))
CUT = made(next_plan(1, ended(WHOLE), stage=2))
AGAIN = made(next_plan(2, ended(ABORTED)))
cheat(9, "a second seal under the same announcement, the observer agreeing",
      made(REMADE["another roll key, and so other tickets"]), "V04 01-commit.txt",
      against="seal")
cheat(9, "an aborted ceremony passed over", made(next_plan(2, ended(WHOLE))),
      "V20 00-announce.txt", prior=ABORTED)
cheat(9, "an aborted ceremony denied", made(next_plan(2, "none")), "V20 00-announce.txt",
      prior=ABORTED)
cheat(9, "a prior ceremony that never ended", AGAIN, "V20 00-announce.txt", prior=CUT)
cheat(9, "begun before the abort", made(next_plan(2, ended(ABORTED)).change(
    month="2023-10-", times=dict(DRAWN.times, announce="13T09:00:00"))), "V20 00-announce.txt",
      prior=ABORTED)
cheat(9, "the roll key of the ceremony before", made(next_plan(2, ended(ABORTED)).change(
    rollkey="%064x" % 1)), "V20 01-commit.txt", prior=ABORTED)
cheat(9, "the aborted ceremony's number again", made(next_plan(2, ended(ABORTED)).change(
    ceremony="%032x" % 1)), "V20 00-announce.txt", prior=ABORTED)
SECOND_VIEW = UNBOUND.change(electors=electors(moved))
cheat(10, "two folders by the clerk alone: the second has another seal", made(SECOND_VIEW),
      "V04 01-commit.txt", against="seal")
cheat(10, "two folders where an observer must sign",
      made(DRAWN.change(electors=electors(moved)), CLERK, HONEST), "V06 " + BY_OBSERVER)
cheat(10, "two results under one seal, by the clerk alone",
      made(UNBOUND.change(dice="5" * 24)),
      control="any two readers who compare sums.txt; an observer who must sign")

# ---- 15: what stands in the folder from its first hour ----

FULL = "audit full"
cheat(15, "a ghost on the roll before the seal",
      made(DRAWN.change(electors=electors(lambda all: all.append(GHOST)))), control=FULL)
cheat(15, "an elector left out before the seal",
      made(DRAWN.change(electors=electors(lambda all: all.pop(3)))), control=FULL)
cheat(15, "one person twice, under a salt that is not derived from the roll key",
      made(DRAWN.change(electors=electors(lambda all: all.append(
          hamlet(b"\x02" * 32)[0])))), control=FULL)
cheat(15, "a wrong stratum before the seal", made(DRAWN.change(electors=electors(moved))),
      control=FULL)
cheat(15, "a wrong household before the seal", made(DRAWN.change(electors=electors(lodged))),
      control=FULL)
cheat(15, "roll keys tried before the seal",
      made(REMADE["another roll key, and so other tickets"]),
      control="nothing to find: the seed was not known")
