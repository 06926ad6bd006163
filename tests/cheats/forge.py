"""What a cheating clerk has at hand: makes a whole public folder out of a plan.

Whatever the plan says is made consistent: hashes, chain, seed, draw, successors, sums.txt,
and the signatures of the keys that the cheat holds. Those of others can only be taken over
from the honest folder, where they stand under a file of the same name. The honest plan is
that of fixtures/square, and it must come out as that folder, byte for byte: so whatever a
verifier finds in a cheat comes of the cheat.
"""

import base64
import copy
import functools
import hashlib
import hmac
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FIXTURES = os.environ.get("FIXTURES", os.path.join(ROOT, "fixtures"))
SQUARE = os.path.join(FIXTURES, "square")
sys.path.insert(0, os.path.join(ROOT, "docs", "verifier"))
import urne_verify as uv  # noqa: E402

CHAIN = uv.CHAIN.decode("ascii")
ROUND = 657413
SIGNATURE = ("b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56"
             "e91a6b85b89cd97b")
SECRETS = {"observer1": "a5" * 32, "observer2": "5a" * 32}
DICE = "083920117465520938471112"
H = uv.hex_of_hash


def read_folder(path):
    """The files of a folder, by name."""
    files = {}
    for name in os.listdir(path):
        with open(os.path.join(path, name), "rb") as opened:
            files[name] = opened.read()
    return files


def write_folder(path, files):
    """The other way."""
    os.makedirs(path)
    for name, data in files.items():
        with open(os.path.join(path, name), "wb") as out:
            out.write(data)


def digest(data):
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def sums(files):
    """Repairs sums.txt; returns the files."""
    files.pop("sums.txt", None)
    files["sums.txt"] = b"".join(b"%s  %s\n" % (digest(files[name]).encode(), name.encode())
                                 for name in sorted(files))
    return files


# ---- keys and signatures ----


class Key:
    """A secret key of minisign without a passphrase, and its public half."""

    def __init__(self, role):
        with open(os.path.join(SQUARE, "keys", role + ".key"), "rb") as opened:
            data = base64.b64decode(opened.read().splitlines()[1])
        self.id, self.seed, self.public = data[54:62], data[62:94], data[94:126]
        self.text = base64.b64encode(b"Ed" + self.id + self.public).decode("ascii")

    @functools.lru_cache(None)
    def sign(self, message):
        """An Ed25519 signature (RFC 8032 §5.1.6)."""
        expanded = hashlib.sha512(self.seed).digest()
        secret = int.from_bytes(expanded[:32], "little") & (1 << 254) - 8 | 1 << 254
        number = int.from_bytes(hashlib.sha512(expanded[32:] + message).digest(), "little")
        x, y, z, _ = uv.ed_times(number % uv.ED_L, uv.ED_BASE)
        inverse = pow(z, uv.ED_P - 2, uv.ED_P)
        x, y = x * inverse % uv.ED_P, y * inverse % uv.ED_P
        point = (y | (x & 1) << 255).to_bytes(32, "little")
        k = int.from_bytes(hashlib.sha512(point + self.public + message).digest(), "little")
        return point + ((number + k * secret) % uv.ED_L).to_bytes(32, "little")


@functools.lru_cache(None)
def key(role):
    """The key of a role of fixtures/square."""
    return Key(role)


def signature(data, name, role, by=None, said=None):
    """The signature file of `name` for `role`, by the key of `by`, with `said` as comment."""
    holder = key(by or role)
    s = holder.sign(hashlib.blake2b(data).digest())
    comment = said or "urne/1 %s role=%s sha256=%s" % (name, role, digest(data))
    glob = holder.sign(s + comment.encode("ascii"))
    return "".join(line + "\n" for line in (
        "untrusted comment: signature from minisign secret key",
        base64.b64encode(b"ED" + holder.id + s).decode("ascii"), "trusted comment: " + comment,
        base64.b64encode(glob).decode("ascii"))).encode("ascii")


# ---- the eight electors ----


class Elector:
    """A line of roll.txt, and what opens it."""

    def __init__(self, name, given, born, place, hamlet, number, street, k=bytes(range(32))):
        ident = "\t".join((name, given, born, place))

        def mac(*fields):
            return hmac.new(k, uv.joined(*(f.encode() for f in fields)), "sha256").hexdigest()
        self.salt = mac("urne/1 salt", ident)
        self.pid = H("urne/1 pid", self.salt, ident.encode())
        self.asalt = mac("urne/1 asalt", "household", ident)
        address = "\t".join((number, street, "54000", "Nancy"))
        self.value = "-"
        if number:
            self.value = H("urne/1 hh", mac("urne/1 hhsalt", address), address.encode())
        self.stratum = hamlet
        self.open("household=" + self.value)

    def open(self, said):
        """Commits the line to an attribute."""
        self.attribute = H("urne/1 attr", self.asalt, said)
        self.acom = H("urne/1 attrs", self.attribute)

    def line(self):
        """The line of roll.txt."""
        return "%s %d %s\n" % (self.pid, self.stratum, self.acom)


def hamlet(k=bytes(range(32))):
    """The electors of fixtures/hamlet/roll.csv."""
    with open(os.path.join(FIXTURES, "hamlet", "roll.csv"), encoding="utf-8") as opened:
        rows = [line.rstrip("\n").split(";") for line in opened][1:]
    return [Elector(*row[:4], 1 + (row[4] == "Le Bas"), row[5], row[6], k=k) for row in rows]


# ---- the plan ----


class Plan:
    """An honest ceremony; a cheat changes a copy."""

    def __init__(self):
        self.ceremony = "00112233445566778899aabbccddeeff"
        self.prior, self.title = "none", "Tirage au sort sur la place"
        self.roles = ["budget", "clerk", "custodian", "observer1", "observer2", "observer3"]
        self.expire = {"observer3": "2023-09-30"}
        self.require = {"announce": ["clerk"], "close": ["budget", "observer1"]}
        for kind in ("commit", "replace", "result", "reveals"):
            self.require[kind] = ["clerk", "observer1"]
        self.times = {"announce": "13T08:00:00", "commit": "14T08:00:00",
                      "reveals": "15T10:00:00", "result": "15T11:05:00",
                      "replace": "20T09:00:00", "rekey": "21T09:00:00",
                      "audit": "21T10:00:00", "handover": "22T09:00:00",
                      "abort": "15T11:30:00", "close": "29T09:00:00"}
        self.month = "2023-09-"
        self.electors = hamlet()
        self.names = ["Le Haut", "Le Bas"]
        self.sort, self.household, self.kmin = True, True, 1
        self.seats, self.substitutes, self.allocation = 3, 2, "hamilton"
        self.dice, self.parties = DICE, {"observer1": "open", "observer2": "missing"}
        self.chain, self.round, self.signature, self.lead = CHAIN, ROUND, SIGNATURE, 3600
        self.rollkey = H("urne/1 rollkey", bytes(range(32)).hex())
        self.rollfile = "75b9013ad277ff48e4db2d59282123c8ad64fddd1a48d17f3e00532ec648ae6d"
        self.audit = None           # (LEAVES, POSITIONS)
        self.values = lambda honest: honest     # what 02 and the seed say was thrown
        self.stage = 3
        self.later = []             # functions that add an entry to a Dossier
        self.edit = {}              # NAME: a function of the text of a file, as it is written

    def change(self, **what):
        """A copy with other values."""
        other = copy.deepcopy(self)
        for name, value in what.items():
            assert hasattr(other, name), name
            setattr(other, name, value)
        return other


def swap(pattern, text, times=1):
    """An edit of a plan: what matches becomes the text, and something must match."""
    def edit(old):
        new, found = re.subn(pattern, text, old, count=times, flags=re.M)
        assert found and new != old, (pattern, old)
        return new
    return edit


class Dossier:
    """A folder in the making."""

    def __init__(self, plan):
        self.plan, self.files, self.order = plan, {}, []
        self.signers, self.by = {}, {}      # NAME: roles; role: whose key it is by now
        self.announce()
        if plan.stage >= 1:
            self.seal()
        if plan.stage >= 2:
            self.entry("02-reveals.txt", "reveals", *self.values)
        if plan.stage >= 3:
            self.draw()
        for step in plan.later:
            step(self)

    def put(self, name, lines):
        """Writes a file, with the edit of the plan."""
        text = "".join(line + "\n" for line in lines)
        self.files[name] = self.plan.edit.get(name, lambda same: same)(text).encode("utf-8")

    def hash(self, name):
        """SHA-256 of a file."""
        return digest(self.files[name])

    def entry(self, name, kind, *lines, time=None, signers=None):
        """Adds an entry to the chain."""
        prev = self.hash(self.order[-1]) if self.order else "0" * 64
        time = time or self.plan.times[kind]
        self.put(name, ["urne/1 " + kind, "ceremony " + self.plan.ceremony,
                        "seq %d" % len(self.order), "prev " + prev,
                        "time %s%sZ" % (self.plan.month, time), *lines, "end"])
        self.order.append(name)
        roles = signers or self.plan.require.get(kind, [])
        self.signers[name] = [(role, self.by.get(role, role)) for role in roles]

    def next(self, kind):
        """The name of the next later entry."""
        return "%d-%s.txt" % (30 + sum(name >= "3" for name in self.order), kind)

    def announce(self):
        """00-announce.txt."""
        p = self.plan
        self.entry("00-announce.txt", "announce", "prior " + p.prior,
                   *("key %s %s" % (role, key(role).text) for role in p.roles),
                   *("expire %s %s" % one for one in p.expire.items()),
                   *("require %s %s" % (kind, " ".join(p.require[kind]))
                     for kind in sorted(p.require)),
                   "tool urne 1.0.0", "body Hameau d'Exemple", "title " + p.title)

    def seal(self):
        """rules.txt, roll.txt and 01-commit.txt."""
        p = self.plan
        if p.sort:
            p.electors.sort(key=lambda one: one.pid)
        self.sizes = [sum(one.stratum == h for one in p.electors)
                      for h in range(1, len(p.names) + 1)]
        self.put("rules.txt", [
            "urne/1 rules", "ceremony " + p.ceremony,
            "identity birth-name given-names birth-date birth-place",
            "eligible age 18 2026-10-05", "attr household",
            *(["unique household"] if p.household else []), "seats %d" % p.seats,
            "substitutes %d" % p.substitutes, "allocation " + p.allocation,
            "replace ticket-order", "kmin %d" % p.kmin,
            *("stratum %d %d - - - - %s" % (h, n, name)
              for h, (n, name) in enumerate(zip(self.sizes, p.names), 1)), "end"])
        self.put("roll.txt", [one.line()[:-1] for one in p.electors])
        lines = self.files["roll.txt"].splitlines(True)
        sources = ["dice d10 %d" % len(p.dice)]
        self.values = ["1 dice d10 " + p.dice]
        for party, state in p.parties.items():
            secret = SECRETS[party]
            sources.append("party %s %s" % (party, H("urne/1 contrib", p.ceremony, party,
                                                     secret)))
            opened = {"open": secret, "missing": "missing"}.get(state, state)
            self.values.append("%d party %s %s" % (len(sources), party, opened))
        self.values = p.values(self.values)
        if p.round:
            sources.append("drand %s %d" % (p.chain, p.round))
        self.sources = len(sources)
        self.entry("01-commit.txt", "commit", "rules " + self.hash("rules.txt"),
                   "roll %d %s %s" % (len(lines), uv.merkle_root(lines).hex(),
                                      self.hash("roll.txt")),
                   "rollkey " + p.rollkey, "rollfile " + p.rollfile,
                   *(["audit %d %d" % p.audit] if p.audit else []),
                   *("source %d %s" % one for one in enumerate(sources, 1)),
                   *(["lead %d" % p.lead] if p.round else []))

    def draw(self):
        """beacon.txt, seed-input.txt and 03-result.txt (draw-1 §9 to §11)."""
        p = self.plan
        drand, reveals = [], []
        if p.round:
            self.put("beacon.txt", ["urne/1 beacon", "ceremony " + p.ceremony,
                                    "drand %s %d %s" % (p.chain, p.round, p.signature), "end"])
            drand = ["%d drand %s %d %s" % (self.sources, p.chain, p.round,
                                            digest(bytes.fromhex(p.signature)))]
            reveals = ["reveals " + self.hash("02-reveals.txt")]
        self.put("seed-input.txt", ["urne/1 seed", "ceremony " + p.ceremony,
                                    "commit " + self.hash("01-commit.txt"), *reveals,
                                    *self.values, *drand, "end"])
        self.seed = self.hash("seed-input.txt")
        rules = {"strata": [{"size": size} for size in self.sizes]}
        shares = [uv.allocate(p.allocation.encode(), total, rules, self.seed, purpose, 0)
                  for total, purpose in ((p.seats, "alloc/draw"), (p.substitutes, "alloc/sub"))]
        self.sub = uv.sub_seed(self.seed, "draw")
        self.used, self.seen, self.seat, self.spare = {}, set(), {}, []
        lines = []
        for word, share in zip(("member", "substitute"), shares):
            lines += self.select(word, list(share))
        self.members = len(self.seat)
        self.entry("03-result.txt", "result", "seed " + self.seed,
                   *("%s %d %d" % (word, h, n) for word, share in
                     zip(("seats", "substitutes"), shares) for h, n in enumerate(share, 1)),
                   *lines)

    def ticket(self, number):
        """The ticket of a participation number."""
        return uv.ticket(self.sub, self.plan.electors[number - 1].pid)

    def visit(self):
        """The participation numbers in the order of their tickets."""
        return sorted(range(1, len(self.plan.electors) + 1), key=self.ticket)

    def attribute(self, number):
        """The ATTR of an elector."""
        one = self.plan.electors[number - 1]
        return ("household:%s:%s" % (one.value, one.asalt) if self.plan.household
                else one.attribute)

    def select(self, word, left):
        """One pass of draw-1 §11.2."""
        lines = []
        for number in self.visit():
            one = self.plan.electors[number - 1]
            if number in self.seat or number in dict(self.spare) or not left[one.stratum - 1]:
                continue
            self.seen.add(number)
            who = "%d %s %d %s" % (number, one.pid, one.stratum, self.ticket(number))
            if self.plan.household and one.value in self.used:
                lines.append("skip %s %s household %d %s" % (
                    word, who, self.used[one.value], self.attribute(number)))
                continue
            left[one.stratum - 1] -= 1
            if one.value != "-":
                self.used[one.value] = number
            if word == "member":
                self.seat[number] = one.stratum
            else:
                self.spare.append((number, one.stratum))
            lines.append("select %s %d %s %s" % (word, len(self.seat) + len(self.spare), who,
                                                 self.attribute(number)))
        return lines + ["short %s %d %d" % (word, h, n) for h, n in enumerate(left, 1) if n]

    # -- later entries --

    def successor(self, h):
        """The lines of a group behind `refused` (transcript-1 §8.2), and who is called."""
        lines = []
        for number, stratum in self.spare:
            if stratum == h:
                return ["called %d %s" % (number, self.ticket(number))], number
        for number in self.visit():
            one = self.plan.electors[number - 1]
            if one.stratum != h or number in self.seen:
                continue
            self.seen.add(number)
            opened = " ".join((self.ticket(number), self.attribute(number)))
            if self.plan.household and one.value in self.used:
                lines.append("passed %d %s" % (number, opened.replace(
                    " ", " %d " % self.used[one.value], 1)))
                continue
            if one.value != "-":
                self.used[one.value] = number
            return lines + ["called %d %s" % (number, opened)], number
        for number, _ in self.spare:
            return lines + ["called %d %s" % (number, self.ticket(number))], number
        return lines + ["vacant"], None


def replace(*numbers, time=None):
    """The numbers decline, one after the other."""
    def step(d):
        lines = []
        for number in numbers:
            h = d.seat.pop(number)
            group, called = d.successor(h)
            d.spare = [one for one in d.spare if one[0] != called]
            if called:
                d.seat[called] = h
            lines += ["refused %d" % number] + group
        d.refused = getattr(d, "refused", 0) + len(numbers)
        d.entry(d.next("replace"), "replace", *lines, time=time)
    return step


def rekey(role, to, *observers, expire=None):
    """A new key for a role, signed by observers."""
    def step(d):
        d.entry(d.next("rekey"), "rekey", "role " + role,
                "old " + key(d.by.get(role, role)).text, "key " + key(to).text,
                *(["expire " + expire] if expire else []), signers=observers)
        d.by[role] = to
    return step


def handover(giver, taker, passed=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18)):
    """The lead passes on."""
    def step(d):
        d.entry(d.next("handover"), "handover", "from " + giver, "to " + taker,
                *("check V%02d %s" % (n, "PASS" if n in passed else "NOT-CHECKED")
                  for n in range(1, 29)), signers=sorted((giver, taker)))
    return step


def audit(lines=None, **other):
    """The audit entry: all clean and found, or with other lines."""
    def step(d):
        leaves, positions = (min(n, len(d.plan.electors)) for n in d.plan.audit)
        m = (lines or len(d.plan.electors)) if positions else 0
        sub = uv.sub_seed(d.seed, "audit/leaf")
        tickets = sorted((uv.ticket(sub, one.pid), n)
                         for n, one in enumerate(d.plan.electors, 1))[:leaves]
        sub, taken, counter = uv.sub_seed(d.seed, "audit/roll"), set(), 0
        while len(taken) < positions:
            value, counter = uv.randint(sub, "position", m, counter)
            taken.add(value + 1)
        plan = uv.joined("urne/1 audit-plan", "ceremony " + d.plan.ceremony, "seed " + d.seed,
                         "lines %d" % m, *("leaf %d %s" % (n, t) for t, n in tickets),
                         *("position %d" % n for n in sorted(taken)), "end")
        said = {"full": "yes", "lines": m, "leaves": "%d %d 0 0" % (leaves, leaves),
                "positions": "%d %d 0 0" % (positions, positions), "plan": digest(plan)}
        said.update(other)
        d.entry(d.next("audit"), "audit", *("%s %s" % one for one in said.items()))
    return step


def abort(reason="late"):
    """The ceremony ends without a result that counts."""
    return lambda d: d.entry(d.next("abort"), "abort", "reason " + reason)


def close(selected=None, replaced=None):
    """The ceremony ends."""
    def step(d):
        d.entry("99-close.txt", "close",
                "selected %s" % (d.members if selected is None else selected),
                "replaced %s" % (getattr(d, "refused", 0) if replaced is None else replaced))
    return step


SQUARE_LATER = [replace(6, 4, 3, 8, 2), rekey("custodian", "custodian2", "observer1",
                                              "observer2", expire="2024-12-31"),
                handover("clerk", "budget"), close()]


def made(plan, held=None, honest=None):
    """The files of a plan, signed.

    `held` are the roles whose keys the cheat has, all if None. A signature of another role is
    taken over from the folder `honest`, and missing if that has none.
    """
    d = Dossier(copy.deepcopy(plan))
    for name in d.order:
        for role, by in d.signers[name]:
            file = "%s.%s.minisig" % (name, role)
            if held is None or role in held:
                d.files[file] = signature(d.files[name], name, role, by)
            elif honest and file in honest:
                d.files[file] = honest[file]
    return sums(d.files)
