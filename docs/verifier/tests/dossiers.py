"""Makes small dossiers with the program itself, from a seeded generator.

Everybody in them is invented.  A dossier is made as an organiser makes one: `urne init`,
`urne seal` or `urne ballots commit`, `urne reveal`, `urne draw` or `urne tally`; what comes
of it is the folder `public`.
"""

import json
import os
import shutil
import subprocess

NAMES = ("ABÉLARD", "ROUX", "N'DIAYE", "PETIT", "LE GOFF", "VIDAL", "ÉTIENNE", "DA SILVA",
         "MARTIN", "NGUYỄN", "O'BRIEN", "MÜLLER", "ŁUCZAK", "HÉNAFF", "ZOLA", "ÇELIK")
GIVEN = ("Anaïs", "Théo", "Inès", "Zoé", "Loïc", "Maëlys", "Jean-Noël", "Ibrahima", "Lou",
         "Chloé", "Driss", "Eva", "Paul", "Aïcha", "Noé", "Ødegård")
PLACES = ("Nancy", "Toul", "Metz", "Dakar", "Brest", "Lyon", "Épinal")
STREETS = ("rue du Moulin", "Grande Rue", "quai Sud", "place Haute", "allée des Tilleuls")
STREETS_LESS = STREETS[:2]
HAMLETS = ("Le Haut", "Le Bas", "Les Prés", "Val d'Or")

SOURCES_TIMES = ("2026-09-01T08:00:00Z", "2026-09-02T08:00:00Z", "2026-09-05T16:00:00Z",
                 "2026-09-05T16:05:00Z")


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
        made.append({"lottery": "loto", "on": "2026-09-0%d" % rng.randint(2, 5)})
        values.append(".".join(str(rng.randint(0, 49)) for _ in range(rng.randint(1, 6))))
    if rng.random() < 0.15:
        more = {"dice": rng.randint(20, 22)}
        made.append(more)
        values.append(dice(rng, more))
    return made, values


def finish(program, folder, rng, stage, seal, last, values):
    """Goes from the announcement to a stage; returns the name of the stage."""
    if stage == 0:
        return "announced"
    seal(SOURCES_TIMES[1])
    if stage == 1:
        return "sealed"
    twice = [value for value in values for _ in range(2)]
    run(program, "reveal", folder, *twice, "--time", SOURCES_TIMES[2])
    if stage == 2:
        return "revealed"
    run(program, last, folder, "--time", SOURCES_TIMES[2 + rng.randint(0, 1)])
    return "last"


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


def make_draw(program, folder, rng, stage=3):
    """A draw of 5 to 40 electors under rules by chance; returns the public folder."""
    work = folder + ".in"
    os.makedirs(work)
    rows = rng.randint(5, 40)
    text = roll(rng, rows)
    people = [line.split(";") for line in text.splitlines()[1:]]
    allocation = rng.choice(("hamilton", "sainte-lague", "dhondt", "balanced", "balanced",
                             "quota"))
    made, values = sources(rng)
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
             "sources": made, "kmin": rng.randint(1, 3)}
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
    with open(work + "/rules.json", "w", encoding="utf-8") as out:
        json.dump(rules, out, ensure_ascii=False)
    with open(work + "/roll.csv", "w", encoding="utf-8") as out:
        out.write(text)
    key = work + "/key.txt"
    with open(key, "w", encoding="ascii") as out:
        out.write("%064x\n" % rng.getrandbits(256))
    run(program, "init", folder, "--rules", work + "/rules.json", "--ceremony",
        "%032x" % rng.getrandbits(128), "--time", SOURCES_TIMES[0])

    def seal(time):
        run(program, "seal", folder, work + "/roll.csv", "--roll-key", key, "--time", time)

    finish(program, folder, rng, stage, seal, "draw", values)
    shutil.rmtree(work)
    return folder + "/public"


# ---- a count ----


def amount(rng, least, most):
    """An amount as count.json takes it, half of them with cents."""
    if rng.random() < 0.5:
        return str(rng.randint(least, most))
    return "%d.%02d" % (rng.randint(least, most), rng.randint(0, 99))


def count_rules(rng, kind, ids, ballots):
    """A count.json by chance, for a type of ballots and a list of ids."""
    rule = rng.choice(("greedy", "mes", "mes", "mes", "phragmen", "max-welfare"))
    rules = {"urne": "count/1", "body": "Commune de Valbreuil", "title": "Budget 2026",
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


def make_count(program, folder, rng, stage=3):
    """A count of a few ballots under a rule by chance; returns the public folder."""
    work = folder + ".in"
    os.makedirs(work)
    kind = rng.choice(("approval", "approval", "choose-1", "cumulative", "scoring", "ordinal"))
    number = rng.randint(2, 9)
    ids = rng.sample(["P%d" % n for n in range(1, 13)] + ["01", "1", "é", "a b"], number)
    ids = [name for name in ids if "," not in name]
    voters = rng.choice((0, 1, 3, 8, 20, 40)) if rng.random() < 0.5 else rng.randint(5, 25)
    rules = count_rules(rng, kind, ids, voters)
    rules["sources"], values = sources(rng)
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
    with open(work + "/count.json", "w", encoding="utf-8") as out:
        json.dump(rules, out, ensure_ascii=False)
    key = work + "/key.txt"
    with open(key, "w", encoding="ascii") as out:
        out.write("%064x\n" % rng.getrandbits(256))
    run(program, "init", folder, "--rules", work + "/count.json", "--ceremony",
        "%032x" % rng.getrandbits(128), "--time", SOURCES_TIMES[0])

    def seal(time):
        run(program, "ballots", "commit", folder, work + "/ballots.csv", "--projects",
            work + "/projects.csv", "--ballot-key", key, "--time", time)

    finish(program, folder, rng, stage, seal, "tally", values)
    shutil.rmtree(work)
    return folder + "/public"


# ---- a ceremony with keys and the beacon ----

SQUARE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "fixtures",
                      "square")
BEACON = ("b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a"
          "6b85b89cd97b")


class Ceremony:
    """The steps of fixtures/square with another roll, other rules and other refusals."""

    def __init__(self, program, folder, rng):
        """Writes the files that `urne init` reads."""
        self.program, self.folder, self.rng = program, folder, rng
        self.work = folder + ".in"
        os.makedirs(self.work)
        with open(os.path.join(SQUARE, "rules.json"), encoding="utf-8") as opened:
            rules = json.load(opened)
        draw, rows = rules["draw"], rng.randint(6, 30)
        rules["roll"]["columns"] = {"hameau": "hamlet"}
        rules["strata"] = [{"field": "hameau"}] if rng.random() < 0.7 else []
        draw["seats"] = rng.randint(1, rows // 3)
        draw["substitutes"] = rng.randint(0, rows // 4)
        draw["allocation"] = rng.choice(("hamilton", "dhondt", "balanced"))
        if rng.random() < 0.4:
            del draw["unique"], draw["household"]
            draw["attributes"] = ["sex"]
        rules["kmin"] = rng.randint(1, 3)
        rules["keys"] = {role: os.path.join(SQUARE, path)
                         for role, path in rules["keys"].items()}
        if rng.random() < 0.5:
            del rules["expire"]
        rules["sign"] = {kind: roles for kind, roles in rules["sign"].items()
                         if rng.random() < 0.5}
        self.sign = rules["sign"]
        with open(self.work + "/rules.json", "w", encoding="utf-8") as out:
            json.dump(rules, out, ensure_ascii=False)
        with open(self.work + "/roll.csv", "w", encoding="utf-8") as out:
            out.write(roll(rng, rows))

    def step(self, day, *arguments, ok=(0,)):
        """One step on a day of the ceremony, 2023-09-`day`."""
        run(self.program, *arguments, "--time", "2023-09-%sZ" % day, ok=ok)

    def attest(self, name, kind, *more):
        """Signs an entry by the roles that are asked for, and some that are not."""
        roles = set(self.sign.get(kind, ())) | set(more)
        if self.rng.random() < 0.3:
            roles.add(self.rng.choice(("clerk", "observer1", "observer2", "budget")))
        for role in sorted(roles):
            run(self.program, "sign", "%s/public/%s" % (self.folder, name), "--role", role,
                "--key", "%s/keys/%s.key" % (SQUARE, role))

    def abort(self, day):
        """Ends the ceremony without a result."""
        self.step(day, "abort", self.folder, "--reason", self.rng.choice(("late", "other")))

    def play(self, stage):
        """All steps up to a stage, and what may follow a result."""
        folder, rng = self.folder, self.rng
        self.step("13T08:00:00", "init", folder, "--rules", self.work + "/rules.json",
                  "--ceremony", "00112233445566778899aabbccddeeff")
        self.attest("00-announce.txt", "announce")
        for role, commitment in (
                ("observer1",
                 "120709ff49a89179b92b5b65aa3e721b95f8db25c682d5c1ef6586c2d01c959a"),
                ("observer2",
                 "40714c7b24cee6b6f6769ff79a10c609c82f0b5ac27ae6d1bd5d34da49930e32")):
            self.step("13T09:00:00", "contribute", folder, "--as", role, "--commitment",
                      commitment)
        if stage == 0:
            return
        self.step("14T08:00:00", "seal", folder, self.work + "/roll.csv")
        self.attest("01-commit.txt", "commit")
        if stage == 1:
            if rng.random() < 0.5:
                self.abort(rng.choice(("15T09:00:00", "15T12:00:00")))
            return
        self.step("15T09:59:00", "contribute", folder, "--open", SQUARE + "/secret1.txt")
        missing = ["--missing", "observer2"]
        if rng.random() < 0.5:
            self.step("15T09:59:00", "contribute", folder, "--open", SQUARE + "/secret2.txt")
            missing = []
        value = dice(rng, {"dice": 24})
        self.step("15T10:00:00", "reveal", folder, value, value, *missing)
        self.attest("02-reveals.txt", "reveals")
        if stage == 2:
            if rng.random() < 0.5:
                self.abort("15T10:10:00")
            return
        self.step("15T11:05:00", "draw", folder, "--beacon", BEACON)
        self.attest("03-result.txt", "result")
        self.follow()

    def follow(self):
        """Later entries by chance."""
        folder, rng, number = self.folder, self.rng, 30
        seats = set()
        with open(folder + "/public/03-result.txt", encoding="ascii") as opened:
            for line in opened:
                if line.startswith("select member "):
                    seats.add(line.split()[3])
        lead, rekeyed = ["clerk", "budget"], False
        for _ in range(rng.randint(0, 5)):
            day = "%d" % (number - 14)
            what = rng.choice(("replace", "replace", "replace", "rekey", "handover"))
            name = "%d-%s.txt" % (number, what)
            if what == "replace" and seats:
                gone = rng.sample(sorted(seats), rng.randint(1, len(seats)))
                self.step(day + "T09:00:00", "replace", folder, *gone, ok=(0, 6))
                seats -= set(gone)
                with open("%s/public/%s" % (folder, name), encoding="ascii") as opened:
                    seats |= {line.split()[1] for line in opened
                              if line.startswith("called ")}
                self.attest(name, what)
            elif what == "rekey" and not rekeyed:
                self.step(day + "T09:00:00", "rekey", folder, "custodian", "--key",
                          SQUARE + "/keys/custodian2.pub")
                self.attest(name, what, "observer1", "observer2")
                rekeyed = True
            elif what == "handover":
                self.step(day + "T09:00:00", "handover", folder, "--from", lead[0], "--to",
                          lead[1])
                self.attest(name, what, *lead)
                lead.reverse()
            else:
                continue
            number += 1
        if rng.random() < 0.6:
            self.step("29T09:00:00", "close", folder)
            self.attest("99-close.txt", "close")


def make_signed(program, folder, rng, stage=3):
    """A draw with keys, signatures, contributions, the beacon and later entries."""
    ceremony = Ceremony(program, folder, rng)
    ceremony.play(stage)
    shutil.rmtree(ceremony.work)
    return folder + "/public"
