"""Makes small dossiers with the program itself, from a seeded generator.

Everybody in them is invented.  A dossier is made as an organiser makes one, by the commands
of the program; what comes of it is the folder `public`.  There are six kinds: a draw, a
count and a panel, each as it is or *signed*: with keys of several roles, sealed contributions and the
beacon.  Replacements, an audit, a destruction, a new key, a handover, a close or an abort
follow by chance.
"""

import hashlib
import json
import os
import shutil
import subprocess

import panels

NAMES = ("ABÉLARD", "ROUX", "N'DIAYE", "PETIT", "LE GOFF", "VIDAL", "ÉTIENNE", "DA SILVA",
         "MARTIN", "NGUYỄN", "O'BRIEN", "MÜLLER", "ŁUCZAK", "HÉNAFF", "ZOLA", "ÇELIK")
GIVEN = ("Anaïs", "Théo", "Inès", "Zoé", "Loïc", "Maëlys", "Jean-Noël", "Ibrahima", "Lou",
         "Chloé", "Driss", "Eva", "Paul", "Aïcha", "Noé", "Ødegård")
PLACES = ("Nancy", "Toul", "Metz", "Dakar", "Brest", "Lyon", "Épinal")
STREETS = ("rue du Moulin", "Grande Rue", "quai Sud", "place Haute", "allée des Tilleuls")
STREETS_LESS = STREETS[:2]
HAMLETS = ("Le Haut", "Le Bas", "Les Prés", "Val d'Or")

SQUARE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "fixtures",
                      "square")
BEACON = ("b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a"
          "6b85b89cd97b")
ROLES = ("budget", "clerk", "custodian", "observer1", "observer2", "observer3")


class Refused(Exception):
    """The program refused what the generator made; its words are the argument."""


def run(program, *arguments, ok=(0,)):
    """Runs the program and returns what it prints; raises Refused on another status."""
    done = subprocess.run([program, *arguments], capture_output=True, check=False,
                          stdin=subprocess.DEVNULL)
    if done.returncode not in ok:
        raise Refused((done.stdout + done.stderr).decode("utf-8", "replace"))
    return done.stdout


def dice(rng, source):
    """The value of one dice source."""
    sides = "123456" if source.get("sides") == 6 else "0123456789"
    return "".join(rng.choice(sides) for _ in range(source["dice"]))


def sources(rng):
    """One or two sources of rules.json, and a value for each."""
    made, values = [], []
    first = {"dice": rng.randint(20, 30)}
    if rng.random() < 0.3:
        first = {"dice": rng.randint(26, 34), "sides": 6}
    made.append(first)
    values.append(dice(rng, first))
    if rng.random() < 0.3:
        made.append({"lottery": "loto", "on": "2023-09-15"})
        values.append(".".join(str(rng.randint(0, 49)) for _ in range(rng.randint(1, 6))))
    if rng.random() < 0.15:
        more = {"dice": rng.randint(20, 22)}
        made.append(more)
        values.append(dice(rng, more))
    return made, values


# ---- a draw ----


def roll(rng, rows):
    """The lines of an invented roll as a CSV, and how many have how many addresses."""
    streets = STREETS_LESS if rng.random() < 0.5 else STREETS
    lines = ["birth-name;given-names;birth-date;birth-place;sex;hamlet;bureau;street-no;"
             "street;postcode;commune"]
    seen = set()
    while len(lines) <= rows:
        who = (rng.choice(NAMES), rng.choice(GIVEN),
               "%04d-%02d-%02d" % (rng.randint(1930, 2007), rng.randint(1, 12),
                                   rng.randint(1, 28)), rng.choice(PLACES))
        if who in seen:
            continue
        seen.add(who)
        address = (str(rng.randint(1, 3)), rng.choice(streets), "54000", "Nancy")
        if rng.random() < 0.1:
            address = ("", "", "54000", "Nancy")
        lines.append(";".join(who + (rng.choice("MF"), rng.choice(HAMLETS[:3]),
                                     str(rng.randint(1, 3))) + address))
    return "\n".join(lines) + "\n"


def quotas(rng, labels, total):
    """Shares a total among labels with sizes, at most the size each."""
    given = dict.fromkeys(labels, 0)
    for _ in range(total):
        free = [label for label in labels if given[label] < labels[label]]
        given[rng.choice(free)] += 1
    return given


def draw_rules(rng, work):
    """The roll of a draw of 5 to 40 electors, and a rules.json by chance for it."""
    rows = rng.randint(5, 40)
    text = roll(rng, rows)
    with open(work + "/roll.csv", "w", encoding="utf-8") as out:
        out.write(text)
    people = [line.split(";") for line in text.splitlines()[1:]]
    allocation = rng.choice(("hamilton", "sainte-lague", "dhondt", "balanced", "balanced",
                             "quota"))
    columns = {"hamlet": 5, "sex": 4, "bureau": 6}
    names = list(columns)
    rng.shuffle(names)
    strata = names[:rng.randint(0, 2)]
    seats = rng.randint(1, max(1, rows // 3))
    substitutes = rng.randint(0, rows // 3)
    draw = {"seats": seats, "substitutes": substitutes, "allocation": allocation,
            "replace": "ticket-order"}
    rules = {"urne": "rules/1", "body": "Hameau d'Exemple", "title": "Tirage n° 7 « essai »",
             "roll": {"format": "csv", "columns": {"hamlet": "hamlet"}}, "draw": draw,
             "kmin": rng.randint(1, 3)}
    if rng.random() < 0.7:
        rules["eligible"] = {"age": 18, "on": "2026-10-05"}
    if strata:
        rules["strata"] = [{"field": name} for name in strata]
    if rng.random() < 0.6:
        draw["unique"] = ["household"]
        draw["household"] = ["street-no", "street", "postcode", "commune"]
    if rng.random() < 0.3:
        draw["attributes"] = rng.sample(["sex", "hamlet", "bureau"], rng.randint(1, 2))
    if allocation == "balanced" and rng.random() < 0.8:
        chain = [names[0], names[0] + "*" + names[1]] if rng.random() < 0.5 else [names[0]]
        draw["chains"] = [chain] if rng.random() < 0.4 else [chain, [names[2]]]
        rules.pop("strata", None)
    if allocation == "quota":
        rules["kmin"] = 1
        sizes = {}
        for person in people:
            label = ", ".join(person[columns[name]] for name in strata) or "all"
            sizes[label] = sizes.get(label, 0) + 1
        given = quotas(rng, sizes, seats)
        more = quotas(rng, sizes, substitutes)
        draw["quotas"] = [{"stratum": label, "seats": given[label],
                           "substitutes": more[label]} for label in sizes]
    if rng.random() < 0.4:
        rules["audit"] = {"leaves": rng.randint(1, 12), "positions": rng.randint(0, 12)}
    return rules


# ---- a count ----


def amount(rng, least, most):
    """An amount as count.json takes it, half of them with cents."""
    if rng.random() < 0.5:
        return str(rng.randint(least, most))
    return "%d.%02d" % (rng.randint(least, most), rng.randint(0, 99))


def count_rules(rng, kind, ids, ballots):
    """A count.json by chance, for a type of ballots and a list of ids."""
    rule = rng.choice(("greedy", "mes", "mes", "mes", "phragmen", "max-welfare"))
    rules = {"urne": "count/1", "body": "Hameau d'Exemple", "title": "Budget 2026",
             "type": kind, "rule": rule, "ballots": {"voter-twice": "none"}}
    utilities = ["cost", "cardinality"]
    if kind == "ordinal":
        utilities += ["borda", "borda-1", "points", "points-cost"]
    if kind in ("cumulative", "scoring"):
        utilities += ["points", "points-cost"] * 2
    if rule != "phragmen" and rng.random() < 0.8:
        rules["utility"] = rng.choice(utilities)
    if rule == "mes":
        rules["completion"] = rng.choice(("none", "utilitarian", "add1", "add1u"))
        if rules["completion"] in ("add1u", "utilitarian"):
            rules["completion-utility"] = rng.choice(("same", "votes"))
        if rules["completion"].startswith("add1"):
            rules["add1"] = {"start": rng.choice(("exact", "floor")),
                             "stop": rng.choice(("supported", "all", "none")),
                             "increment": rng.choice(("1", "1", "3", "0.5", "20"))}
        rules["comparison"] = rng.choice(("none", "none", "satisfaction", "exclusion-ratio"))
    if rule == "greedy" and rng.random() < 0.4:
        rules["stop"] = "first-misfit"
    if rule == "phragmen" and rng.random() < 0.5:
        rules["phragmen"] = "skip"
    if rule != "max-welfare" and rng.random() < 0.4:
        rules["unsupported"] = "keep"
    if rng.random() < 0.3:
        rules["threshold"] = rng.choice(("1", "2", "3", "10%", "25%", "33.3%", "1.5"))
    criteria = ["max-votes", "min-cost"]
    rng.shuffle(criteria)
    criteria = criteria[:rng.randint(0, 2)]
    rules["ties"] = criteria + [rng.choice(("lot", "lot", "id", "file"))]
    if rng.random() < 0.08:
        rules["ties"] = criteria
    if rng.random() < 0.15:
        rules["seats"] = rng.randint(1, max(1, len(ids) - 1))
        if "add1" in rules:
            rules["add1"]["increment"] = "1"
    else:
        rules["budget"] = amount(rng, 50, 60 * len(ids))
    if rng.random() < 0.3:
        rules["envelopes"] = [
            {"column": "district", "value": rng.choice(("Nord", "Sud")),
             "amount": "%d%%" % rng.randint(10, 80) if rng.random() < 0.5 or "seats" in rules
                       else amount(rng, 20, 300)}]
    if rng.random() < 0.15:
        rules["reserved"] = [{"column": "district", "value": "Est",
                              "share": "%d%%" % rng.randint(5, 50)}]
    if rng.random() < 0.25:
        rules["incompatible"] = [rng.sample(ids, 2) for _ in range(rng.randint(1, 2))]
        if len(ids) > 4:
            rules["incompatible"].append(rng.sample(ids, 3))
    if rng.random() < 0.25:
        some = rng.sample(ids, min(len(ids), 4))
        rules["joined"] = [some[:2]] if rng.random() < 0.6 else [some[:2], some[2:]]
        rules["joined"] = [one for one in rules["joined"] if len(one) > 1]
    if ballots and rng.random() < 0.2:
        rules["ballots"]["projects"] = {"most": rng.randint(2, 4)}
    return rules


def ballot(rng, kind, ids):
    """The cells `vote` and `points` of one ballot."""
    most = 1 if kind == "choose-1" else rng.randint(0, min(len(ids), 5))
    popular = ids[:max(2, len(ids) // 2)]
    named = rng.sample(ids if rng.random() < 0.5 else popular, min(most, len(popular)))
    if kind == "choose-1" and rng.random() < 0.1:
        named = []
    points = ""
    if kind in ("cumulative", "scoring"):
        points = ",".join(rng.choice(("0", "1", "2", "3", "5", "2.5", "10")) for _ in named)
    return ",".join(named), points


def make_ballots(rng, work):
    """Projects and a few ballots, and a count.json by chance for them."""
    kind = rng.choice(("approval", "approval", "choose-1", "cumulative", "scoring", "ordinal"))
    number = rng.randint(2, 9)
    ids = rng.sample(["P%d" % n for n in range(1, 13)] + ["01", "1", "é", "a b"], number)
    ids = [name for name in ids if "," not in name]
    voters = rng.choice((0, 1, 3, 8, 20, 40)) if rng.random() < 0.5 else rng.randint(5, 25)
    rules = count_rules(rng, kind, ids, voters)
    equal = rng.random() < 0.4
    costs = ["0" if rng.random() < 0.06 else
             str(rng.choice((40, 50, 100))) if equal else amount(rng, 5, 200) for _ in ids]
    if rng.random() < 0.1:
        costs[0] = "999999999"
    with open(work + "/projects.csv", "w", encoding="utf-8") as out:
        out.write("project_id;cost;name;district\n")
        for name, cost in zip(ids, costs):
            out.write("%s;%s;Projet %s;%s\n" % (name, cost, name,
                                                rng.choice(("Nord", "Sud", "Est", "Nord,Sud"))))
    with open(work + "/ballots.csv", "w", encoding="utf-8") as out:
        out.write("voter_id;vote;points\n" if kind in ("cumulative", "scoring")
                  else "voter_id;vote\n")
        for voter in range(voters):
            cells = ballot(rng, kind, ids)
            out.write("v%d;%s\n" % (voter, ";".join(cells) if kind in ("cumulative", "scoring")
                                    else cells[0]))
    return rules


# ---- the ceremony ----

# What follows the announcement: the seal, what the sources gave, the result.
ENTRIES = {"draw": ("01-commit.txt", "02-reveals.txt", "03-result.txt"),
           "count": ("10-ballots-commit.txt", "11-ballots-reveals.txt", "12-tally.txt"),
           "panel": ("20-pool-commit.txt", "21-pool-reveals.txt", "22-panel-result.txt")}


class Ceremony:
    """The steps of a dossier, in September 2023, when the round of the beacon was made."""

    def __init__(self, program, folder, rng, kind, signed):
        """Writes the files that `urne init` reads; `kind` is `draw`, `count` or `panel`."""
        self.program, self.folder, self.rng, self.kind = program, folder, rng, kind
        self.signed, self.public = signed, folder + "/public"
        self.entries = ENTRIES[kind]
        self.work, self.prior = folder + ".in", None
        self.number, self.ceremony = 30, "%032x" % rng.getrandbits(128)
        os.makedirs(self.work)
        self.rules = {"draw": draw_rules, "count": make_ballots,
                      "panel": panels.make_panel}[kind](rng, self.work)
        self.dice_alone = self.rules.get("number") == "dice"
        self.rules["sources"], self.values = sources(rng)
        if self.dice_alone:
            self.rules["sources"] = [{"dice": rng.randint(2, 6)}]
            self.values = [dice(rng, self.rules["sources"][0])]
        self.sign, self.secrets = {}, {}
        if signed:
            self.add_keys()
        with open(self.work + "/rules.json", "w", encoding="utf-8") as out:
            json.dump(self.rules, out, ensure_ascii=False)
        with open(self.work + "/key.txt", "w", encoding="ascii") as out:
            out.write("%064x\n" % rng.getrandbits(256))

    def add_keys(self):
        """Keys, the signatures that entries need, contributions and the beacon."""
        rules, rng = self.rules, self.rng
        rules["keys"] = {role: "%s/keys/%s.pub" % (SQUARE, role) for role in ROLES}
        if rng.random() < 0.5:
            rules["expire"] = {"observer3": "2023-09-30"}
        entries = ("announce", "commit", "reveals", "result", "replace", "close", "audit",
                   "destroy") if self.kind == "draw" else ("announce", "close", "handover")
        rules["sign"] = self.sign = {
            kind: ["clerk", "observer1"][:rng.randint(1, 2)] for kind in entries
            if rng.random() < 0.4}
        if self.dice_alone:
            return
        for role in ("observer1", "observer2")[:rng.randint(0, 2)]:
            self.secrets[role] = "%064x" % rng.getrandbits(256)
        if self.secrets:
            rules["sources"].append({"contributions": sorted(self.secrets)})
        rules["sources"].append({"drand": "quicknet", "at": "2023-09-15T11:00:03Z",
                                 "lead": 3600})

    def step(self, day, *arguments, ok=(0,)):
        """One step on a day of the ceremony, 2023-09-`day`."""
        run(self.program, *arguments, "--time", "2023-09-%sZ" % day, ok=ok)

    def attest(self, name, kind=None, *more):
        """Signs an entry by the roles that are asked for, and some that are not."""
        if not self.signed:
            return
        kind = kind or name[3:-4]
        roles = set(self.sign.get(kind, ())) | set(more)
        if self.rng.random() < 0.3:
            roles.add(self.rng.choice(("clerk", "observer1", "observer2", "budget")))
        for role in sorted(roles):
            run(self.program, "sign", "%s/%s" % (self.public, name), "--role", role, "--key",
                "%s/keys/%s.key" % (SQUARE, role))

    def abort(self, day):
        """Ends the ceremony without a result."""
        self.step(day, "abort", self.folder, "--reason", self.rng.choice(("late", "other")))

    def announce(self):
        """The announcement, of some after a ceremony that was aborted."""
        more = []
        if self.rng.random() < 0.08:
            self.prior = self.folder + ".prior"
            self.step("12T08:00:00", "init", self.prior, "--rules", self.work + "/rules.json")
            self.step("12T09:00:00", "abort", self.prior, "--reason", "late")
            more = ["--prior", self.prior]
        self.step("13T08:00:00", "init", self.folder, "--rules", self.work + "/rules.json",
                  "--ceremony", self.ceremony, *more)
        self.attest("00-announce.txt", "announce")
        for role, secret in self.secrets.items():
            text = "\n".join(("urne/1 contrib", self.ceremony, role, secret, ""))
            self.step("13T09:00:00", "contribute", self.folder, "--as", role, "--commitment",
                      hashlib.sha256(text.encode("ascii")).hexdigest())
            with open("%s/%s.txt" % (self.work, role), "w", encoding="ascii") as out:
                out.write("urne contribution\nceremony %s\nparty %s\nsecret %s\n"
                          % (self.ceremony, role, secret))

    def seal(self):
        """The seal of a roll, of ballots, or of a pool."""
        work, key = self.work, self.work + "/key.txt"
        if self.kind == "count":
            self.step("14T08:00:00", "ballots", "commit", self.folder, work + "/ballots.csv",
                      "--projects", work + "/projects.csv", "--ballot-key", key)
        if self.kind == "panel":
            self.step("14T08:00:00", "panel", "seal", self.folder, "--pool",
                      work + "/pool.csv", "--quotas", work + "/quotas.csv", "--pool-key", key)
        if self.kind != "draw":
            self.attest(self.entries[0])
            return
        more = []
        if self.rng.random() < 0.2:
            more = ["--copy", "observer1=" + work + "/roll.csv"]
        if self.signed and self.rng.random() < 0.2:
            more += ["--custodian", SQUARE + "/keys/custodian.pub"]
        self.step("14T08:00:00", "seal", self.folder, work + "/roll.csv", "--roll-key", key,
                  *more)
        self.attest(self.entries[0])

    def throw(self):
        """The contributions, some of them missing, and the dice."""
        missing = []
        for role in self.secrets:
            if self.rng.random() < 0.4:
                missing.append(role)
            else:
                self.step("15T09:59:00", "contribute", self.folder, "--open",
                          "%s/%s.txt" % (self.work, role))
        twice = [value for value in self.values for _ in range(2)]
        more = ["--missing", ",".join(missing)] if missing else []
        self.step("15T10:00:00", "reveal", self.folder, *twice, *more)
        self.attest(self.entries[1])

    def play(self, stage):
        """All steps up to a stage, and what may follow it."""
        rng = self.rng
        self.announce()
        if stage == 0:
            return
        self.seal()
        if stage == 1:
            if rng.random() < 0.5:
                self.abort(rng.choice(("15T09:00:00", "15T12:00:00")))
            return
        self.throw()
        if stage == 2:
            if rng.random() < 0.5:
                self.abort("15T10:10:00")
            return
        more = ["--beacon", BEACON] if self.signed and not self.dice_alone else []
        words = {"draw": ["draw"], "count": ["tally"], "panel": ["panel", "draw"]}
        self.step("15T11:05:00", *words[self.kind], self.folder, *more)
        self.attest(self.entries[2])
        self.follow()

    def entry(self, kind, *arguments, ok=(0,), signers=()):
        """A later entry, signed; returns its name."""
        name = "%d-%s.txt" % (self.number, kind)
        self.step("%dT09:00:00" % (self.number - 14), *arguments, ok=ok)
        self.attest(name, kind, *signers)
        self.number += 1
        return name

    def follow(self):
        """Later entries by chance."""
        rng, seats, lead, done = self.rng, set(), ["clerk", "budget"], set()
        kinds = () if self.kind != "draw" else ("replace", "replace", "replace", "audit")
        kinds += ("rekey", "handover") if self.signed else ()
        if self.kind == "draw":
            with open(self.public + "/03-result.txt", encoding="ascii") as opened:
                seats = {line.split()[3] for line in opened if line.startswith("select member ")}
        for _ in range(rng.randint(0, 5) if kinds else 0):
            kind = rng.choice(kinds)
            if kind in done or kind == "replace" and not seats:
                continue
            if kind == "replace":
                gone = rng.sample(sorted(seats), rng.randint(1, len(seats)))
                name = self.entry(kind, kind, self.folder, *gone, ok=(0, 6))
                with open("%s/%s" % (self.public, name), encoding="ascii") as opened:
                    seats = seats - set(gone) | {line.split()[1] for line in opened
                                                 if line.startswith("called ")}
            elif kind == "handover":
                self.entry(kind, kind, self.folder, "--from", lead[0], "--to", lead[1],
                           signers=lead)
                lead.reverse()
            elif kind == "rekey":
                self.entry(kind, kind, self.folder, "custodian", "--key",
                           SQUARE + "/keys/custodian2.pub", signers=("observer1", "observer2"))
                done.add(kind)
            else:
                self.audit()
                done.add(kind)
        audited = "audit" in done or "audit" not in self.rules
        if self.kind == "draw" and rng.random() < 0.25 and audited:
            self.entry("destroy", "key", "destroy", self.folder)
        if rng.random() < 0.5 and audited:
            self.step("29T09:00:00", "close", self.folder)
            self.attest("99-close.txt", "close")
        elif rng.random() < 0.1:
            self.abort("29T09:00:00")

    def audit(self):
        """The audit that was promised, with outcomes by chance; or the full check alone."""
        rng = self.rng
        full = ["--full", rng.choice(("yes", "no", "none") if "audit" in self.rules
                                     else ("yes", "no"))]
        if "audit" in self.rules:
            more = ["--lines", str(rng.randint(1, 60))] if rng.random() < 0.5 else []
            run(self.program, "audit", "plan", self.folder, *more)
            words = {"leaf": ["clean"] * 9 + ["ghost", "unopened"],
                     "position": ["found"] * 9 + ["excluded", "missing"]}
            with open(self.folder + "/private/audit-plan.txt", encoding="ascii") as opened:
                lines = [line.split() for line in opened]
            with open(self.work + "/outcomes.csv", "w", encoding="ascii") as out:
                for word, number in (line[:2] for line in lines if line[0] in words):
                    out.write("%s;%s;%s\n" % (word, number, rng.choice(words[word])))
            full += ["--file", self.work + "/outcomes.csv"]
        run(self.program, "audit", "record", self.folder, *full)
        self.entry("audit", "audit", "close", self.folder)


def make(program, folder, rng, kind, stage=3):
    """A dossier of a kind: the public folder, and the prior one or None."""
    ceremony = Ceremony(program, folder, rng, kind.split("-")[0], kind.endswith("signed"))
    try:
        ceremony.play(stage)
    finally:
        shutil.rmtree(ceremony.work)
    return ceremony.public, ceremony.prior and ceremony.prior + "/public"


KINDS = ("draw", "count", "panel", "draw-signed", "count-signed", "panel-signed")
