"""Cheats behind a result: who is called, new keys, handovers, audits, the end."""

from draws import CLERK, DRAWN, GHOST, HONEST, WHOLE, after, cheat, electors, without
from forge import (SQUARE_LATER, Dossier, abort, audit, close, handover, hamlet, key, made,
                   rekey, replace, signature, sums, swap)

# ---- 11: who is called ----

ENTRY = "30-replace.txt"
CALLED = DRAWN.change(later=[replace(6, 4, 3, 8, 2)])
DRAW = Dossier(DRAWN)


def called(*edits, plan=CALLED):
    """The replace entry of fixtures/square, edited and signed by all who must."""
    def edit(text):
        for one in edits:
            text = one(text)
        return text
    return made(plan.change(edit={ENTRY: edit}))


def named(number):
    """A number with its ticket."""
    return "%d %s" % (number, DRAW.ticket(number))


def shown(number):
    """The same with its household opened."""
    return "%s %s" % (named(number), DRAW.attribute(number))


cheat(11, "the substitute of another stratum called first",
      called(swap("^called 4 .*", "called " + named(5))), "V18 " + ENTRY)
cheat(11, "an elector called before the substitutes",
      called(swap("^called 4 .*", "called " + shown(3))), "V18 " + ENTRY)
cheat(11, "an elector called before one of a lower ticket",
      called(swap("^called 2 .*", "called " + shown(1))), "V18 " + ENTRY)
cheat(11, "a ticket that is somebody else's",
      called(swap("^called 4 .*", "called 4 " + DRAW.ticket(5))), "V18 " + ENTRY)
cheat(11, "a refusal of somebody who has no seat",
      called(swap("^refused 6", "refused 5")), "V18 " + ENTRY)
cheat(11, "a member replaced twice", called(swap("^refused 4", "refused 6")), "V18 " + ENTRY)
cheat(11, "a seat called vacant though a substitute is left",
      called(swap("^called 4 .*", "vacant")), "V18 " + ENTRY)
cheat(11, "a vacant seat given to somebody who declined",
      called(swap("^vacant", "called " + named(6))), "V18 " + ENTRY)
cheat(11, "somebody passed over for a household they do not share",
      called(swap("^called 3 ([0-9a-f]*) (.*)", r"passed 3 \1 6 \2" + "\ncalled " + named(5))),
      "V18 " + ENTRY)
cheat(11, "a shared household, and the elector called all the same",
      called(swap(r"^passed 1 ([0-9a-f]*) 4 (.*)\nvacant", r"called 1 \1 \2")),
      "V18 " + ENTRY)
cheat(11, "a shared household passed in silence", called(swap(r"^passed 1 .*\n", "")),
      "V18 " + ENTRY)
cheat(11, "a household value that was not sealed",
      called(swap("^called 3 ([0-9a-f]*) household:[0-9a-f]*", r"called 3 \1 household:-")),
      "V18 " + ENTRY)
cheat(11, "a successor named by the clerk alone", made(CALLED, CLERK, HONEST),
      "V06 30-replace.txt.observer1.minisig")
cheat(11, "a refusal added to an entry that was signed",
      made(DRAWN.change(later=[replace(6, 4)]), CLERK,
           made(DRAWN.change(later=[replace(6)]))), "V06 30-replace.txt.observer1.minisig")
cheat(11, "successors where the rules want a fresh beacon",
      made(CALLED.change(edit={"rules.txt": swap("ticket-order", "fresh-beacon")},
                         later=[replace(8)])), "V18 rules.txt")
cheat(11, "a refusal that was none", made(DRAWN.change(later=[replace(8)])),
      control="the person, whom the second signer or an observer calls back")
for what, step in (("a member more", close(selected=4)), ("a refusal less", close(replaced=4)),
                   ("no number of refusals", close(replaced="-"))):
    cheat(11, "a close that counts " + what, made(CALLED.change(later=CALLED.later + [step])),
          "V18 99-close.txt")

# ---- 12: keys ----

NEW = "30-rekey.txt"


def renewed(*observers, plan=DRAWN, to="custodian2", edit=None):
    """A draw with a new key for the custodian."""
    return made(plan.change(later=[rekey("custodian", to, *observers)],
                            edit={NEW: edit} if edit else {}))


TWO = DRAWN.change(roles=DRAWN.roles[:-1], expire={})
cheat(12, "a new key by the clerk alone", renewed("clerk"),
      "V06 30-rekey.txt.observer1.minisig")
cheat(12, "a new key by one of three observers", renewed("observer2"),
      "V06 30-rekey.txt.observer1.minisig")
cheat(12, "a new key by just half of the observers", renewed("observer1", plan=TWO),
      "V06 30-rekey.txt.observer2.minisig")
cheat(12, "a new key where there is no observer",
      renewed("clerk", plan=DRAWN.change(
          roles=DRAWN.roles[:3], expire={}, require={})), "V06 30-rekey.txt")
cheat(12, "a new key that vouches for itself",
      sums(dict(renewed("observer1", "observer2"), **{
          NEW + ".custodian.minisig": signature(renewed("observer1", "observer2")[NEW], NEW,
                                                "custodian", "custodian2")})),
      "V06 30-rekey.txt.custodian.minisig")
cheat(12, "a new key in the place of one that was not in force",
      renewed("observer1", "observer2", edit=swap("^old .*", "old " + key("mayor").text)),
      "V06 " + NEW)
cheat(12, "the key of another role as the new one",
      renewed("observer1", "observer2", to="budget"), "V06 " + NEW)
cheat(12, "a new key for a role that was not announced",
      renewed("observer1", "observer2", edit=swap("^role .*", "role mayor")), "V06 " + NEW)
cheat(12, "the old key used after the new one came",
      after(WHOLE, **{"99-close.txt.custodian.minisig": signature(
          WHOLE["99-close.txt"], "99-close.txt", "custodian")}),
      "V06 99-close.txt.custodian.minisig")
cheat(12, "the new key used for what came before it",
      after(WHOLE, **{"03-result.txt.custodian.minisig": signature(
          WHOLE["03-result.txt"], "03-result.txt", "custodian", "custodian2")}),
      "V06 03-result.txt.custodian.minisig")

# ---- 12: handovers ----

PASSED_ON = "30-handover.txt"
GIVEN = made(DRAWN.change(later=[handover("clerk", "budget")]))
cheat(12, "a handover that the receiver did not sign",
      without(GIVEN, PASSED_ON + ".budget.minisig"), "V21 30-handover.txt.budget.minisig")
cheat(12, "a handover that the giver did not sign",
      without(GIVEN, PASSED_ON + ".clerk.minisig"), "V21 30-handover.txt.clerk.minisig")
cheat(12, "a handover that the clerk signed for the receiver",
      after(GIVEN, **{PASSED_ON + ".budget.minisig": signature(
          GIVEN[PASSED_ON], PASSED_ON, "budget", "clerk")}),
      "V06 30-handover.txt.budget.minisig", "V21 30-handover.txt.budget.minisig")
cheat(12, "a handover of a lead that was given away",
      made(DRAWN.change(later=[handover("clerk", "budget"), handover("clerk", "custodian")])),
      "V21 31-handover.txt")
cheat(12, "a handover to a role that was not announced",
      made(DRAWN.change(later=[handover("clerk", "mayor")])),
      "V06 30-handover.txt.mayor.minisig", "V21 30-handover.txt")
cheat(12, "a handover of a folder whose chain was not checked",
      made(DRAWN.change(later=[handover("clerk", "budget", passed=(1, 2, 3, 5, 6))])),
      "V21 30-handover.txt")

# ---- 12: the order of entries ----


def forced(name, step, *more):
    """A step whose entry gets this name, out of turn."""
    def take(d):
        d.next = lambda kind: name
        step(d)
    return [take, *more]


cheat(12, "an entry behind an abort",
      made(DRAWN.change(later=[abort(), replace(8)])), "V04 31-replace.txt")
cheat(12, "an entry put before the close afterwards",
      made(DRAWN.change(later=[replace(6), close(),
                               *forced("31-replace.txt", replace(8, time="29T09:00:00"))])),
      "V04 31-replace.txt", "V18 99-close.txt")
cheat(12, "a close without a result", made(DRAWN.change(stage=2, later=[lambda d: d.entry(
    "99-close.txt", "close", "selected 3", "replaced 0")])), "V01 03-result.txt",
      "V14 seed-input.txt", "V15 03-result.txt", among=True)
cheat(12, "an entry with the number of the one after it",
      made(DRAWN.change(later=forced("31-replace.txt", replace(8)))),
      "V01 31-replace.txt")
cheat(12, "an entry back in time",
      made(DRAWN.change(later=[replace(8), replace(6, time="20T08:59:59")])),
      "V16 31-replace.txt")
LESS = [SQUARE_LATER[0]] + SQUARE_LATER[2:]
cheat(12, "an entry taken out of the chain, the rest signed again by the clerk",
      made(DRAWN.change(later=LESS), ("budget", "clerk"), WHOLE),
      "V06 99-close.txt.observer1.minisig")
cheat(12, "the last entry cut off",
      without(WHOLE, *(name for name in WHOLE if name.startswith("99-"))),
      control="who holds a later head, or the next ceremony, whose `prior` is the close")

# ---- 12: audits ----

SURVEY = "30-audit.txt"
AUDIT = DRAWN.change(audit=(3, 2), later=[audit(), close()])
AUDITED = made(AUDIT)


def audited(*fails, name, item=12, held=None, control=None, **what):
    """A cheat with an audit: verifiers that do not read the honest one are left out."""
    plan = AUDIT.change(**what)
    cheat(item, name, made(plan, held, made(plan.change(later=[]))), *fails,
          **({} if fails else {"control": control}))


for what, line, wrong in (("do not add up", "leaves", "3 2 0 0"),
                          ("are not those of the seal", "leaves", "2 2 0 0"),
                          ("of the paper roll do not add up", "positions", "2 1 0 0")):
    audited("V19 " + SURVEY, name="an audit whose counts " + what,
            later=[audit(**{line: wrong}), close()])
audited("V19 " + SURVEY, name="an audit of lines that the seed did not choose",
        later=[audit(plan="3" * 64), close()])
audited("V19 " + SURVEY, name="an audit without the sample that was sealed",
        edit={SURVEY: swap("^lines .*\nleaves .*\npositions .*\nplan .*\n", "")})
audited("V19 01-commit.txt", name="closed without the audit that was sealed", later=[close()])
audited("V04 31-audit.txt", name="a second audit after one that displeased",
        later=[audit(leaves="3 2 1 0"), audit(), close()])
audited("V06 30-audit.txt.observer1.minisig", name="an audit by the clerk alone",
        held=("budget", "clerk"), require=dict(DRAWN.require, audit=["clerk", "observer1"]))
audited("V07 31-destroy.txt", name="the end of another roll key", later=[
    audit(), lambda d: d.entry("31-destroy.txt", "destroy", "rollkey " + "7" * 64,
                               time="22T09:00:00")])
audited(name="an audit of more lines than the official roll has",
        later=[audit(lines=9), close()], control="the number of electors that is published")
audited(name="an audit that calls a ghost clean", item=15,
        control="those who traced the lines, and who must sign the audit")


def traced():
    """A roll with a ghost, and an audit of every line of it that says so."""
    return made(DRAWN.change(electors=electors(lambda all: all.append(GHOST)), audit=(9, 0),
                             later=[audit(leaves="9 8 1 0")]))


# ---- 14: files of two honest folders of one body ----

OTHER = made(DRAWN.change(ceremony="ab" * 16, electors=hamlet(b"\x05" * 32), dice="7" * 24,
                          rollkey="5" * 64, title="Un autre tirage",
                          later=[replace(Dossier(DRAWN.change(
                              ceremony="ab" * 16, electors=hamlet(b"\x05" * 32),
                              dice="7" * 24, rollkey="5" * 64,
                              title="Un autre tirage")).visit()[0])] + SQUARE_LATER[1:]))


def exchanged(one, other, **more):
    """A cheat for each file of a folder, from another honest one."""
    seal = min(name for name in one if name > "00-z")
    for name in sorted(set(one) & set(other) - {"sums.txt"}):
        assert one[name] != other[name], name
        check = {"roll.txt": "V10", "ballots.txt": "V23", "tally.txt": "V26", "pool.txt": "V10",
                 "panels.txt": "V22", "counts.txt": "V22"}.get(
            name, "V06" if name.endswith(".minisig") else "V05")
        fails = "V04 " + seal if name == "00-announce.txt" else "%s %s" % (check, name)
        kind = next((kind for file, kind in (("tally.txt", "count"), ("panels.txt", "panel"))
                     if file in one), "draw")
        cheat(14, "%s of another honest %s" % (name, kind),
              after(one, **{name: other[name]}), fails, among=True, **more)


exchanged(WHOLE, OTHER)
