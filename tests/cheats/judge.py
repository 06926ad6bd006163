"""The three verifiers over the same folders.

Each verifier is a function of a list of Asked that returns, for each, what failed as a
list of (check, file, item) in the order of the checks.
"""

import functools
import json
import os
import subprocess

from forge import ROOT, uv

URNE = os.environ.get("URNE", os.path.join(ROOT, "build", "release", "urne"))


class Asked:
    """A folder, and what its reader holds beside it."""

    def __init__(self, path, seal=None, keys=None, prior=None, receipt=None, opened=None):
        self.path, self.seal, self.keys = path, seal, keys
        self.prior, self.receipt, self.opened = prior, receipt, opened


def failures(checks):
    """What failed, of the list of checks that every verifier gives."""
    return [(one["id"], os.path.basename(one["file"]), one["item"]) for one in checks
            if one["result"] == "FAIL"]


def urne(asked):
    """The program."""
    found = []
    for one in asked:
        words = [URNE, "verify", one.path, "--json"]
        if one.seal:
            words += ["--seal", one.seal]
        if one.keys:
            words += ["--key", ",".join("%s=%s" % pair for pair in one.keys.items())]
        for option in ("prior", "receipt", "opened"):
            if getattr(one, option):
                words += ["--" + option, getattr(one, option)]
        done = subprocess.run(words, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit("%s: %s" % (" ".join(words), done.stderr.decode()))
        found.append(failures(json.loads(done.stdout)["checks"]))
        assert bool(found[-1]) == (done.returncode == 1)
    return found


def python(asked):
    """docs/verifier/urne_verify.py, whose slow sums are remembered between folders."""
    for name in ("ed_key", "ed_verify", "beacon_verify"):
        if not hasattr(getattr(uv, name), "cache_info"):
            setattr(uv, name, functools.lru_cache(None)(getattr(uv, name)))
    found = []
    for one in asked:
        judged = uv.verify(one.path, seal=one.seal, key=one.keys, prior=one.prior,
                           receipt=one.receipt, opened=one.opened)
        found.append(failures(uv.as_json(judged)["checks"]))
    return found


def page(asked):
    """The core of docs/verifier/verify.html, in Node."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page.mjs")
    done = subprocess.run(["node", script], input=json.dumps([vars(one) for one in asked]),
                          stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit("page.mjs ended with %d" % done.returncode)
    return [failures(checks) for checks in json.loads(done.stdout)]


def present():
    """The verifiers there are, by name, and why others are not."""
    found, lacking = {"urne": urne}, {}
    if os.path.basename(os.environ.get("BUILD", "release")) != "release":
        lacking["python"] = lacking["page"] = "they are tested once, with the release"
        return found, lacking
    found["python"] = python
    if os.environ.get("no_page"):
        lacking["page"] = os.environ["no_page"]
    else:
        found["page"] = page
    return found, lacking
