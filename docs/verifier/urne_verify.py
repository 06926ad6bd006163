#!/usr/bin/env python3
"""Verifies the public folder of a draw, of a count or of a panel made with urne.

Written from docs/spec alone (draw-1, tally-1, budget-1, transcript-1, panel-1, pool-1), with
the standard library of Python 3.9 or later, and sharing no line with the program urne:

    python3 urne_verify.py FOLDER|CONTAINER [--seal HEX64] [--key ROLE=PUBKEY]...
        [--prior FOLDER] [--roll FILE] [--receipt FILE] [--opened FOLDER] [--json]
        [--lang en|fr]

FOLDER of --opened holds what accredited observers received of the draw of a panel,
pool-open.txt and panel-proof.txt; without it V11 and V22 of a sealed pool stay NOT-CHECKED.
It reads the folder and what the user gives, each file once, writes nothing, and prints the
checks V01 to V28 of draw-1 §15 as the other documents amend them.  Exit status: 0 yes, 1 no,
2 usage, 4 something could not be read.  Of RFC 3161 tokens it knows the names alone: V17.

Who has one afternoon begins at the end: `main`, `says`, then the checks `v01` to `v28` in
their order, then what they stand on.

      53 to  349  words
     352 to  486  conventions: draw-1 §1
     489 to  521  the Merkle tree: draw-1 §6.2
     524 to  548  seed: draw-1 §9
     551 to  960  notes: draw-1 §7
     963 to 1120  the notes of a count: tally-1 §3, §4, §6
    1123 to 1335  the notes and lists of a panel: pool-1 §3 to §7
    1338 to 1360  ballots.txt: tally-1 §5
    1363 to 2454  the count: budget-1
    2457 to 2873  the certificate of a panel: panel-1
    2876 to 2965  Ed25519: transcript-1 §3.2, §4.4
    2968 to 3205  the beacon, BLS12-381: transcript-1 §6
    3208 to 3340  later entries, the beacon and signatures: transcript-1
    3343 to 3644  the kinds of dossier: draw-1 §8.1, tally-1 §7.1, pool-1 §8, transcript-1 §2.3
    3647 to 3760  allocation and selection: draw-1 §10, §11
    3763 to 5213  the checks
    5216 to 5428  what is printed
"""

import bisect
import hashlib
import heapq
import json
import os
import re
import stat
import sys
import unicodedata
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import gcd

# ---- words ----

NAMES = (
    ("container", "contenu du dossier"), ("note grammar", "forme des notes"),
    ("keywords", "mots-clés"), ("chain", "enchaînement"), ("ceremony", "cérémonie"),
    ("signatures", "signatures"), ("rules", "règles"), ("roll grammar", "forme de la liste"),
    ("order", "ordre"), ("root", "racine"), ("strata", "strates"), ("sources", "sources"),
    ("seed", "graine"), ("beacon", "balise"), ("draw", "tirage"),
    ("time", "dates et heures"), ("timestamp", "horodatage"),
    ("replacements", "remplacements"), ("sample audit", "audit par sondage"),
    ("continuity", "continuité"), ("handover", "passation"), ("panels", "panels"),
    ("ballots", "bulletins"), ("duplicates", "doublons"),
    ("eligibility", "droit de participer"), ("tally", "dépouillement"),
    ("ties", "ex aequo"), ("receipt", "récépissé"))

ITEMS = {"absent": "absent", "file": "fichier", "lines": "lignes", "name": "nom",
         "root": "racine", "seal": "sceau", "sha256": "SHA-256", "unlisted": "hors de sums.txt"}

# Why a check fails or is not made, what it found: English, French.
WHY = {
    "E-NOTE-001": ("the note does not end with the line 'end'",
                   "la note ne se termine pas par la ligne « end »"),
    "E-NOTE-002": ("empty line, or line of more than 1024 bytes",
                   "ligne vide, ou ligne de plus de 1024 octets"),
    "E-NOTE-003": ("a byte or space that a note does not allow",
                   "un octet ou un espace qu'une note n'admet pas"),
    "E-NOTE-004": ("the first line is not 'urne/1 {0}'",
                   "la première ligne n'est pas « urne/1 {0} »"),
    "E-NOTE-005": ("expected '{0}', found '{1}'", "attendu : « {0} », trouvé : « {1} »"),
    "E-NOTE-006": ("'{0}' takes exactly {1} fields",
                   "« {0} » prend un nombre exact de champs : {1}"),
    "E-NOTE-007": ("'{0}' is not {1}", "« {0} » n'est pas {1}"),
    "E-CHECK-001": ("the file is missing", "le fichier manque"),
    "E-CHECK-002": ("not a regular file that can be read",
                    "n'est pas un fichier ordinaire lisible"),
    "E-CHECK-003": ("no file of a dossier has this name",
                    "aucun fichier d'un dossier ne porte ce nom"),
    "E-CHECK-004": ("the file is not listed in sums.txt",
                    "le fichier ne figure pas dans sums.txt"),
    "E-CHECK-005": ("the file does not have the SHA-256 that sums.txt lists",
                    "le fichier n'a pas le SHA-256 indiqué par sums.txt"),
    "E-CHECK-006": ("not a line of SHA-256 and name, in ascending order",
                    "ce n'est pas une ligne faite d'un SHA-256 et d'un nom, dans l'ordre "
                    "croissant"),
    "E-CHECK-007": ("the entry should have seq {0}", "l'acte devrait porter seq {0}"),
    "E-CHECK-008": ("prev is not the SHA-256 of the entry before ({0})",
                    "prev n'est pas le SHA-256 de l'acte précédent ({0})"),
    "E-CHECK-009": ("the seal of this folder is not the seal given",
                    "le sceau de ce dossier n'est pas le sceau donné"),
    "E-CHECK-010": ("the note is of another ceremony",
                    "la note appartient à une autre cérémonie"),
    "E-CHECK-011": ("the file is not the one that was sealed",
                    "le fichier n'est pas celui qui a été scellé"),
    "E-CHECK-012": ("not a line of PID, stratum and commitment",
                    "ce n'est pas une ligne faite d'un PID, d'une strate et d'un engagement"),
    "E-CHECK-013": ("the PID is not greater than the one before it",
                    "le PID n'est pas plus grand que le précédent"),
    "E-CHECK-014": ("the line does not fit the strata or attributes of the rules",
                    "la ligne ne correspond pas aux strates ou aux attributs des règles"),
    "E-CHECK-015": ("the stratum does not have this number of electors in roll.txt",
                    "la strate n'a pas ce nombre d'électeurs dans roll.txt"),
    "E-CHECK-016": ("the stratum has fewer electors than kmin",
                    "la strate a moins d'électeurs que kmin"),
    "E-CHECK-017": ("the revealed value is not of the source that was sealed",
                    "la valeur révélée n'est pas celle de la source scellée"),
    "E-CHECK-018": ("without a beacon, 20 ten-sided or 26 six-sided dice are needed, and no "
                    "sealed contribution",
                    "sans balise, il faut 20 dés à dix faces ou 26 dés à six faces, et aucune "
                    "contribution scellée"),
    "E-CHECK-019": ("not what the sealed sources and the revealed values make",
                    "ce n'est pas ce que donnent les sources scellées et les valeurs révélées"),
    "E-CHECK-020": ("seed is not the SHA-256 of {0}", "seed n'est pas le SHA-256 de {0}"),
    "E-CHECK-021": ("not the seats that the rules and the seed give",
                    "ce ne sont pas les sièges que donnent les règles et la graine"),
    "E-CHECK-022": ("not the elector, or not the decision, that tickets and rules give here",
                    "ce n'est pas l'électeur, ou pas la décision, que donnent ici les tickets "
                    "et les règles"),
    "E-CHECK-023": ("the time is not after that of {0}",
                    "la date et l'heure ne sont pas postérieures à celles de {0}"),
    "E-CHECK-024": ("the lottery was drawn before the seal",
                    "la loterie a été tirée avant le scellement"),
    "E-CHECK-025": ("promised here, and this version of urne cannot check it",
                    "promis ici, et cette version d'urne ne sait pas le contrôler"),
    "E-CHECK-026": ("this line of the receipt is not confirmed by the public files",
                    "cette ligne du récépissé n'est pas confirmée par les fichiers publics"),
    "E-CHECK-031": ("not sealed yet", "pas encore scellé"),
    "E-CHECK-032": ("no dice yet", "dés pas encore lancés"),
    "E-CHECK-033": ("not drawn yet", "pas encore tiré"),
    "E-CHECK-034": ("no key announced", "aucune clé annoncée"),
    "E-CHECK-035": ("no beacon announced", "aucune balise annoncée"),
    "E-CHECK-036": ("no token in this dossier", "aucun jeton dans ce dossier"),
    "E-CHECK-037": ("no such entry in this dossier",
                    "aucun acte de ce genre dans ce dossier"),
    "E-CHECK-038": ("no audit announced", "aucun audit annoncé"),
    "E-CHECK-039": ("no prior ceremony given", "aucune cérémonie précédente donnée"),
    "E-CHECK-040": ("no receipt given", "aucun récépissé donné"),
    "E-CHECK-041": ("electors: {0}", "électeurs : {0}"),
    "E-CHECK-042": ("strata: {0}", "strates : {0}"),
    "E-CHECK-043": ("{0} members and {1} substitutes, seats re-derived, no lower ticket passed "
                    "over",
                    "{0} titulaires et {1} suppléants, sièges recalculés, aucun ticket plus "
                    "petit laissé de côté"),
    "E-CHECK-044": ("number {0} is on the sealed roll",
                    "le numéro {0} figure sur la liste scellée"),
    "E-CHECK-045": ("number {0} is on the sealed roll and was drawn as a member",
                    "le numéro {0} figure sur la liste scellée et a été tiré comme titulaire"),
    "E-CHECK-046": ("number {0} is on the sealed roll and was drawn as a substitute",
                    "le numéro {0} figure sur la liste scellée et a été tiré comme suppléant"),
    "E-CHECK-047": ("number {0} is on the sealed roll and was not drawn",
                    "le numéro {0} figure sur la liste scellée et n'a pas été tiré"),
    "E-CHECK-051": ("not a line of BID and choices",
                    "ce n'est pas une ligne faite d'un BID et de choix"),
    "E-CHECK-052": ("the BID is not greater than the one before it",
                    "le BID n'est pas plus grand que le précédent"),
    "E-CHECK-053": ("not the ballots and those set aside together",
                    "ce n'est pas la somme des bulletins et de ceux mis de côté"),
    "E-CHECK-054": ("not what projects, rules, ballots and seed make",
                    "ce n'est pas ce que donnent projets, règles, bulletins et graine"),
    "E-CHECK-055": ("not the tie, or not the lot, that the count and the seed make",
                    "ce n'est pas l'égalité, ou le sort, que donnent le compte et la graine"),
    "E-CHECK-056": ("no draw in this dossier", "aucun tirage dans ce dossier"),
    "E-CHECK-057": ("not counted yet", "pas encore dépouillé"),
    "E-CHECK-058": ("who may vote is not public", "qui peut voter n'est pas public"),
    "E-CHECK-059": ("projects: {0}, ballots: {1}", "projets : {0}, bulletins : {1}"),
    "E-CHECK-060": ("received: {0}, set aside: {1}", "reçus : {0}, mis de côté : {1}"),
    "E-CHECK-061": ("projects selected: {0}, counted again",
                    "projets retenus : {0}, recomptés"),
    "E-CHECK-062": ("ties: {0}, by lot: {1}", "égalités : {0}, par le sort : {1}"),
    "E-COUNT-004": ("tie that changes the result, in round {0}, between the projects {1}",
                    "égalité qui change le résultat, au tour {0}, entre les projets {1}"),
    "E-COUNT-006": ("given up: too many ways in which ties could fall",
                    "abandonné : trop de façons de départager les ex aequo"),
    "E-COUNT-101": ("'{0}' cannot be {1} here", "« {0} » ne peut pas être {1} ici"),
    "E-CHECK-070": ("not one of the four lines of a signature",
                    "ce n'est pas une des quatre lignes d'une signature"),
    "E-CHECK-071": ("not signed with the key in force", "pas signé avec la clé en vigueur"),
    "E-CHECK-072": ("the signature does not verify", "la signature ne se vérifie pas"),
    "E-CHECK-073": ("the trusted comment is not that of this file and role",
                    "le commentaire signé n'est pas celui de ce fichier et de ce rôle"),
    "E-CHECK-079": ("no entry of this folder has this name",
                    "aucun acte de ce dossier ne porte ce nom"),
    "E-CHECK-080": ("no key that a role can have, or the key of another role",
                    "pas une clé qu'un rôle peut avoir, ou la clé d'un autre rôle"),
    "E-CHECK-081": ("not the key of the role '{0}' that was given",
                    "ce n'est pas la clé du rôle « {0} » qui a été donnée"),
    "E-CHECK-082": ("not a role with this key in force and a fresh key",
                    "pas un rôle avec cette clé en vigueur et une clé nouvelle"),
    "E-CHECK-083": ("the role '{0}' has no announced key",
                    "le rôle « {0} » n'a pas de clé annoncée"),
    "E-CHECK-084": ("the key expired on {0}, before the day of the entry",
                    "la clé a expiré le {0}, avant le jour de l'acte"),
    "E-CHECK-085": ("a signature that is required here is not there",
                    "une signature exigée ici manque"),
    "E-CHECK-086": ("not the chain 'quicknet' of drand",
                    "ce n'est pas la chaîne « quicknet » de drand"),
    "E-CHECK-087": ("not the beacon of the round that was sealed",
                    "ce n'est pas la balise du tour qui a été scellé"),
    "E-CHECK-088": ("follows an abort or a close", "suit un abandon ou une clôture"),
    "E-CHECK-089": ("does not fit the time of the round, {0}",
                    "ne s'accorde pas avec l'heure du tour, {0}"),
    "E-CHECK-090": ("not the replacement that tickets and rules give here",
                    "ce n'est pas le remplacement que donnent ici les tickets et les règles"),
    "E-CHECK-091": ("not the number that the entries give",
                    "ce n'est pas le nombre que donnent les actes"),
    "E-CHECK-092": ("does not continue the prior ceremony that was given",
                    "ne continue pas la cérémonie précédente donnée"),
    "E-CHECK-093": ("not a handover of the lead between two announced roles, verified by the "
                    "receiver", "pas une passation entre deux rôles annoncés, vérifiée par qui "
                    "reçoit"),
    "E-CHECK-094": ("signatures: {0}", "signatures : {0}"),
    "E-CHECK-095": ("the folder of the prior ceremony was not given",
                    "le dossier de la cérémonie précédente n'a pas été donné"),
    "E-CHECK-096": ("round {0} of drand quicknet, made at {1}",
                    "tour {0} de drand quicknet, fait à {1}"),
    "E-CHECK-097": ("refused: {0}, seats that stay vacant: {1}",
                    "refus : {0}, sièges qui restent vacants : {1}"),
    "E-CHECK-098": ("no beacon was sealed", "aucune balise n'a été scellée"),
    "E-CHECK-099": ("a party has one contribution", "une partie a une seule contribution"),
    "E-CHECK-103": ("what it rests on has failed", "ce sur quoi il repose a échoué"),
    "E-PY-001": ("this verifier lacks a reader of RFC 3161 tokens: see openssl ts -verify",
                 "ce vérificateur ne sait pas lire les jetons RFC 3161 : openssl ts -verify"),
    "E-PY-010": ("the features are with accredited observers",
                 "les caractéristiques sont chez les observateurs accrédités"),
    "E-PY-011": ("the panels are there; that they give the chances is checked by who has the "
                 "opened files",
                 "les panels sont là ; qui a les fichiers ouverts contrôle qu'ils donnent les "
                 "chances"),
    "E-PY-012": ("not a line of this file, in its place", "ce n'est pas une ligne de ce fichier, "
                 "à sa place"),
    "E-PY-013": ("persons: {0}", "personnes : {0}"),
    "E-PY-014": ("persons: {0}, features: {1}", "personnes : {0}, caractéristiques : {1}"),
    "E-PY-015": ("panel {0}, persons: {1}", "panel {0}, personnes : {1}"),
    "E-PY-016": ("the features do not open the commitment of the line of pool.txt",
                 "les caractéristiques n'ouvrent pas l'engagement de la ligne de pool.txt"),
    "E-PY-017": ("the household is not the next one, or it has one person alone",
                 "le foyer n'est pas le suivant, ou n'a qu'une personne"),
    "E-PY-018": ("not the panel, or not the counts or persons, that the number gives",
                 "ce n'est pas le panel, ou pas les nombres ou les personnes, que donne le numéro"),
    "E-PY-019": ("a dice source alone is needed, its ways a multiple of the panels",
                 "il faut des dés pour seule source, de façons multiples du nombre de panels"),
    "E-PY-020": ("panels: {0}, lowest chance: {1}, greatest deviation: {2}",
                 "panels : {0}, chance la plus faible : {1}, plus grand écart : {2}"),
    "E-PY-021": ("panels: {0}, lowest chance: {1}, people on no panel: {2}, greatest "
                 "deviation: {3}",
                 "panels : {0}, chance la plus faible : {1}, personnes dans aucun panel : {2}, "
                 "plus grand écart : {3}"),
    "E-PY-022": ("panels: {0}, lowest chance: {1}; THE PANELS ARE OFF THE CHANCES by up to "
                 "{2}",
                 "panels : {0}, chance la plus faible : {1} ; LES PANELS S'ÉCARTENT DES "
                 "CHANCES, de {2} au plus"),
    "E-PY-023": ("panels: {0}, lowest chance: {1}, people on no panel: {2}; THE PANELS ARE "
                 "OFF THE CHANCES by up to {3}",
                 "panels : {0}, chance la plus faible : {1}, personnes dans aucun panel : {2} ; "
                 "LES PANELS S'ÉCARTENT DES CHANCES, de {3} au plus"),
    "E-PY-024": ("not as it is sealed and ruled", "pas comme scellé et réglé"),
    "E-PY-025": ("the panel breaks a quota or the size, or has two persons of a household",
                 "le panel rompt un quota ou la taille, ou a deux personnes d'un foyer"),
    "E-PY-026": ("not the counts of this panel", "ce ne sont pas les nombres de ce panel"),
    "E-PY-027": ("not what the certificate and the panels make",
                 "ce n'est pas ce que donnent le certificat et les panels"),
    "C0": ("the certificate: not a line that may stand here",
           "le certificat : pas une ligne qui peut se trouver ici"),
    "C1": ("C1: not the types, rows or size of the pool and the quotas",
           "C1 : pas les types, les rangées ou la taille du panel"),
    "C2": ("C2: this does not prove the cut", "C2 : ceci ne prouve pas la coupe"),
    "C3": ("C3: the panel takes an absent or breaks a cut",
           "C3 : le panel prend un absent ou rompt une coupe"),
    "C4": ("C4: not a stage that is due, or a stage is missing",
           "C4 : pas une étape attendue, ou il en manque une"),
    "C5": ("C5: the stage does not hold", "C5 : l'étape ne tient pas"),
    "C6": ("C6: not the chances of this lottery", "C6 : pas les chances de cette loterie"),
    "C7": ("C7: not a panel in its place, or the weights are not 1 together",
           "C7 : pas un panel à sa place, ou les poids ne font pas 1 ensemble"),
    "E-AUDIT-014": ("no audit yet", "pas encore d'audit"),
    "E-AUDIT-013": ("the audit that was promised is not there", "l'audit promis manque"),
    "E-AUDIT-015": ("not what the seal and the seed make of the audit",
                    "ce n'est pas ce que le sceau et la graine font de l'audit"),
    "E-AUDIT-017": ("not the roll key that was sealed",
                    "ce n'est pas la clé de liste qui a été scellée"),
    "E-AUDIT-018": ("leaves: {0}, positions: {1}, full check: {2}",
                    "feuilles : {0}, positions : {1}, contrôle complet : {2}"),
}

# What is said beside the checks (transcript-1 §11.1): English, French.
SAYS = {
    "announced": ("announced, not sealed yet", "annoncé, pas encore scellé"),
    "sealed": ("sealed, no dice yet", "scellé, les dés ne sont pas encore lancés"),
    "revealed": ("dice thrown, not drawn yet", "dés lancés, le tirage n'est pas encore fait"),
    "uncounted": ("dice thrown, not counted yet",
                  "dés lancés, le dépouillement n'est pas encore fait"),
    "knowable": ("ABORTED WHEN THE RESULT WAS KNOWABLE",
                 "ABANDONNÉ QUAND LE RÉSULTAT POUVAIT ÊTRE CONNU"),
    "aborted": ("aborted, reason: {0}", "abandonné, motif : {0}"),
    "closed": ("closed", "clos"),
    "vacant 1": ("1 seat stays vacant", "1 siège reste vacant"),
    "vacant": ("{0} seats stay vacant", "{0} sièges restent vacants"),
    "differs": ("THE AUDIT FOUND DIFFERENCES", "L'AUDIT A TROUVÉ DES DIFFÉRENCES"),
    "full yes": ("full check of the roll by the holder of its key: yes",
                 "contrôle complet de la liste par qui détient sa clé : oui"),
    "full no": ("full check of the roll by the holder of its key: no",
                "contrôle complet de la liste par qui détient sa clé : non"),
    "leaves clean": ("{0} clean leaves: fewer than {1} % ghosts at 95 %",
                     "{0} feuilles saines : moins de {1} % de fantômes à 95 %"),
    "leaves": ("leaves {0}: clean {1}, ghosts {2}, unopened {3}",
               "feuilles {0} : saines {1}, fantômes {2}, non ouvertes {3}"),
    "positions clean": ("{0} positions, none missing: fewer than {1} % omissions at 95 %",
                        "{0} positions, aucune absente : moins de {1} % d'omissions à 95 %"),
    "positions": ("positions {0}: found {1}, excluded {2}, missing {3}",
                  "positions {0} : trouvées {1}, écartées {2}, absentes {3}"),
    "official": ("the official roll has {0} lines, says the audit",
                 "la liste officielle a {0} lignes, dit l'audit"),
    "destroyed": ("the roll key was destroyed on {0}", "la clé de liste a été détruite le {0}"),
    "no beacon": ("NO BEACON: trust in the throw",
                  "SANS BALISE : la confiance repose sur le lancer"),
    "witnesses": ("the time of the throw rests on the signatures of: {0}",
                  "l'heure du lancer repose sur les signatures de : {0}"),
    "no witness": ("the time of the throw rests on the clerk alone: no other role signed it",
                   "l'heure du lancer repose sur le greffe seul : aucun autre rôle n'a signé"),
    "no seal": ("the seal was not compared with the poster: give --seal",
                "le sceau n'a pas été comparé à celui de l'affiche : ajouter --seal"),
    "unpinned": ("keys not compared with the public notice (give --key): {0}",
                 "clés non comparées à l'avis public (ajouter --key) : {0}"),
    "yes": ("yes: every check that these files allow has passed",
            "oui : tous les contrôles que ces fichiers permettent sont réussis"),
    "no 1": ("no: {0} check failed", "non : {0} contrôle a échoué"),
    "no": ("no: {0} checks failed", "non : {0} contrôles ont échoué"),
}


class Fault(Exception):
    """What ends the reading of a file, or fails a check: item (or line), code, its words."""

    def __init__(self, item, code, *words, file=None, keyword=False):
        super().__init__(code)
        self.item = item if isinstance(item, str) else "line %d" % item
        self.code, self.words = code, words
        self.file, self.keyword = file, keyword


# ---- conventions: draw-1 §1 ----


def sha(data):
    """H of draw-1 §1.3."""
    return hashlib.sha256(data).digest()


def joined(*fields):
    """L of draw-1 §1.5; text is taken as ASCII."""
    return b"".join((field.encode("ascii") if isinstance(field, str) else field) + b"\n"
                    for field in fields)


def hex_of_hash(*fields):
    """hex(H(L(...))), draw-1 §1.3 to §1.5."""
    return hashlib.sha256(joined(*fields)).hexdigest()


HEX64 = re.compile(rb"[0-9a-f]{64}\Z")
DIGITS = re.compile(rb"(?:0|[1-9][0-9]{0,15})\Z")
FIELD = re.compile(rb"[a-z][a-z0-9-]{0,31}\Z")
ROLE = re.compile(rb"[a-z][a-z0-9-]{0,15}\Z")
DATE = re.compile(rb"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
CLOCK = re.compile(rb"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z")
MOST = 2 ** 53 - 1


def integer(field):
    """The value of an integer of draw-1 §1.6, or None."""
    if DIGITS.match(field) and int(field) <= MOST:
        return int(field)
    return None


def is_date(field):
    """A day of the Gregorian calendar, draw-1 §1.7."""
    found = DATE.match(field)
    if not found:
        return False
    year, month, day = (int(part) for part in found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


def is_time(field):
    """A TIME of draw-1 §1.7."""
    return is_date(field[:10]) and bool(CLOCK.match(field[10:]))


# The code points that Unicode 15.0 assigns: lengths of runs in base 36, assigned and not
# in turns, from U+0000.  Frozen here because Python has the tables of another version.
ASSIGNED = """
oo 2 6 4 7 1 1 1 k 1 b1 1 12 2 1e 2 3 1 1j 8 r 4 6 b 7i 1 1o 2 2t e 1n 2 1d 2 f 1 s 2 1 1 b 5
v 1 2 6 6k 1 8 2 2 2 m 1 7 1 1 3 4 2 9 2 2 2 4 8 1 4 2 1 5 2 p 2 3 1 6 4 2 2 m 1 7 1 2 1 2 1 2
2 1 1 5 4 2 2 3 3 1 7 4 1 1 7 h a 3 1 9 1 3 1 m 1 7 1 2 1 5 2 a 1 3 1 3 2 1 f 4 2 c 7 7 1 3 1
8 2 2 2 m 1 7 1 2 1 5 2 9 2 2 2 3 7 3 4 2 1 5 2 i a 2 1 6 3 3 1 4 3 2 1 1 1 2 3 2 3 3 3 c 4 5
3 3 1 4 2 1 6 1 e l 5 d 1 3 1 n 1 g 2 9 1 3 1 4 7 2 1 3 2 1 2 4 2 a 7 m 1 3 1 n 1 a 1 5 2 9 1
3 1 4 7 2 6 2 1 4 2 a 1 3 c d 1 3 1 1f 1 3 1 6 4 g 2 q 1 3 1 i 3 o 1 9 1 1 2 7 3 1 4 6 1 1 1 8
6 a 2 3 c 1m 4 t 11 2 1 1 1 5 1 o 1 1 1 n 2 5 1 1 1 7 1 a 2 4 w 20 1 10 4 13 1 10 1 f 1 d 11
5i 1 1 5 1 2 ah 1 4 2 7 1 1 1 4 2 15 1 4 2 x 1 4 2 7 1 1 1 4 2 f 1 1l 1 4 2 1v 2 w 3 q 6 2e 2
6 2 il 3 2h 7 m 9 o 9 k c d 1 3 1 2 c 2m 2 a 6 a 6 q 6 2h 7 17 5 1y a v 1 c 4 c 4 1 3 16 2 5 b
18 4 q 6 b 3 1q 2 1t 1 t 2 b 6 a 6 e 2 v 1d 25 3 1b 1 38 8 1o 3 f 3 1o 7 17 2 b 8 17 5 eu 2 6
2 12 2 6 2 8 1 1 1 1 1 1 1 v 2 1h 1 f 1 e 2 6 1 j 2 3 1 9 1 2t 1 c 2 r 1 d 3 x f x f 3w 4 if p
b l 1ec 2 w 1 9p 5 19 1 1 5 1 2 1k 7 2 e o 9 7 1 7 1 7 1 7 1 7 1 7 1 7 1 7 1 3i y q 1 2h c 5y
q c 4 1s 1 2e 2 2v 5 17 1 2m 1 2c c 1b 1 mlp 3 1j 9 9o k 54 8 5n 5 2 1 1 1 5 o 1n 3 a 6 1k 8
1y 8 c 6 38 b u 3 26 1 b 4 x 1 1j 9 e 2 a 2 2v o s a 6 2 6 2 6 9 7 1 7 1 1o 4 3i 2 a 6 8mc c n
4 1d 4 6su 2 2y 12 7 c 5 5 q 1 5 1 1 1 2 1 2 1 3h g cd 2 1i 7 1 w 16 6 1f 1 j 1 4 4 5 1 3r 2 1
1 5a 3 6 2 6 2 6 2 3 3 7 1 7 a 5 2 c 1 q 1 j 1 2 1 f 2 e y 3f 5 3 4 19 3 2g 1 d 3 1 1b 1a 3m t
3 1d f s 4 10 9 u 5 17 5 u 1 11 4 e 16 4e 2 a 6 10 4 10 4 14 8 1g b c 1 f 1 7 1 2 1 b 1 f 1 7
1 2 1v 8n 9 m a 8 o 6 1 16 1 9 1x 6 2 1 1 18 1 2 3 1 2 n 1 20 8 9 1c j 1 2 5 x 3 r 5 1 1s 1k 4
k 2 1e 1 2 5 8 1 3 1 t 2 3 4 a 7 9 7 1s w 13 4 c 9 1i 3 t 2 r 5 q 7 4 c 7 28 21 1j 1f d 1f 7
1a 8 a 86 v 1 16 1 3 2 2 23 17 8 16 m q 12 s k n 9 26 4 10 9 1w a 1 2 p 7 a 6 1h 1 i 8 13 9 2o
1 k b i 1 1b 1q 7 1 1 1 4 1 f 1 b 6 1n 5 a 6 4 1 8 2 2 2 m 1 7 1 2 1 5 1 a 2 2 2 3 2 1 6 1 5 7
2 7 3 5 3v 2k 1 5 u 20 8 a 4m 1i 2 12 y 1x b a 6 d j 1m 6 a 1i r 2 f 4 n 55 1o 2s 2b c 8 2 1 2
8 1 2 1 u 1 2 2 c 9 a 1y 8 2 1a 2 b r 20 8 2b d 21 7 a 6u 9 1 19 1 e a t 3 w 2 m 1 e 21 7 1 2
1 18 3 1 1 2 1 9 8 a 6 6 1 2 1 11 1 2 1 6 7 a 8m p 7 h 1 15 3 s 2e 1 f 1e d pn 2u 33 1 5 b 5g
218 2r d uu 33e g7 6nt ft 7 v 1 a 4 29 1 a 6 u 2 6 a 1y a a 1 7 1 l 5 j j4 2j 2t 23 4 1l 7 h
1s 5 b 2 e 4qg 8 ye 16 9 6w7 4 1 7 1 2 1 83 f 1 t 3 2 1 e 4 8 b0 1s4 2z 5 d 3 9 7 a 2 8 3mk 1a
2 n 9 38 1o 6u a 13 2 5e l 1y 3e k c k c 2f 9 p 3r 2d 1 1z 1 2 2 1 2 2 2 4 1 c 1 1 1 7 1 1t 1
4 2 8 1 7 1 s 1 4 1 5 1 1 3 7 1 9g 2 84 2 ji f 5 1 f uo v 6 6 5x 7 1 h 2 7 1 2 1 5 5 1q x 1 34
19 3 e 2 a 4 2 8w v h 1m 5 1 cw 16 km 7 1 4 1 2 1 f 1 5h 2 g 15 24 4 a 4 2 lt 1w 24 1p 5e 4 1
r 1 2 1 1 2 1 1 a 1 4 1 1 1 1 6 1 4 1 1 1 1 1 1 3 1 2 1 1 2 1 1 1 1 1 1 1 1 1 1 2 1 1 2 4 1 7
1 4 1 4 1 1 1 a 1 h 5 3 1 5 1 h 1g 2 7i 18 4 2s c f 2 f 1 f 1 11 a 4u 1k t d 18 4 9 7 2 e 6 4a
rc 4 h 3 d 3 3b 4 2n 6 c 4 1 f c 4 1k 8 a 6 14 8 u 2 2 26 9g c e 2 d 3 9 7 1a 1 7 8 e 4 9 7 9
7 43 1 1j 11 a sm wyo w 37e 6 66 2 4g2 e 5rl 2e7 f2 15u 3t7 5 38g f975 1 u 2o 3k 6o 1e6o 1eke
2 1eke 2
"""

BOUNDS = list(accumulate(int(run, 36) for run in ASSIGNED.split()))

# The other code points that a Text does not hold (draw-1 §1.8).
BARRED = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffd"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]")

# The combining marks of Unicode 14.0 and 15.0 by class.  None of them composes, so a Python
# that does not know them yet normalises a stand-in of the same class that does not either.
NEWER_MARKS = {
    "\u0316": "\u0899\u089a\u089b\u08cf\u08d0\u08d1\u08d2\u08d3\u1ac3\u1ac4\u1aca\U00010f83"
              "\U00010f85\U00010efd\U00010efe\U00010eff\U0001e4ee",
    "\u033d": "\u0898\u089c\u089d\u089e\u089f\u08ca\u08cb\u08cc\u08cd\u08ce\u1ac1\u1ac2\u1ac5"
              "\u1ac6\u1ac7\u1ac8\u1ac9\u1acb\u1acc\u1acd\u1ace\U00010f82\U00010f84\U0001e08f"
              "\U0001e2ae\U0001e4ef",
    "\u0abc": "\u0c3c", "\u0a4d": "\u1715\U00011070\U00011f41\U00011f42", "\u0ec8": "\u0ece",
    "\u302a": "\u1dfa", "\u031a": "\U0001e4ec\U0001e4ed"}
STAND_INS = {ord(mark): other for other, marks in NEWER_MARKS.items() for mark in marks
             if not unicodedata.combining(mark)}


def is_text(field, most=200):
    """Text of 1 to `most` bytes, draw-1 §1.8 and §7.1.3."""
    if not 1 <= len(field) <= most:
        return False
    if field.isascii():
        return not BARRED.search(field.decode("ascii"))
    try:
        text = field.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if BARRED.search(text):
        return False
    if any(bisect.bisect_right(BOUNDS, ord(char)) % 2 for char in text):
        return False
    text = text.translate(STAND_INS)
    return unicodedata.normalize("NFC", text) == text


def printable(data):
    """Bytes for people: `?` for every byte outside 0x20 to 0x7E (draw-1 §15.3 V01)."""
    return "".join(chr(byte) if 32 <= byte <= 126 else "?" for byte in data)


# ---- the Merkle tree: draw-1 §6.2 ----


def merkle_root(leaves):
    """The root over an iterable of entries, each with its LF (draw-1 §6.2.1)."""
    stack = []
    for entry in leaves:
        node, size = sha(b"\x00" + entry), 1
        while stack and stack[-1][1] == size:
            node, size = sha(b"\x01" + stack.pop()[0] + node), 2 * size
        stack.append((node, size))
    if not stack:
        return sha(b"")
    node = stack.pop()[0]
    while stack:
        node = sha(b"\x01" + stack.pop()[0] + node)
    return node


def path_leads(entry, index, total, path, root):
    """Whether a path leads from an entry to a root (draw-1 §6.2.3)."""
    place, last, node = index, total - 1, sha(b"\x00" + entry)
    for other in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            node = sha(b"\x01" + other + node)
            while place % 2 == 0 and place > 0:
                place, last = place // 2, last // 2
        else:
            node = sha(b"\x01" + node + other)
        place, last = place // 2, last // 2
    return last == 0 and node == root


# ---- seed: draw-1 §9 ----


def sub_seed(seed, purpose):
    """S(p) of draw-1 §9.2.1, in hex; the seed is hex too."""
    return hex_of_hash("urne/1 sub", seed, purpose)


def ticket(sub, pid):
    """The ticket of a PID or a key, draw-1 §9.3.1; all three are hex."""
    return hex_of_hash("urne/1 ticket", sub, pid)


def randint(sub, label, bound, counter):
    """An integer below `bound`, and the next counter (draw-1 §9.4.1)."""
    if bound == 1:
        return 0, counter
    blocks = -(-(bound - 1).bit_length() // 256)
    space = 1 << 256 * blocks
    while True:
        value = int("".join(hex_of_hash("urne/1 int", sub, label, str(counter + block))
                            for block in range(blocks)), 16)
        counter += blocks
        if value < space - space % bound:
            return value % bound, counter


# ---- notes: draw-1 §7 ----

# The types of fields in the forms of lines (draw-1 §1, §7.1), each a test of the bytes.
TYPES = {
    "HEX32": re.compile(rb"[0-9a-f]{32}\Z").match, "HEX64": HEX64.match,
    "HEX96": re.compile(rb"[0-9a-f]{96}\Z").match,
    "INT": lambda field: integer(field) is not None, "POSINT": lambda field: integer(field),
    "DATE": is_date, "TIME": is_time, "FIELD": FIELD.match, "ROLE": ROLE.match,
    "TEXT": is_text, "PUBKEY": re.compile(rb"[A-Za-z0-9+/]{56}\Z").match,
    "ATTR": re.compile(rb"(?:[a-z][a-z0-9-]{0,31}:(?:-|[0-9a-f]{64}):)?[0-9a-f]{64}\Z").match,
    "KIND": lambda field: field.decode("latin-1") in KINDS,
    "FRACTION": lambda field: fraction(field) is not None,
    "ANY": lambda field: True}


class Line(list):
    """The fields of a line, integers where its form says so, and its number."""

    number = 0


class Note:
    """One reading of a note, line by line (draw-1 §7.1, §15.3 V02 and V03)."""

    def __init__(self, data, kind, names=None):
        """Checks §7.1.1 and §7.1.2 for all lines, and the first line."""
        self.sha = hashlib.sha256(data).hexdigest()
        self.lines = data.split(b"\n")
        cut = self.lines.pop() if self.lines else b""
        self.place, self.at, self.names = 1, {}, names
        self.value = {}
        for number, line in enumerate(self.lines, 1):
            check_line(line, number)
            if number == 1 and line != b"urne/1 " + kind.encode("ascii"):
                raise Fault("line 1", "E-NOTE-004", kind)
        if cut or not self.lines:
            check_line(cut, len(self.lines) + 1)
            raise Fault(len(self.lines) + 1, "E-NOTE-001")
        if self.lines[-1] != b"end":
            raise Fault(len(self.lines), "E-NOTE-001")

    def item(self, key=None):
        """`line N` of a keyword read before, or of the line at hand."""
        return "line %d" % (self.at[key] if key else self.place + 1)

    def keyword(self):
        """The keyword of the line at hand; nothing behind the last line."""
        if self.place == len(self.lines):
            return b""
        return self.lines[self.place].split(b" ", 1)[0]

    def other(self, keyword):
        """A keyword that may not come next: V03."""
        return Fault(self.item(), "E-NOTE-005", keyword, self.keyword(), keyword=True)

    def take(self, keyword, count=None, least=0):
        """The fields of the line at hand, which must have this keyword.

        With `count` there are exactly so many, the last one with its spaces.
        """
        if self.keyword() != keyword.encode("ascii"):
            raise self.other(keyword)
        line = self.lines[self.place]
        fields = line.split(b" ", count if count is not None else -1)[1:]
        if count is not None and len(fields) != count or len(fields) < least:
            raise Fault(self.item(), "E-NOTE-006", keyword, count or least)
        self.at.setdefault(keyword, self.place + 1)
        return fields

    def next(self):
        """Goes to the next line."""
        self.place += 1

    def need(self, good, field, what):
        """Refuses a field unless it is good."""
        if not good:
            raise Fault(self.item(), "E-NOTE-007", field, what)

    def rows(self, form, good=None, most=MOST):
        """Lines of one form, as the tables of the specification have them.

        `form` is how many (`1`, `?`, `*` or `+`), the keyword and the types or words of the
        fields: `|` stands between those that may be, `...` behind the last means one or
        more, `[TYPE]` none to eight.  `good(fields, before)` is asked of each, with those of
        this form before it.  Returns the lines; keeps them by the keyword, of `1` and `?`
        the fields, of one field that alone.
        """
        count, keyword, *types = form.split(" ")
        open_end = types and (types[-1] == "..." or types[-1][0] == "[")
        least = len(types) - 1 if open_end else len(types)
        found = []
        while count == "1" or self.keyword() == keyword.encode("ascii") or (
                count == "+" and not found):
            fields = Line(self.take(keyword, None if open_end else len(types), least))
            fields.number = self.place + 1
            for place, field in enumerate(fields):
                one = types[min(place, least)] if open_end and types[-1] != "..." else (
                    types[min(place, least - 1)])
                if one[0] == "[":
                    one = one[1:-1]
                    self.need(len(fields) <= least + 8, field, "in the allowed range")
                self.need(any(TYPES[part](field) if part in TYPES
                              else field == part.encode("ascii") for part in one.split("|")),
                          field, one)
                if "INT" in one and field != b"-":
                    fields[place] = int(field)
            self.need(len(found) < most and (good is None or good(fields, found)),
                      fields[0], types[0])
            found.append(fields)
            self.next()
            if count in "1?":
                self.value[keyword] = fields if len(types) > 1 else fields[0]
                return found
        if count in "*+":
            self.value[keyword] = found
        return found

    def head(self):
        """The line `ceremony`."""
        self.rows("1 ceremony HEX32")

    def entry(self):
        """The lines `ceremony seq prev time` of an entry (draw-1 §7.2 to §7.7)."""
        for form in ("1 ceremony HEX32", "1 seq INT", "1 prev HEX64", "1 time TIME"):
            self.rows(form)

    def end(self):
        """The last line."""
        if self.place + 1 != len(self.lines):
            raise self.other("end")
        self.at["end"] = self.place + 1


def ascending(fields, before):
    """The first field is greater than that of the line before."""
    return not before or fields[0] > before[-1][0]


def numbered(fields, before):
    """The first field is the number of the line among its like."""
    return fields[0] == len(before) + 1


def increasing(fields):
    """Each field is greater than the one before it."""
    return all(one < other for one, other in zip(fields, fields[1:]))


def check_line(line, number):
    """Refuses a line that breaks draw-1 §7.1.2."""
    item = "line %d" % number
    if not 1 <= len(line) <= 1024:
        raise Fault(item, "E-NOTE-002")
    good = not re.search(rb"[\x00-\x1f\x7f]|\A |  | \Z", line)
    if good and not line.isascii():
        good = not (number == 1 and line.startswith(b"\xef\xbb\xbf"))
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            good = False
    if not good:
        raise Fault(item, "E-NOTE-003")


KINDS = ("abort announce audit ballots-commit ballots-reveals beacon board-receipt close "
         "commit destroy handover panel-result panels pool-commit pool-reveals receipt rekey replace result "
         "reveals rules seed tables tally").split()
REASONS = ("age", "duplicate", "earlier", "list", "objection", "undecided")
LISTS = (b"principale", b"municipale", b"europeenne")

def read_announce(note):
    """00-announce.txt, draw-1 §7.2, transcript-1 §2.2."""
    note.entry()
    note.rows("1 prior none|HEX64")
    keys = note.rows("* key ROLE PUBKEY", ascending, 64)
    roles = [role for role, _ in keys]
    expire = note.rows("* expire ROLE DATE", lambda fields, before: (
        fields[0] in roles and ascending(fields, before)))
    require = note.rows("* require KIND ROLE ...", lambda fields, before: (
        ascending(fields, before) and set(fields[1:]) <= set(roles) and increasing(fields[1:])))
    note.rows("1 tool urne ANY", lambda fields, _: (
        fields[1].count(b".") == 2 and None not in map(integer, fields[1].split(b"."))))
    note.rows("1 body TEXT")
    note.rows("1 title TEXT")
    note.end()
    note.value.update(keys=[(*one, one.number) for one in keys], expire=dict(expire),
                      require={kind: others for kind, *others in require})


def read_rules(note):
    """rules.txt, draw-1 §7.3."""
    value = note.value
    note.head()
    identity = note.rows("1 identity FIELD ...", lambda fields, _: (
        len(fields) <= 16 and len(set(fields)) == len(fields)))
    note.rows("* eligible age|list ANY ...", lambda fields, before: (
        len(fields) == 3 and not before and integer(fields[1]) is not None
        and is_date(fields[2])) if fields[0] == b"age" else (
            len(fields) == 2 and fields[1] in LISTS
            and (not before or before[-1][0] == b"age" or fields[1] > before[-1][1])))
    attributes = note.rows("* attr FIELD", lambda fields, before: fields not in before, 8)
    value["attributes"] = [name for name, in attributes]
    value["unique"] = bool(note.rows("? unique household", lambda fields, _: (
        fields in attributes)))
    note.rows("1 seats POSINT", lambda fields, _: fields[0] <= 1000000)
    note.rows("1 substitutes INT", lambda fields, _: fields[0] <= 1000000)
    note.rows("1 allocation quota|hamilton|sainte-lague|dhondt|balanced")
    note.rows("1 replace ticket-order|fresh-beacon")
    note.rows("1 kmin POSINT", lambda fields, _: fields[0] <= 1000000)
    value["identity"] = list(identity[0])
    read_groups(note)
    read_strata(note)
    note.end()


def read_groups(note):
    """The `group` lines of rules.txt (draw-1 §7.3): the parents by chain and number."""
    groups = note.value["groups"] = ([], [])

    def good(fields, _):
        own = groups[int(fields[0]) - 1]
        sound = (note.value["allocation"] == b"balanced" and not (own is groups[0] and groups[1])
                 and fields[1] == len(own) + 1 <= 16384 and fields[2] <= len(own))
        own.append(fields[2])
        return sound

    note.rows("* group 1|2 INT INT TEXT", good)


def read_strata(note):
    """The `stratum` lines of rules.txt (draw-1 §7.3, §7.3.1)."""
    value = note.value
    quota, groups = value["allocation"] == b"quota", value["groups"]

    def good(fields, before):
        return (numbered(fields, before) and fields[1] <= 100000000
                and all(field != b"-" and field <= fields[1] if quota else field == b"-"
                        for field in fields[2:4])
                and all(field != b"-" and 1 <= field <= len(known) if known else field == b"-"
                        for field, known in zip(fields[4:6], groups)))

    strata = note.rows("+ stratum POSINT POSINT INT|- INT|- INT|- INT|- TEXT", good, 4096)
    if quota and [sum(one[place] for one in strata) for place in (2, 3)] != [
            value["seats"], value["substitutes"]]:
        raise Fault(note.place, "E-NOTE-007", strata[-1][2], "quotas of all seats")
    value["strata"] = [{"size": one[1], "quota": one[2:4], "line": one.number,
                        "groups": [0 if field == b"-" else field for field in one[4:6]]}
                       for one in strata]


def read_sources(note):
    """The lines `source` and `lead` of a commit (draw-1 §7.4, §7.4.1)."""
    def good(fields, before):
        _, kind, first, second = fields
        if kind == b"dice":
            own = first in (b"d6", b"d10") and 1 <= (integer(second) or 0) <= 512
        elif kind == b"lottery":
            own = ROLE.match(first) and is_date(second)
        elif kind == b"party":
            own = ROLE.match(first) and HEX64.match(second)
        else:
            own = (HEX64.match(first) and integer(second)
                   and all(one[1] != b"drand" for one in before))
        return numbered(fields, before) and own

    sources = note.rows("+ source INT dice|lottery|party|drand ANY ANY", good, 64)
    note.value["sources"] = [(*one[1:], one.number) for one in sources]
    drand = note.value["drand"] = any(one[1] == b"drand" for one in sources)
    note.rows("1 lead INT" if drand else "? lead INT",
              lambda fields, _: drand and fields[0] >= 600)


def read_reasons(note, keyword, reasons):
    """Lines `excluded` or `aside`: the sum of their counts (draw-1 §6.3.1, tally-1 §6.2)."""
    found = note.rows("* %s ANY POSINT" % keyword, lambda fields, before: (
        fields[0].decode("latin-1") in reasons and ascending(fields, before)))
    return sum(number for _, number in found)


def read_commit(note):
    """01-commit.txt, draw-1 §7.4."""
    note.entry()
    note.rows("1 rules HEX64")
    note.rows("1 roll POSINT HEX64 HEX64", lambda fields, _: fields[0] <= 100000000)
    note.rows("1 rollkey HEX64")
    note.rows("1 rollfile HEX64")
    note.rows("* sealed ROLE HEX64", ascending, 64)
    note.rows("* rollcopy ROLE HEX64", ascending, 64)
    read_reasons(note, "excluded", REASONS)
    note.rows("? audit INT INT")
    read_sources(note)
    note.end()


def read_values(note, drand):
    """The lines `I ...` of reveals and of seed notes (draw-1 §7.5.1, §7.6)."""
    values = note.value["values"] = []
    before = 0
    what = "a value of the next source"
    while note.keyword() != b"end" and integer(note.keyword()) is not None:
        number = note.keyword()
        fields = note.lines[note.place].split(b" ")[1:]
        kind = fields[0] if fields else b""
        note.need(before < integer(number) <= 64, number, what)
        before = integer(number)
        if kind == b"dice" and len(fields) == 3:
            good = (fields[1] == b"d6" and re.match(rb"[1-6]{1,512}\Z", fields[2])
                    or fields[1] == b"d10" and re.match(rb"[0-9]{1,512}\Z", fields[2]))
        elif kind == b"lottery" and len(fields) == 3:
            parts = fields[2].split(b".")
            good = (ROLE.match(fields[1]) and len(parts) <= 64
                    and None not in map(integer, parts))
        elif kind == b"party" and len(fields) == 3:
            good = ROLE.match(fields[1]) and (fields[2] == b"missing"
                                              or HEX64.match(fields[2]))
        else:
            good = (drand and kind == b"drand" and len(fields) == 4 and HEX64.match(fields[1])
                    and integer(fields[2]) and HEX64.match(fields[3]))
        note.need(good, kind, what)
        values.append((before, fields, note.place + 1))
        note.next()


def read_reveals(note):
    """02-reveals.txt, draw-1 §7.5."""
    note.entry()
    read_values(note, False)
    note.end()


def read_seed(note):
    """seed-input.txt, draw-1 §7.6."""
    note.head()
    note.rows("1 commit HEX64")
    note.rows("? reveals HEX64")
    read_values(note, True)
    values = note.value["values"]
    if not values:
        raise note.other("1")
    if ("reveals" in note.at) != any(fields[0] == b"drand" for _, fields, _ in values):
        raise Fault(note.place, "E-NOTE-007", b"reveals",
                    "a line that stands if and only if there is a beacon")
    note.end()


STEPS = {b"select": "1 select member|substitute POSINT POSINT HEX64 POSINT HEX64 [ATTR]",
         b"skip": "1 skip member|substitute POSINT HEX64 POSINT HEX64 FIELD POSINT [ATTR]",
         b"short": "1 short member|substitute POSINT POSINT"}


def read_result(note):
    """03-result.txt, draw-1 §7.7."""
    note.entry()
    note.rows("1 seed HEX64")
    for number in range(1, 1 + len(note.rows("+ seats INT INT", numbered))):
        note.rows("1 substitutes INT INT", lambda fields, _, due=number: fields[0] == due)
    note.value["steps"] = note.place
    while note.keyword() in STEPS:
        note.rows(STEPS[note.keyword()])
    note.end()


def read_receipt(note):
    """A receipt, draw-1 §13.1; `lines` holds (keyword, fields, line) in their order."""
    value = note.value
    note.head()
    for form in ("1 commit HEX64", "1 number POSINT", "1 pid HEX64", "1 stratum POSINT"):
        note.rows(form)
    value["identity"] = read_named(note, "identity", 0, "a field name, once")
    value["separate"] = None
    if note.keyword() == b"separate":
        value["separate"] = b""
        if note.lines[note.place] != b"separate":
            value["separate"] = note.take("separate", 1)[0]
            note.need(is_text(value["separate"], 900), value["separate"], "a value")
        note.next()
    note.rows("1 salt HEX64")
    value["attributes"] = []
    if note.keyword() == b"attr":
        value["attributes"] = read_named(note, "attr", 1, "the name of an attribute", 8)
    home = any(name == b"household" for name, *_ in value["attributes"])
    value["address"] = []
    if home or note.keyword() == b"address":
        line = note.item()
        value["address"] = read_named(note, "address", 0, "a field name, once")
        if not home:
            raise Fault(line, "E-NOTE-007", b"address", "allowed without the attribute household")
    if home or note.keyword() == b"hhsalt":
        note.rows("1 hhsalt HEX64", lambda *_: home)
    value["path"] = [node for node, in note.rows("* path HEX64")]
    note.end()


def read_named(note, keyword, hashes, what, most=16):
    """Lines of a FIELD, as many HEX64, and a VALUE that may be left out (draw-1 §13.1.1)."""
    found = []
    while note.keyword() == keyword.encode("ascii") or not found:
        note.take(keyword, least=1 + hashes)
        fields = note.lines[note.place].split(b" ", 2 + hashes)[1:]
        name, value = fields[0], fields[1 + hashes] if len(fields) > 1 + hashes else b""
        note.need(FIELD.match(name) and all(name != one[0] for one in found)
                  and len(found) < most, name, what)
        for field in fields[1:1 + hashes]:
            note.need(HEX64.match(field), field, "HEX64")
        note.need(not value or is_text(value, 900), value, "a value")
        if keyword == "attr" and name == b"household":
            note.need(value == b"-" or HEX64.match(value), value, "a value")
        found.append((name, value, fields[1:1 + hashes], note.place + 1))
        note.next()
    return found


# ---- the notes of a count: tally-1 §3, §4, §6 ----


def read_projects(note):
    """projects.txt, tally-1 §3: (cost, id), in the list `names` of the note."""
    ids, projects = set(), note.names

    def good(fields, before):
        sound = numbered(fields, before) and fields[2] not in ids
        if sound:
            ids.add(fields[2])
            projects.append((fields[1], fields[2]))
        return sound

    note.head()
    note.rows("1 places INT", lambda fields, _: fields[0] <= 9)
    note.rows("+ project INT INT TEXT", good, 1000000)
    note.rows("* name POSINT TEXT", lambda fields, before: (
        fields[0] <= len(projects) and ascending(fields, before)))
    note.end()
    note.value["projects"] = projects


CRITERIA = ("file", "id", "min-cost", "max-votes", "lot")


def read_count_rules(note):
    """count-rules.txt, tally-1 §4.  `names` of the note holds the projects."""
    value, used = note.value, set()
    note.head()
    note.rows("1 type approval|choose-1|cumulative|scoring|ordinal")
    note.rows("1 point-places INT", lambda fields, _: fields[0] <= 9)
    note.rows("1 budget INT")
    note.rows("1 rule greedy|mes|phragmen|max-welfare")
    note.rows("1 utility cost|cardinality|points|points-cost|borda|borda-1")
    note.rows("1 completion none|utilitarian|add1|add1u")
    note.rows("1 completion-utility same|votes")
    note.rows("1 add1 exact|floor supported|all|none POSINT")
    note.rows("1 comparison none|satisfaction|exclusion-ratio")
    note.rows("1 misfit skip|stop")
    note.rows("1 unsupported drop|keep")
    note.rows("1 threshold INT POSINT votes|ballots", lambda fields, _: (
        gcd(*fields[:2]) == 1 and (fields[2] == b"votes" or 0 < fields[0] <= fields[1])))
    note.rows("1 seats INT", lambda fields, _: fields[0] <= 1000000)
    ties = note.rows("1 ties %s|- ..." % "|".join(CRITERIA), lambda fields, _: (
        len(set(fields)) == len(fields) and (b"-" not in fields or len(fields) == 1)))[0]
    value["ties"] = [field.decode("ascii") for field in ties if field != b"-"]
    read_caps(note)

    def good(fields, _):
        return len(fields) > 1 and increasing(fields) and fields[-1] <= len(note.names)

    def apart(fields, before):
        sound = good(fields, before) and not used & set(fields)
        used.update(fields)
        return sound

    note.rows("* rivals POSINT ...", good)
    note.rows("* joined POSINT ...", apart)
    value["upto"] = note.place
    read_limits(note)
    note.end()
    check_rendering(note)


def read_caps(note):
    """The lines `cap` and `in`, tally-1 §4.3; `lines` is where they stand."""
    caps, first = [], note.place
    while note.keyword() == b"cap":
        number, amount, label = note.rows("1 cap INT INT TEXT", lambda fields, _: (
            numbered(fields, caps) and fields[0] <= 100000))[0]
        inside = note.rows("* in POSINT ...", lambda fields, _: (
            fields[0] == number and len(fields) > 0
            and all(one <= len(note.names) for one in fields[1:])))
        caps.append((amount, sorted({one for fields in inside for one in fields[1:]}), label))
    note.value.update(caps=caps, lines=(first, note.place))


def check_rendering(note):
    """Lines that stand otherwise than their values make them (tally-1 §4, §4.3)."""
    seats = note.value["seats"]
    if seats and note.value["budget"] != seats:
        raise Fault(note.item("budget"), "E-NOTE-007", note.lines[note.at["budget"] - 1],
                    "the line that its values make")
    first, behind = note.value["lines"]
    due = []
    for number, (amount, members, label) in enumerate(note.value["caps"], 1):
        due.append(b"cap %d %d %s" % (number, amount, label))
        line = None
        for member in members:
            more = b" %d" % member
            if line is None or len(line) + len(more) > 1000:
                line = b"in %d" % number
                due.append(line)
            line += more
            due[-1] = line
    have = note.lines[first:behind]
    for place in range(max(len(due), len(have))):
        if due[place:place + 1] != have[place:place + 1]:
            raise Fault(first + place + 1, "E-NOTE-007",
                        note.lines[first + place], "the line that its values make")


LIMITS = ("projects", "points", "sum-points", "cost", "age", "residence", "methods",
          "in-person", "voter-twice", "duplicate-project", "unknown-project")
LIMIT_WORDS = {b"voter-twice": b"none first last paper-then-first paper-then-last".split(),
               b"duplicate-project": (b"once", b"set-aside"),
               b"unknown-project": (b"refuse", b"set-aside")}


def read_limits(note):
    """The lines `limit`, tally-1 §4.4."""
    def good(fields, before):
        word, text = fields
        if before and word == before[-1][0]:
            later = word in (b"residence", b"methods", b"in-person")
        else:
            later = not before or place(word) > place(before[-1][0])
        if place(word) < 4:
            ends = text.split(b" ")
            own = (len(ends) == 2 and ends != [b"-", b"-"]
                   and all(end == b"-" or integer(end) is not None for end in ends))
        elif word == b"age":
            own = integer(text) is not None and integer(text) <= 150
        else:
            own = text in LIMIT_WORDS[word] if word in LIMIT_WORDS else is_text(text)
        return later and own

    def place(word):
        return LIMITS.index(word.decode("ascii"))

    note.rows("* limit %s ANY" % "|".join(LIMITS), good)


ASIDE = ("age cost duplicate duplicate-project form method points residence too-few too-many "
         "unknown-project").split()


def read_ballots_commit(note):
    """10-ballots-commit.txt, tally-1 §6.2."""
    note.entry()
    note.rows("1 rules HEX64")
    note.rows("1 projects INT HEX64", lambda fields, _: fields[0] <= 1000000)
    note.rows("1 ballots INT HEX64 HEX64", lambda fields, _: fields[0] <= 100000000)
    note.rows("1 ballotkey HEX64")
    note.rows("1 received INT")
    note.value["aside"] = read_reasons(note, "aside", ASIDE)
    read_sources(note)
    note.end()


def read_tally(note):
    """12-tally.txt, tally-1 §6.6."""
    note.entry()
    for form in ("1 seed HEX64", "1 count HEX64", "1 cost INT"):
        note.rows(form)
    note.rows("* selected INT POSINT", numbered)
    note.end()


# ---- the notes and lists of a panel: pool-1 §3 to §7 ----


def read_quotas(note):
    """quotas.txt, pool-1 §3: `categories` (first, last feature), `features` (MIN, MAX)."""
    value = note.value
    note.head()
    note.rows("1 size POSINT", lambda fields, _: fields[0] <= 1000000)
    note.rows("1 objective leximin|maximin")
    note.rows("1 households yes|no")
    note.rows("1 lottery POSINT", lambda fields, _: fields[0] <= 100000)
    note.rows("1 number seed|dice")
    note.rows("1 publication open|sealed")
    is_open = value["publication"] == b"open"
    note.rows("1 counts all|drawn", lambda fields, _: fields[0] == b"all" or not is_open)
    note.rows("1 kmin POSINT", lambda fields, _: fields[0] <= (1 if is_open else 1000000))
    categories, features, texts = [], [], []

    def category(fields, _):
        return numbered(fields, categories) and fields[0] <= 64 and fields[1] not in texts

    def feature(fields, before):
        sound = (numbered(fields, features) and fields[0] <= 4096
                 and fields[1] <= fields[2] <= 1000000
                 and all(fields[3] != one[3] for one in before))
        features.append(tuple(fields[1:3]))
        return sound

    while note.keyword() == b"category" or not categories:
        texts.append(note.rows("1 category POSINT TEXT", category)[0][1])
        first = len(features) + 1
        note.rows("+ feature POSINT INT INT TEXT", feature)
        categories.append((first, len(features)))
    note.end()
    value.update(categories=categories, features=features)


def read_pool_commit(note):
    """20-pool-commit.txt, pool-1 §7.2."""
    note.entry()
    note.rows("1 rules HEX64")
    note.rows("1 pool INT HEX64 HEX64", lambda fields, _: fields[0] <= 10000000)
    note.rows("1 panels HEX64")
    note.rows("1 counts HEX64")
    note.rows("1 opened HEX64" if note.keyword() == b"opened" else "1 proof HEX64")
    note.rows("1 poolkey HEX64")
    note.rows("1 deviation FRACTION")

    def good(fields, before):
        low, high = (Fraction(*fraction(field)) for field in fields[:2])
        return low <= high <= 1 and (not before or low > Fraction(*fraction(before[-1][1])))

    note.rows("+ level FRACTION FRACTION POSINT", good)
    read_sources(note)
    note.end()


def read_panel_result(note):
    """22-panel-result.txt, pool-1 §7.5."""
    note.entry()
    note.rows("1 seed HEX64")
    note.rows("1 panel INT")
    note.rows("? salt HEX64")
    note.rows("+ count POSINT INT|-", numbered)
    note.rows("+ member POSINT POSINT HEX64", numbered)
    note.end()


def features_of(fields, quotas):
    """(features, household or 0) of F_1 ... F_C HOUSEHOLD (pool-1 §4.2), or None."""
    *own, home = fields
    ranges = quotas["categories"]
    if len(own) != len(ranges):
        return None
    own = tuple(map(integer, own))
    if any(one is None or not first <= one <= last for one, (first, last) in zip(own, ranges)):
        return None
    if home == b"-":
        return own, 0
    if quotas["households"] == b"no" or not integer(home):
        return None
    return own, integer(home)


class Pool:
    """pool.txt, pool-1 §4: PIDs, and of each person features or a commitment."""

    def __init__(self, data, quotas):
        """Reads the lines; Fault V08 for one that is none."""
        self.lines = data.split(b"\n")
        cut = self.lines.pop()
        self.pids, self.people, self.commitments = [], [], []
        is_open = quotas["publication"] == b"open"
        for number, line in enumerate(self.lines, 1):
            pid, *fields = line.split(b" ")
            own = None
            if HEX64.match(pid) and is_open and fields:
                own = features_of(fields, quotas)
            elif not is_open and len(fields) == 1 and HEX64.match(fields[0]):
                own = fields[0]
            if own is None or not HEX64.match(pid) or number > 10000000:
                raise Fault(number, "E-PY-012")
            self.pids.append(pid)
            (self.people if is_open else self.commitments).append(own)
        if cut or not self.lines:
            raise Fault(len(self.lines) + 1, "E-PY-012")


class Panels:
    """panels.txt, pool-1 §5: the persons of each panel, and its first line."""

    def __init__(self, data, _):
        """Reads the note; Fault for the first line that breaks §5.1 to §5.3."""
        note = self.note = Note(data, "panels")
        note.head()
        # §10.2: a person takes two bytes at least.
        self.size = note.rows("1 size POSINT", lambda fields, _: (
            fields[0] <= min(1000000, len(data) // 2)))[0][0]
        self.many = note.rows("1 panels POSINT", lambda fields, _: (
            fields[0] <= min(100000, len(data) // 2 // self.size)))[0][0]
        self.panels, self.first = [], []
        digits = len(str(self.many - 1))
        while len(self.panels) < self.many:
            self.first.append(note.place + 1)
            own = self.panel(b"%0*d" % (digits, len(self.panels)))
            if self.panels and own < self.panels[-1]:
                raise Fault(note.place, "E-PY-012")
            self.panels.append(own)
        note.end()

    def panel(self, number):
        """The persons of the next panel, on as many lines as they take."""
        note, own, before = self.note, [], None
        while len(own) < self.size:
            name, *fields = note.take("panel", least=2)
            line = note.lines[note.place]
            note.need(name == number and len(line) <= 1000, line, "a line of this panel")
            note.need(before is None or before + 1 + len(fields[0]) > 1000, fields[0],
                      "what found no room before")
            for field in fields:
                person = integer(field)
                note.need(person and (not own or person > own[-1]) and len(own) < self.size,
                          field, "a person in its place")
                own.append(person)
            before = len(line)
            note.next()
        return own


class Counts:
    """counts.txt, pool-1 §6.5."""

    def __init__(self, data, quotas):
        """Reads the lines; Fault for one that is none (pool-1 §9.4)."""
        self.lines = data.split(b"\n")
        cut = self.lines.pop()
        drawn, many = quotas["counts"] == b"drawn", len(quotas["features"])
        for number, line in enumerate(self.lines, 1):
            fields = line.split(b" ")
            if not HEX64.match(line) if drawn else len(fields) != many or any(
                    field != b"-" and integer(field) is None for field in fields):
                raise Fault(number, "E-PY-012")
        if cut or not self.lines:
            raise Fault(len(self.lines) + 1, "E-PY-012")


FORMS_OF_A_PANEL = {"pool.txt": Pool, "panels.txt": Panels, "counts.txt": Counts}


def read_pool_open(note, quotas):
    """pool-open.txt, pool-1 §6.3: `people` as (features, household), salts, f and lines."""
    people = note.value["people"] = []

    def good(fields, before):
        own = features_of(fields[2:], quotas)
        people.append(own)
        return numbered(fields, before) and own is not None

    note.head()
    note.rows("1 proof HEX64")
    note.rows("+ person POSINT HEX64 ANY ...", good, 10000000)
    note.rows("* counts INT HEX64", lambda fields, before: fields[0] == len(before))
    note.end()


def shown(counts, quotas):
    """The line of the counts of a panel, some hidden (pool-1 §6.4)."""
    features, kmin, hidden = quotas["features"], quotas["kmin"], set()
    for first, last in quotas["categories"]:
        loose = [f for f in range(first - 1, last) if features[f][0] < features[f][1]]
        found = [f for f in loose if 0 < counts[f] < kmin]
        others = [f for f in loose if f not in found]
        if len(found) == 1 and others:
            found.append(min(others, key=lambda f: (counts[f], f)))
        hidden.update(found)
    return b" ".join(b"-" if f in hidden else b"%d" % count for f, count in enumerate(counts))


def grouped(levels, kmin):
    """The published levels (LOW, HIGH, PERSONS) of (chance, persons) (pool-1 §6.7)."""
    groups, low, many = [], None, 0
    for chance, persons in levels:
        low = chance if low is None else low
        many += persons
        if many >= kmin:
            groups.append([low, chance, many])
            low, many = None, 0
    if many and groups:
        groups[-1][1:] = [levels[-1][0], groups[-1][2] + many]
    elif many:
        groups.append([low, levels[-1][0], many])
    return groups



# ---- ballots.txt: tally-1 §5 ----


def read_choices(choices, kind, projects):
    """The marks of CHOICES as (project, points), or None (tally-1 §5.2)."""
    if choices == b"-":
        return ()
    marks = []
    for choice in choices.split(b","):
        name, colon, points = choice.partition(b":")
        number, value = integer(name), 0
        if bool(colon) != (kind in ("cumulative", "scoring")):
            return None
        if colon:
            value = integer(points)
        if not number or number > projects or value is None:
            return None
        if kind != "ordinal" and marks and marks[-1][0] >= number:
            return None
        marks.append((number, value))
    if len({number for number, _ in marks}) != len(marks):
        return None
    return tuple(marks)


# ---- the count: budget-1 ----


class Refusal(Exception):
    """The rules refuse to count (budget-1 §1.7, §2.6, §4.6): a code and its words."""


class Candidate:
    """A project, or joined projects (budget-1 §2.1)."""

    def __init__(self, number, projects, costs, name):
        """`costs` are those of the projects of the candidate, by number."""
        self.number, self.projects, self.id = number, projects, name
        self.costs, self.cost = costs, sum(costs)
        self.votes = self.points = 0
        self.caps, self.rivals = {}, set()


class View:
    """What a candidate is worth under a utility (budget-1 §2.4, §2.5)."""

    def __init__(self, factor, voters):
        """`voters` holds (class of ballots, u) with u above 0, ascending."""
        self.factor, self.voters, self.total = factor, voters, 0
        self.least = min((u for _, u in voters), default=0)
        self.most = max((u for _, u in voters), default=0)


class State:
    """What is funded, and what is left (budget-1 §3.0.1, §5)."""

    def __init__(self, budget, caps):
        """Nothing is funded."""
        self.budget, self.spent, self.funded = budget, 0, []
        self.caps = list(caps)

    def copy(self):
        """A state that can go another way."""
        other = State(self.budget, self.caps)
        other.spent, other.funded = self.spent, list(self.funded)
        return other

    @property
    def left(self):
        """The budget less what is spent, not below 0 (budget-1 §3.0.1)."""
        return max(0, self.budget - self.spent)

    def obstacle(self, candidate, money=True):
        """Why there is no room (budget-1 §3.0.3), as (word, a, other); None if there is.

        Without `money`, why the candidate is not allowed (§5.6).
        """
        if candidate.rivals:
            for other in self.funded:
                if other.number in candidate.rivals:
                    return "rival", "-", other.number
        for cap, cost in candidate.caps.items():
            if cost > self.caps[cap]:
                return "cap", self.caps[cap], cap + 1
        if money and candidate.cost > self.left:
            return "left", self.left, "-"
        return None

    def fund(self, candidate):
        """Funds a candidate."""
        self.funded.append(candidate)
        self.spent += candidate.cost
        for cap, cost in candidate.caps.items():
            self.caps[cap] -= cost


class Outcome:
    """The rounds, the ties and the reasons of a rule (budget-1 §7, §8.5, §8.6)."""

    def __init__(self, state):
        """Nothing has happened."""
        self.state, self.rounds, self.ties, self.reasons = state, [], [], {}
        self.stopped = None

    def funds(self):
        """The numbers of the funded candidates as a set."""
        return frozenset(one.number for one in self.state.funded)

    def lose(self, candidate, turn, obstacle):
        """Notes the reason of an obstacle."""
        word, a, other = obstacle
        self.reasons[candidate.number] = (word, turn, a, "-", other)


class Run:
    """One run of Equal Shares (budget-1 §3.2)."""

    def __init__(self, endowment, scale):
        """Balances are integers of 1 / scale units."""
        self.endowment, self.scale, self.balance = endowment, scale, []
        self.outcome, self.bought, self.holds = None, [], True


def ratio(value):
    """A rational as it is written (budget-1 §1.1)."""
    return str(value)


class Seen(Exception):
    """A way of falling came to where another was before."""


class Way:
    """One way in which open ties could fall (budget-1 §4.6): a choice at each."""

    def __init__(self, script, seen):
        """Chooses as `script` says, and then the first; `seen` holds marks of states."""
        self.script, self.seen, self.taken = script, seen, []

    def choose(self, number, mark):
        """One of `number`; Seen if all that may follow is followed from elsewhere."""
        choice = 0
        if len(self.taken) < len(self.script):
            choice = self.script[len(self.taken)]
        elif mark in self.seen:
            raise Seen
        self.seen.add(mark)
        self.taken.append((choice, number))
        return choice


def ways(count):
    """What `count` gives for each way in which open ties could fall."""
    script, seen = [], set()
    for _ in range(5000):
        way = Way(script, seen)
        try:
            yield count(way)
        except Seen:
            pass
        while way.taken and way.taken[-1][0] + 1 == way.taken[-1][1]:
            way.taken.pop()
        if not way.taken:
            return
        script = [choice for choice, _ in way.taken]
        script[-1] += 1
    raise Refusal("E-COUNT-006")


class Count:
    """An election and its rule (budget-1 §1, §2, §5)."""

    def __init__(self, places, projects, rules, ballots, seed, box):
        """`ballots` maps marks to how many ballots have them; seed and box are hex."""
        self.rules, self.seed, self.box, self.places = rules, seed, box, places
        self.kind = rules["type"].decode("ascii")
        self.rule = rules["rule"].decode("ascii")
        self.utility = rules["utility"].decode("ascii")
        self.seats = rules["seats"]
        self.budget = self.seats or rules["budget"]
        self.costs = [1 if self.seats else cost for cost, _ in projects]
        self.ids = [name for _, name in projects]
        self.marks, self.many = list(ballots), list(ballots.values())
        self.voters = sum(self.many)
        self.ties = [one for one in rules["ties"] if one != "lot" or seed]
        self.candidates, self.of_project, self.views, self.lots = [], {}, {}, {}
        self.refuse_utilities()
        if sum(self.costs) > 1 << 60:
            raise Refusal("E-COUNT-001")
        self.make_candidates()
        self.count_marks()
        self.barred = {one.number for one in self.candidates if self.bars(one)}

    def refuse_utilities(self):
        """budget-1 §2.6 and §8.2.2."""
        points = self.utility in ("points", "points-cost")
        borda = self.utility in ("borda", "borda-1")
        if points and self.kind in ("approval", "choose-1") or borda and self.kind != "ordinal":
            raise Refusal("E-COUNT-101", "utility", self.utility)
        for word in ("completion", "comparison"):
            if self.rule != "mes" and self.rules[word] != b"none":
                raise Refusal("E-COUNT-101", word, self.rules[word])

    def make_candidates(self):
        """Candidates, what they cost of caps, and their rivals (budget-1 §2.1, §5)."""
        sets = {one[0]: one for one in self.rules["joined"]}
        later = {number for one in sets.values() for number in one[1:]}
        for number, name in enumerate(self.ids, 1):
            if number in later:
                continue
            own = sets.get(number, [number])
            made = Candidate(number, own, [self.costs[one - 1] for one in own], name)
            self.candidates.append(made)
            self.of_project.update(dict.fromkeys(own, made))
        for cap, (_, members, _) in enumerate(self.rules["caps"]):
            for number in members:
                made = self.of_project[number]
                made.caps[cap] = made.caps.get(cap, 0) + self.costs[number - 1]
        for one in self.rules["rivals"]:
            made = {self.of_project[number].number for number in one}
            for number in made:
                self.of_project[number].rivals.update(made - {number})

    def count_marks(self):
        """Votes and points (budget-1 §2.2, §2.3)."""
        for marks, many in zip(self.marks, self.many):
            for made in {self.of_project[number].number for number, _ in marks}:
                self.of_project[made].votes += many
            for place, (number, points) in enumerate(marks):
                if self.kind == "ordinal":
                    points = len(marks) - place
                self.of_project[number].points += points * many
        if max((one.points for one in self.candidates), default=0) > 1 << 60:
            raise Refusal("E-COUNT-001")

    def bars(self, candidate):
        """Whether the score is below the threshold (budget-1 §5.1)."""
        high, low, which = self.rules["threshold"]
        score, unit = self.score(candidate)
        return score * low < high * unit * (self.voters if which == b"ballots" else 1)

    def score(self, candidate):
        """The score of budget-1 §5.1, and what a whole point is of it."""
        if self.kind in ("approval", "choose-1"):
            return candidate.votes, 1
        return candidate.points, 10 ** self.rules["point-places"]

    def view(self, utility):
        """The views of all candidates under a utility, by number (budget-1 §2.4)."""
        if utility not in self.views:
            found = {one.number: {} for one in self.candidates}
            for group, marks in enumerate(self.marks):
                for place, (number, points) in enumerate(marks):
                    rank = len(marks) - place
                    if self.kind == "ordinal":
                        points = rank
                    if utility in ("cost", "cardinality"):
                        u = 1
                    elif utility in ("points", "points-cost"):
                        u = points
                    else:
                        u = rank - (utility == "borda")
                    own = found[self.of_project[number].number]
                    if utility.startswith("points"):
                        own[group] = own.get(group, 0) + u
                    else:
                        own[group] = max(own.get(group, 0), u)
            made = {}
            for one in self.candidates:
                factor = one.cost or 1 if utility in ("cost", "points-cost") else 1
                voters = sorted((g, u) for g, u in found[one.number].items() if u)
                made[one.number] = View(factor, voters)
                made[one.number].total = sum(u * self.many[g] for g, u in voters)
                if made[one.number].total > 1 << 60:
                    raise Refusal("E-COUNT-001")
            self.views[utility] = made
        return self.views[utility]

    # -- ties: budget-1 §4 --

    def lot(self, candidate, turn):
        """The ticket of a candidate in a round (budget-1 §4.3)."""
        key = (candidate.number, turn)
        if key not in self.lots:
            own = hex_of_hash("urne/1 project", self.box, candidate.id)
            self.lots[key] = ticket(sub_seed(self.seed, "tie/%d" % turn), own)
        return self.lots[key]

    def criterion(self, name, candidate, turn):
        """What a criterion compares, the least first (budget-1 §4.1)."""
        if name == "file":
            return candidate.number
        if name == "id":
            return candidate.id
        if name == "min-cost":
            return candidate.cost
        if name == "max-votes":
            return -candidate.votes
        return self.lot(candidate, turn)

    def by_criteria(self, candidate, turn):
        """A key that sorts by the criteria of the rule alone."""
        return tuple(self.criterion(name, candidate, turn) for name in self.ties)

    def tie_order(self, candidates, turn):
        """The tie order of a round (budget-1 §4.2)."""
        return sorted(candidates, key=lambda one: (self.by_criteria(one, turn), one.id))

    def note_tie(self, outcome, order, turn, whole):
        """Notes a tie, its candidates in the tie order (budget-1 §4.4).

        With `whole` the order decides of all of them, else of the first alone.
        """
        keys = [self.by_criteria(one, turn) for one in order]
        pairs = zip(keys, keys[1:]) if whole else ((keys[0], other) for other in keys[1:])
        kind = max(next((place for place, pair in enumerate(zip(*both)) if pair[0] != pair[1]),
                        len(self.ties)) for both in pairs)
        outcome.ties.append({"round": turn, "order": order, "kind":
                             (self.ties + ["id"])[kind], "open": kind == len(self.ties),
                             "changes": False})

    def judge(self, outcome, again, funds=None):
        """Says which ties change the result (budget-1 §4.5).

        `again` counts with a lead (see `lead`) and returns what is funded; `funds` is what
        is funded as it is, that of the outcome unless given.
        """
        funds = outcome.funds() if funds is None else funds
        for tie in outcome.ties:
            tie["changes"] = any(again((tie["round"], one)) != funds
                                 for one in tie["order"][1:])

    def settle(self, outcome, again):
        """Judges the ties of an outcome and refuses open ones."""
        self.refuse_open(outcome, again)
        self.judge(outcome, again)

    def refuse_open(self, outcome, again, due=None):
        """Refuses open ties that could fall so that another set is funded (budget-1 §4.6)."""
        tie = next((tie for tie in outcome.ties if tie["open"]), None)
        due = outcome.funds() if due is None else due
        if tie and any(found != due for found in ways(again)):
            raise Refusal("E-COUNT-004", tie["round"],
                          ", ".join(printable(one.id) for one in tie["order"]))

    def arranged(self, order, turn, first, mark):
        """The candidates of a tie, one by one, as `first` would have them.

        None: in the tie order.  (round, candidate): that one before all others (budget-1
        §4.5).  A Way: each time any that no criterion puts behind another of the rest
        (§4.6); `mark()` is then all that the further count depends on.
        """
        rest = list(order)
        if isinstance(first, tuple) and first[0] == turn and first[1] in rest:
            rest.remove(first[1])
            yield first[1]
        while rest:
            choice = 0
            if isinstance(first, Way):
                key = self.by_criteria(rest[0], turn)
                free = sum(self.by_criteria(one, turn) == key for one in rest)
                if free > 1:
                    choice = first.choose(free, (turn, *mark(), *(one.number for one in rest)))
            yield rest.pop(choice)

    # -- greedy: budget-1 §3.1 --

    def greedy(self, state, utility, turn, stops, first=None):
        """Walks through the race; `turn` is the round of the first (budget-1 §3.1)."""
        outcome, view = Outcome(state), self.view(utility)
        funded = set(outcome.funds())
        groups = {}
        for one in self.candidates:
            if one.number in funded or one.number in self.barred:
                continue
            total = view[one.number].total
            if not total and self.rules["unsupported"] == b"drop":
                outcome.reasons[one.number] = ("no-support", 0, "-", "-", "-")
                continue
            if utility in ("cost", "points-cost") or not total:
                key = (0, Fraction(total))
            else:
                key = (0, Fraction(total, one.cost)) if one.cost else (1, Fraction(0))
            groups.setdefault(key, []).append(one)
        for key in sorted(groups, reverse=True):
            order = self.tie_order(groups[key], turn)
            if len(order) > 1:
                self.note_tie(outcome, order, turn, True)
            for one in self.arranged(order, turn, first,
                                     lambda: (outcome.funds(), outcome.stopped)):
                self.visit(outcome, one, turn, "infinite" if key[0] else ratio(key[1]), stops)
                turn += 1
        return outcome

    def visit(self, outcome, one, turn, key, stops):
        """A candidate of the walk of budget-1 §3.1.5."""
        state = outcome.state
        if outcome.stopped:
            outcome.reasons[one.number] = ("stopped", turn, "-", "-", outcome.stopped.number)
            return
        obstacle = state.obstacle(one)
        if obstacle:
            outcome.lose(one, turn, obstacle)
            if stops and not state.obstacle(one, money=False) and one.cost <= self.budget:
                outcome.stopped = one
            return
        outcome.reasons[one.number] = ("taken", turn, state.left, "-", "-")
        state.fund(one)
        outcome.rounds.append((turn, one, key, "-", state.left))

    def start(self):
        """The state in which nothing is funded."""
        return State(self.budget, [amount for amount, *_ in self.rules["caps"]])

    # -- Equal Shares: budget-1 §3.2 --

    def price(self, run, candidate):
        """rho of an affordable candidate, and rho * factor in balances (budget-1 §3.2.2).

        The second is a pair: numerator in balances, denominator.  None: not affordable.
        """
        view = self.view(self.utility)[candidate.number]
        need = candidate.cost * run.scale
        balance, many = run.balance, self.many
        if sum(balance[g] * many[g] for g, _ in view.voters) < need:
            return None
        if view.least == view.most:
            order = sorted(view.voters, key=lambda one: balance[one[0]])
        else:
            order = sorted(view.voters, key=lambda one: Fraction(balance[one[0]], one[1]))
        below = view.total
        for group, u in order:
            if need * u <= balance[group] * below:
                break
            need -= balance[group] * many[group]
            below -= u * many[group]
        return Fraction(need, below * run.scale * view.factor), (need, below)

    def buy(self, run, candidate, price):
        """Lets the supporters pay; returns PAYS and ALL (budget-1 §3.2.3.2 to §3.2.3.4)."""
        view = self.view(self.utility)[candidate.number]
        above, below = price
        common = gcd(above, below)
        above, below = above // common, below // common
        pays = Fraction(above * view.most, below * run.scale)
        if below > 1:
            run.scale *= below
            run.balance = [balance * below for balance in run.balance]
        emptied = 0
        for group, u in view.voters:
            balance = run.balance[group]
            run.balance[group] = balance - min(balance, above * u)
            if balance and not run.balance[group]:
                emptied += self.many[group]
        if run.scale.bit_length() > 400:
            common = gcd(run.scale, *run.balance) if sys.version_info >= (3, 9) else 1
            run.scale //= common
            run.balance = [balance // common for balance in run.balance]
        return pays, emptied

    def shares(self, endowment, first=None, replay=None):
        """One run at an endowment (budget-1 §3.2.1 to §3.2.4).

        With `replay`, another run: its purchases again, at this endowment; `holds` then says
        whether the two-point test of §3.2.8.2 succeeds.
        """
        run = Run(endowment, endowment.denominator)
        run.balance = [endowment.numerator] * len(self.many)
        state = self.start()
        outcome = run.outcome = Outcome(state)
        view = self.view(self.utility)
        race = {one.number for one in self.candidates
                if view[one.number].total and one.number not in self.barred}
        free = [self.of_project[number] for number in race
                if not self.of_project[number].cost]
        order = self.tie_order(free, 1)
        if len(order) > 1:
            self.note_tie(outcome, order, 1, True)
        for one in self.arranged(order, 1, first, lambda: (outcome.funds(),)):
            race.discard(one.number)
            if not state.obstacle(one, money=False):
                state.fund(one)
                turn = len(state.funded)
                outcome.reasons[one.number] = ("free", turn, 0, 0, "-")
                outcome.rounds.append((turn, one, "0", "0", state.left))
        race = {number for number in race
                if not state.obstacle(self.of_project[number], money=False)}
        # Prices only rise in a run: what is known of one is a lower bound for ever.
        heap = [(Fraction(0), number) for number in sorted(race)]
        while True:
            turn = len(state.funded) + 1
            if replay:
                due = len(run.bought)
                if due == len(replay.bought):
                    run.holds = not any(number in race and self.price(
                        run, self.of_project[number]) for _, number in heap)
                    return run
                chosen, limit = replay.bought[due]
                if not self.nothing_before(run, heap, race, chosen, limit, turn):
                    run.holds = False
                    return run
                rho, price = self.price(run, chosen)
            else:
                tied, rho, price = self.cheapest(run, heap, race)
                if not tied:
                    break
                order = self.tie_order(tied, turn)
                if len(order) > 1:
                    self.note_tie(outcome, order, turn, False)
                chosen = next(self.arranged(order, turn, first, lambda: (
                    outcome.funds(), *(Fraction(one, run.scale) for one in run.balance))))
                for one in order:
                    if one is not chosen:
                        heapq.heappush(heap, (rho, one.number))
                price = self.price(run, chosen)[1]
            pays, emptied = self.buy(run, chosen, price)
            run.bought.append((chosen, rho))
            race.discard(chosen.number)
            state.fund(chosen)
            outcome.reasons[chosen.number] = ("bought", turn, ratio(pays), emptied, "-")
            outcome.rounds.append((turn, chosen, ratio(rho), ratio(pays), state.left))
            if chosen.caps or chosen.rivals:
                race = {number for number in race
                        if not state.obstacle(self.of_project[number], money=False)}
        return run

    def cheapest(self, run, heap, race):
        """Takes the candidates of the least rho off the heap (budget-1 §3.2.3.1)."""
        tied, least, best = [], None, None
        while heap and (least is None or heap[0][0] <= least):
            number = heapq.heappop(heap)[1]
            found = number in race and self.price(run, self.of_project[number])
            if not found:
                race.discard(number)
                continue
            if least is None or found[0] < least:
                for one in tied:
                    heapq.heappush(heap, (least, one.number))
                tied, (least, best) = [], found
            if found[0] == least:
                tied.append(self.of_project[number])
            else:
                heapq.heappush(heap, (found[0], number))
        return tied, least, best

    def nothing_before(self, run, heap, race, chosen, limit, turn):
        """The first condition of the two-point test for one round (budget-1 §3.2.8.2)."""
        known = []
        good = True
        while good and heap and heap[0][0] <= limit:
            number = heapq.heappop(heap)[1]
            if number not in race or number == chosen.number:
                continue
            one = self.of_project[number]
            found = self.price(run, one)
            if not found:
                race.discard(number)
                continue
            known.append((found[0], number))
            good = found[0] > limit or (found[0] == limit and self.by_criteria(one, turn)
                                        > self.by_criteria(chosen, turn))
        for entry in known:
            heapq.heappush(heap, entry)
        return good

    def exhausted(self, run):
        """budget-1 §3.2.5.4."""
        which = self.rules["add1"][1]
        if which == b"none":
            return False
        view, state, funded = self.view(self.utility), run.outcome.state, run.outcome.funds()
        return not any(one.number not in funded and one.number not in self.barred
                       and (which == b"all" or view[one.number].total and one.cost)
                       and not state.obstacle(one) for one in self.candidates)

    def endowments(self):
        """b(0) and the increment (budget-1 §3.2.5.1, §3.2.5.2, §6.1)."""
        start, _, step = self.rules["add1"]
        first = Fraction(self.budget, self.voters) if self.voters else Fraction(0)
        if self.voters and start == b"floor" and self.rules["completion"].startswith(b"add1"):
            whole = 1 if self.seats else 10 ** self.places
            first = Fraction(self.budget // (self.voters * whole) * whole)
        if self.seats and self.voters:
            step = Fraction(step, self.voters)
        return first, step

    def scan(self):
        """The scan of budget-1 §3.2.5.3: the deciding run, the intervals, K and the stop."""
        first, step = self.endowments()
        view = self.view(self.utility)
        enough = sum(one.cost for one in self.candidates
                     if view[one.number].total and one.number not in self.barred)
        full = max(0, -((first - enough) // step))
        place, reach, intervals = 0, 1, []
        run = self.checked(first)

        def extend(upto, made):
            bought = [one.number for one in made.outcome.state.funded]
            if intervals and intervals[-1][3] == bought:
                intervals[-1][1] = upto
            else:
                intervals.append([upto, upto, made.outcome.state.spent, bought])

        extend(0, run)
        while True:
            if self.exhausted(run):
                return self.at(first + place * step, run), intervals, place, "exhausted"
            if place >= full:
                return self.at(first + place * step, run), intervals, place, "saturated"
            far = min(place + reach, full)
            if self.shares(first + far * step, replay=run).holds:
                place, reach = far, reach * 2
                run = self.at(first + place * step, run)
                extend(place, run)
                continue
            if reach > 1:
                reach = max(1, min(reach, full - place) // 2)
                continue
            after = self.checked(first + (place + 1) * step)
            if after.outcome.state.spent > self.budget:
                extend(place + 1, after)
                return run, intervals, place, "overspent"
            place, run = place + 1, after
            extend(place, run)

    def checked(self, endowment):
        """A run that has no open tie (budget-1 §4.6)."""
        run = self.shares(endowment)
        self.refuse_open(run.outcome,
                         lambda first: self.shares(endowment, first).outcome.funds())
        return run

    def at(self, endowment, run):
        """The run at an endowment, made unless it is the one that is given."""
        return run if run.endowment == endowment else self.shares(endowment)

    def equal_shares(self):
        """Equal Shares, completion and comparison (budget-1 §3.2)."""
        completion = self.rules["completion"]
        lines = []
        if completion.startswith(b"add1"):
            run, intervals, place, word = self.scan()
            lines = ["add1 %d %d %d %s" % (one[0], one[1], one[2], numbers(one[3]))
                     for one in intervals] + ["stop %d %s" % (place, word)]
        else:
            run = self.shares(self.endowments()[0])
        lines.insert(0, "endowment " + ratio(run.endowment))
        outcome = run.outcome

        def both(first):
            made = self.shares(run.endowment, first).outcome
            return self.completed(made, first if isinstance(first, Way) else None).funds()

        funds = self.completed(outcome).funds()
        self.refuse_open(outcome, both, funds)
        self.judge(outcome, both, funds)
        self.reasons_of_run(run)
        after = self.completed(outcome)
        if after is outcome:
            after = None
        else:
            self.settle(after, lambda first: self.completed(outcome, first).funds())
        result, lines = self.compare(outcome, after, lines)
        return result, lines, self.keeps(run)

    def reasons_of_run(self, run):
        """What a run says of candidates that are not funded (budget-1 §3.2.4.2)."""
        view, outcome = self.view(self.utility), run.outcome
        for one in self.candidates:
            if one.number in outcome.reasons or one.number in self.barred:
                continue
            if not view[one.number].total:
                outcome.reasons[one.number] = ("no-support", 0, "-", "-", "-")
                continue
            obstacle = outcome.state.obstacle(one, money=False)
            if not obstacle:
                held = sum(run.balance[g] * self.many[g] for g, _ in view[one.number].voters)
                obstacle = ("supporters", ratio(Fraction(held, run.scale)), "-")
            outcome.lose(one, 0, obstacle)

    def completed(self, outcome, first=None):
        """What the completion of budget-1 §3.2.6 makes of a run; the run without one."""
        if self.rules["completion"] not in (b"utilitarian", b"add1u"):
            return outcome
        utility = "cost" if self.rules["completion-utility"] == b"votes" else self.utility
        turn = 1 + len(outcome.state.funded)
        return self.greedy(outcome.state.copy(), utility, turn, False, first)

    def compare(self, outcome, after, lines):
        """The comparison step of budget-1 §3.2.7."""
        how, last = self.rules["comparison"], after or outcome
        if how == b"none":
            return (outcome, after), (lines, [])

        def greedy(first=None):
            return self.greedy(self.start(), "cost", 1, False, first)

        def result(first):
            made = greedy(first)
            for_g, for_m = self.sides(made, last)
            return (made if for_g > for_m else last).funds()

        other = greedy()
        for_g, for_m = self.sides(other, last)
        self.refuse_open(other, result, (other if for_g > for_m else last).funds())
        word = "greedy" if for_g > for_m else "mes"
        lines = (lines, ["comparison %d %d %s" % (for_g, for_m, word)])
        if word == "mes":
            return (outcome, after), lines
        self.judge(other, lambda first: greedy(first).funds())
        return (other, None), lines

    def sides(self, greedy, last):
        """How many ballots are for G, and for M (budget-1 §3.2.7.2)."""
        mine, other = last.funds(), greedy.funds()
        for_g = for_m = 0
        for marks, many in zip(self.marks, self.many):
            named = {self.of_project[number].number for number, _ in marks}
            g, m = len(named & other), len(named & mine)
            if self.rules["comparison"] == b"exclusion-ratio":
                g, m = (g > 0 and not m), (m > 0 and not g)
            for_g += many * (g > m)
            for_m += many * (m > g)
        return for_g, for_m

    def keeps(self, run):
        """The lines `keeps` (budget-1 §3.2.4.3, §8.7)."""
        supports = {group for view in self.view(self.utility).values()
                    for group, _ in view.voters}
        tenths = [0] * 11
        whole = run.endowment * run.scale
        for group, many in enumerate(self.many):
            if group not in supports:
                tenths[10] += many
            else:
                tenths[int(10 * run.balance[group] / whole) if whole else 0] += many
        return ["keeps %d %d" % pair for pair in enumerate(tenths)]

    # -- Phragmén: budget-1 §3.3 --

    def phragmen(self, first=None):
        """Sequential Phragmén (budget-1 §3.3)."""
        outcome = Outcome(self.start())
        view = self.view("cardinality")
        loads, scale = [0] * len(self.many), [1]
        stops = self.rules["misfit"] == b"stop"
        bare = []
        race = []
        for one in self.candidates:
            if one.number in self.barred:
                continue
            (race if view[one.number].total else bare).append(one)
        if self.rules["unsupported"] == b"drop":
            for one in bare:
                outcome.reasons[one.number] = ("no-support", 0, "-", "-", "-")
            bare = []
        for part in (race, bare):
            self.load(outcome, part, (view, loads, scale), stops, first)
        return outcome

    def load(self, outcome, candidates, voters, stops, first):
        """Entry and rounds of budget-1 §3.3.2 to §3.3.4 for some candidates."""
        state, (view, loads, scale) = outcome.state, voters
        race = []
        for one in candidates:
            if one.cost > self.budget:
                outcome.lose(one, 0, state.obstacle(one))
            elif outcome.stopped:
                outcome.reasons[one.number] = ("stopped", outcome.stopped[0], "-", "-",
                                               outcome.stopped[1].number)
            else:
                race.append(one)
        bounds = {one.number: 0 for one in race}
        while True:
            turn = 1 + len(state.funded)
            stay = []
            for one in race:
                obstacle = state.obstacle(one, money=not stops)
                if obstacle:
                    outcome.lose(one, turn, obstacle)
                else:
                    stay.append(one)
            race = stay
            if not race:
                return
            least, tied = self.least_load(race, view, loads, scale[0], bounds)
            stuck = [one for one in tied if state.obstacle(one)] if stops else []
            if stuck:
                outcome.lose(stuck[0], turn, state.obstacle(stuck[0]))
                outcome.stopped = (turn, stuck[0])
                for one in race:
                    if one is not stuck[0]:
                        outcome.reasons[one.number] = ("stopped", turn, "-", "-",
                                                       stuck[0].number)
                return
            order = self.tie_order(tied, turn)
            if len(order) > 1:
                self.note_tie(outcome, order, turn, False)
            chosen = next(self.arranged(order, turn, first, lambda: (
                outcome.funds(), *(Fraction(one, scale[0]) for one in loads))))
            if least is not None:
                below = least.denominator
                below //= gcd(below, scale[0])
                if below > 1:
                    scale[0] *= below
                    loads[:] = [load * below for load in loads]
                load = int(least * scale[0])
                for group, _ in view[chosen.number].voters:
                    loads[group] = load
            text = "infinite" if least is None else ratio(least)
            outcome.reasons[chosen.number] = ("loaded", turn, text, "-", "-")
            state.fund(chosen)
            race.remove(chosen)
            outcome.rounds.append((turn, chosen, text, "-", state.left))

    def least_load(self, race, view, loads, scale, bounds):
        """The least load and who has it (budget-1 §3.3.1, §3.3.3); None if infinite.

        Loads only grow, so those known from before are bounds.
        """
        least, tied = None, []
        for one in sorted(race, key=lambda one: bounds[one.number]):
            own = view[one.number]
            if not own.total:
                return None, race
            if least is not None and bounds[one.number] > least:
                break
            held = sum(loads[group] * self.many[group] for group, _ in own.voters)
            load = Fraction(one.cost * scale + held,
                            scale * sum(self.many[group] for group, _ in own.voters))
            bounds[one.number] = load
            if least is None or load < least:
                least, tied = load, []
            if load == least:
                tied.append(one)
        tied.sort(key=lambda one: one.number)
        return least, tied

    # -- greatest utility: budget-1 §3.4 --

    def welfare(self, claim):
        """Greatest utility; `claim` is what tally.txt says: projects selected, proof line.

        A strict proof of the claim is walked.  Where that does not confirm the claim, the
        three walks of §3.4.4.2 are made.
        """
        search = Search(self)
        best, tree, strict = search.confirm(claim)
        if tree is None:
            best, tree, strict = search.find()
        if not {"file", "id", "lot"} & set(self.ties):
            self.refuse_equal(search.items, best)
        outcome = Outcome(self.start())
        state, view = outcome.state, self.view(self.utility)
        for turn, one in enumerate(sorted(best, key=lambda one: one.number), 1):
            state.fund(one)
            gain = self.gain(one)
            outcome.rounds.append((turn, one, str(gain), "-", state.left))
            outcome.reasons[one.number] = ("optimal", turn, gain, "-", "-")
        for one in self.candidates:
            if one.number in outcome.reasons:
                continue
            if one in search.items:
                outcome.reasons[one.number] = ("outweighed", 0, self.gain(one), "-", "-")
            elif not view[one.number].total:
                outcome.reasons[one.number] = ("no-support", 0, "-", "-", "-")
            else:
                outcome.lose(one, 0, self.start().obstacle(one) or ("left", 0, "-"))
        return outcome, ["utility %d" % sum(self.gain(one) for one in best),
                         "proof %s %s" % ("strict" if strict else "utility", tree)]

    def refuse_equal(self, items, best):
        """Refuses a best set that only ids tell from another (budget-1 §3.4.1.4).

        It stays the best one when ids count the other way round if there is no other.
        """
        other = Search(self, True)
        found = other.confirm(([number for one in best for number in one.projects],
                               b"proof strict "))[0] or other.find()[0]
        if {one.number for one in found} != {one.number for one in best}:
            raise Refusal("E-COUNT-004", 1, ", ".join(printable(one.id) for one in items))

    def gain(self, candidate):
        """`total * factor` of budget-1 §3.4; what costs nothing gains nothing by its cost."""
        view = self.view(self.utility)[candidate.number]
        if self.utility in ("cost", "points-cost"):
            return view.total * candidate.cost
        return view.total

    # -- tally.txt: budget-1 §8 --

    def trace(self, head, claim):
        """The lines of tally.txt behind the first, `head` being those of §8.2, the outcome."""
        lines = list(head)
        if self.seed:
            lines.append(b"lot %s %s" % (self.seed.encode("ascii"), self.box.encode("ascii")))
        lines.append(b"voters %d" % self.voters)
        for number, name in enumerate(self.ids, 1):
            made = self.of_project[number]
            points = 0 if self.kind in ("approval", "choose-1") else made.points
            lines.append(b"project %d %d %d %d %s" % (number, self.costs[number - 1],
                                                      made.votes, points, name))
        before, behind, keeps, after = [], [], [], None
        if self.rule == "greedy":
            stops = self.rules["misfit"] == b"stop"
            outcome = self.greedy(self.start(), self.utility, 1, stops)
            self.settle(outcome, lambda first: self.greedy(
                self.start(), self.utility, 1, stops, first).funds())
        elif self.rule == "mes":
            (outcome, after), (before, behind), keeps = self.equal_shares()
        elif self.rule == "phragmen":
            outcome = self.phragmen()
            self.settle(outcome, lambda first: self.phragmen(first).funds())
        else:
            outcome, behind = self.welfare(claim)
        made = list(before)
        for word, part in (("fund", outcome), ("complete", after)):
            if part:
                made += ["%s %d %d %s %s %d" % (word, turn, one.number, key, pays, left)
                         for turn, one, key, pays, left in part.rounds]
        ties = outcome.ties + (after.ties if after else [])
        made += [self.tie_line(tie) for tie in ties] + keeps + behind
        reasons = dict(outcome.reasons)
        reasons.update(after.reasons if after else {})
        state = (after or outcome).state
        made += self.project_lines(reasons, {one.number for one in state.funded})
        chosen = [number for one in state.funded for number in one.projects]
        made += ["selected " + numbers(chosen), "cost %d" % state.spent, "end"]
        lots = sum(tie["kind"] == "lot" for tie in ties)
        return (lines + [line.encode("ascii") for line in made], chosen, state.spent,
                (len(ties), lots))

    def tie_line(self, tie):
        """A line `tie` (budget-1 §8.6)."""
        chosen = tie["order"][0]
        return "tie %d %s -> %d %s %s %s" % (
            tie["round"], numbers(sorted(one.number for one in tie["order"])), chosen.number,
            tie["kind"], self.lot(chosen, tie["round"]) if tie["kind"] == "lot" else "-",
            "changes" if tie["changes"] else "same")

    def project_lines(self, reasons, funded):
        """The lines `won` and `lost` (budget-1 §7, §8.10)."""
        lines = []
        high, low, which = self.rules["threshold"]
        for number in range(1, len(self.ids) + 1):
            made = self.of_project[number]
            if made.number in self.barred:
                score, unit = self.score(made)
                many = self.voters if which == b"ballots" else 1
                reason = ("threshold", 0, score, ratio(Fraction(high * many * unit, low)), "-")
            else:
                reason = reasons[made.number]
            if number != made.number:
                reason = ("joined", reason[1], "-", "-", made.number)
            word = "won" if made.number in funded else "lost"
            lines.append("%s %d %s %s %s %s %s" % ((word, number) + reason))
        return lines


def numbers(found):
    """A list of numbers, or `-` (budget-1 §8.1.2)."""
    return " ".join(map(str, found)) or "-"


class Search:
    """The tree of decisions of the greatest utility (budget-1 §3.4)."""

    def __init__(self, count, backwards=False):
        """Items, worths, places (budget-1 §3.4.2); ids may count backwards in places."""
        self.count = count
        view, start = count.view(count.utility), count.start()
        items = [one for one in count.candidates if view[one.number].total
                 and one.number not in count.barred and not start.obstacle(one)]
        value = {one.number: count.gain(one) for one in items}
        items.sort(key=lambda one: (one.cost > 0, -Fraction(value[one.number], one.cost)
                                    if one.cost else 0))
        self.items = items
        self.worth = [value[one.number] * (count.budget + 1) - one.cost for one in items]
        if sum(self.worth) > 1 << 120 or any(
                value[one.number] * (count.budget + 1) > 1 << 120 for one in items):
            raise Refusal("E-COUNT-001")
        order = sorted(items, key=lambda one: one.id, reverse=backwards)
        order.sort(key=lambda one: count.by_criteria(one, 1))
        rank = {one.number: place for place, one in enumerate(order)}
        self.place = [rank[one.number] for one in items]
        self.better = [[p for p in range(len(items)) if p != q and self.beats(p, q)]
                       for q in range(len(items))]
        self.worse = [[] for _ in items]
        for q, found in enumerate(self.better):
            for p in found:
                self.worse[p].append(q)

    def beats(self, p, q):
        """budget-1 §3.4.2.5."""
        one, other = self.items[p], self.items[q]
        if one.cost > other.cost or (-self.worth[p], self.place[p]) > (-self.worth[q],
                                                                      self.place[q]):
            return False
        if any(cost > other.caps.get(cap, 0) for cap, cost in one.caps.items()):
            return False
        numbers_of = {item.number for item in self.items}
        return not (one.rivals & numbers_of) - {other.number}

    def before(self, one, other):
        """Whether a set of items comes before another (budget-1 §3.4.1.3)."""
        apart = one ^ other
        return bool(apart) and min(apart, key=lambda item: self.place[item]) in one

    def total(self, chosen):
        """The worth of a set of items."""
        return sum(self.worth[item] for item in chosen)

    def walk(self, best, strict, limit):
        """A walk of budget-1 §3.4.4.1: the best set, the tree, or None behind the limit."""
        items, worth = self.items, self.worth
        size = len(items)
        most = None if best is None else self.total(best)
        state, tree = self.count.start(), []
        inside = [False] * size
        caps, spent, gained = state.caps, 0, 0
        depth, nodes = 0, 0

        def breaks(item):
            one = items[item]
            return (spent > self.count.budget or any(caps[cap] < 0 for cap in one.caps)
                    or one.rivals and any(inside[other] and other != item
                                          and items[other].number in one.rivals
                                          for other in range(item)))

        def bound():
            reached, room = gained, self.count.budget - spent
            for item in range(depth, size):
                cost = items[item].cost
                if cost > room:
                    return reached + worth[item] * room // cost
                reached += worth[item]
                room -= cost
            return reached

        def put(item, sign):
            nonlocal spent, gained
            spent += sign * items[item].cost
            gained += sign * worth[item]
            for cap, cost in items[item].caps.items():
                caps[cap] -= sign * cost

        while True:
            nodes += 1
            if nodes > limit:
                return best, None
            item = depth - 1
            if depth and inside[item] and breaks(item):
                mark = "x"
            elif depth and self.beaten(item, inside):
                mark = "d"
            elif depth == size:
                mark = "s"
                here = frozenset(place for place in range(size) if inside[place])
                if most is None or gained > most or gained == most and self.before(here, best):
                    best, most = here, gained
            elif most is not None and (bound() < most if strict else bound() <= most):
                mark = "b"
            else:
                mark = "+"
            tree.append(mark)
            if mark == "+":
                inside[depth] = True
                put(depth, 1)
                depth += 1
                continue
            while depth and not inside[depth - 1]:
                depth -= 1
            if not depth:
                return best, "".join(tree)
            inside[depth - 1] = False
            put(depth - 1, -1)

    def beaten(self, item, inside):
        """budget-1 §3.4.4.1 (2) for the item decided last."""
        if inside[item]:
            return any(other < item and not inside[other] for other in self.better[item])
        return any(other < item and inside[other] for other in self.worse[item])

    def confirm(self, claim):
        """Walks the strict tree of a claimed result: budget-1 §3.4.3.4, §3.4.4.

        Every bound of the second walk and of the third is compared with the greatest worth,
        so the two have the same tree: it is strict if that has at most 125,000 nodes.
        """
        selected, proof = claim
        by_number = {one.number: place for place, one in enumerate(self.items)}
        chosen = [self.count.of_project.get(number) for number in selected]
        if not proof.startswith(b"proof strict ") or None in chosen:
            return None, None, None
        best = {by_number.get(one.number) for one in chosen}
        if None in best:
            return None, None, None
        state = self.count.start()
        for place in sorted(best):
            if state.obstacle(self.items[place]):
                return None, None, None
            state.fund(self.items[place])
        found, tree = self.walk(frozenset(best), True, 125000)
        if tree is None or found != best:
            return None, None, None
        return [self.items[place] for place in best], tree, True

    def find(self):
        """The three walks of budget-1 §3.4.4.2."""
        best, tree = self.walk(None, False, 2000000)
        if tree is None:
            raise Refusal("E-COUNT-003")
        best, strict = self.walk(best, True, 125000)
        best, tree = self.walk(best, bool(strict), 2000000)
        if tree is None:
            raise Refusal("E-COUNT-003")
        return [self.items[place] for place in best], tree, bool(strict)


# ---- the certificate of a panel: panel-1 ----

INTEGER = re.compile(rb"(?:0|-?[1-9][0-9]{0,19999})\Z")
MOST_SCALE = 10 ** 20000
WORDS_OF_A_LINE = re.compile(rb"[^\x00-\x20\x7f]+(?: [^\x00-\x20\x7f]+)*\Z")


def whole(digits):
    """The value of an INTEGER (panel-1 §4.3.1); int() refuses very long ones."""
    if len(digits) <= 4000:
        return int(digits)
    if digits[:1] == b"-":
        return -whole(digits[1:])
    half = len(digits) // 2
    return whole(digits[:half]) * 10 ** (len(digits) - half) + whole(digits[half:])


def fraction(word):
    """(numerator, denominator) of a fraction in lowest terms (panel-1 §4.3.2), or None."""
    high, slash, low = word.partition(b"/")
    if not INTEGER.match(high) or high[:1] == b"-" or slash and not INTEGER.match(low):
        return None
    pair = whole(high), whole(low) if slash else 1
    if slash and (pair[1] < 2 or gcd(*pair) != 1):
        return None
    return pair


def with_households(size, quotas, people):
    """Quotas and features of persons with the category of households (panel-1 §2.2).

    `people` holds (features, household or 0).
    """
    members = {}
    for own, home in people:
        if home:
            members.setdefault(home, []).append(own)
    classes = {home: tuple(sorted(found)) for home, found in members.items() if len(found) > 1}
    many = {}
    for one in classes.values():
        many[one] = many.get(one, 0) + 1
    number = {one: len(quotas) + place for place, one in enumerate(sorted(many), 1)}
    alone = len(quotas) + len(many) + 1
    quotas = quotas + [(0, many[one]) for one in sorted(many)] + [(0, size)]
    return quotas, [own + (number[classes[home]] if home in classes else alone,)
                    for own, home in people]


class Types:
    """Types and rows (panel-1 §2.3, §2.4); both are counted from 0 here."""

    def __init__(self, size, quotas, people):
        """`quotas` are those of the features, `people` the features of each person."""
        many = {}
        for own in people:
            many[own] = many.get(own, 0) + 1
        self.size, self.features = size, len(quotas)
        self.keys = sorted(many)
        self.number = {own: t for t, own in enumerate(self.keys)}
        self.many = [many[own] for own in self.keys]
        self.bounds = list(quotas) + [(size, size)]
        self.rows = [[] for _ in self.bounds]
        for t, own in enumerate(self.keys):
            for feature in own:
                self.rows[feature - 1].append((t, 1))
            self.rows[-1].append((t, 1))

    def combine(self, multipliers, bounds):
        """r_t of panel-1 §3.3 by type, and the part of the rows in beta and M."""
        found, part = [0] * len(self.keys), 0
        for row, lam in multipliers:
            for t, coefficient in self.rows[row]:
                found[t] += lam * coefficient
            low, high = bounds[row]
            part += lam * (low if lam < 0 else high)
        return found, part


class Certificate:
    """A panel-proof note, read line by line against types (panel-1 §4 to §6).

    Fault names the first line that is wrong; its code is the check C1 to C7, C0 for a line
    that is not written as §4 says.  Then `sums` holds by type how many are taken on
    average, times `scale`, and `levels` the chances (numerator, denominator) with how many
    persons have them.
    """

    def __init__(self, data, types):
        """Judges the whole certificate."""
        self.lines, self.place = data.split(b"\n"), 0
        self.types, self.size = types, len(types.keys)
        self.base, self.bounds, self.high = len(types.bounds), list(types.bounds), list(types.many)
        self.words, self.at, self.broken = [], [], None
        self.absent, self.cuts = [], []
        self.scale, self.sums, self.levels, self.order = 1, [0] * self.size, [], []
        try:
            self.judge()
        finally:
            del types.rows[self.base:]

    # -- lines and words --

    def need(self, good, place=0, check="C0"):
        """Refuses the line where a word stands unless it is good (§6.1.1)."""
        if not good:
            raise Fault(self.at[place], check)

    def prove(self, good, check):
        """Refuses the last line of those at hand unless they prove what they must (§6.1.1)."""
        self.need(good, -1, check)

    def check_bytes(self):
        """draw-1 §7.1.1 and §7.1.2 for all lines first, as in all notes (§4.2.2)."""
        *lines, cut = self.lines
        for number, line in enumerate(lines + [cut] * bool(cut), 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                raise Fault(number, "C0") from None
            if len(line) > 65536 or not WORDS_OF_A_LINE.match(line) or (
                    number == 1 and line != b"urne/1 panel-proof"):
                raise Fault(number, "C0")
        if cut or lines[-1:] != [b"end"]:
            raise Fault(len(lines) + bool(cut or not lines), "C0")

    def next(self):
        """Takes the next line, and those that go on with it.

        One that is folded otherwise than §4.2.1 says is `broken`: a word before it that is
        wrong is named first.
        """
        self.words, self.at, self.broken = [], [], None
        room = 0
        while True:
            line = self.lines[self.place]
            more = line.split(b" ")
            self.place += 1
            plus = more.pop(0) if self.words else b"+"
            if (plus != b"+" or not more or len(more[0]) <= room and self.words
                    or len(line) > 1024 and (not self.words or len(more) > 1)):
                self.broken = Fault(self.place, "C0")
                if not self.words:
                    raise self.broken
                return
            self.words += more
            self.at += [self.place] * len(more)
            room = 1023 - len(line)
            if self.lines[self.place][:1] != b"+":
                return

    def unbroken(self):
        """Refuses a line that is folded otherwise than it should be."""
        if self.broken:
            raise self.broken

    def take(self, keyword, least=0, most=None):
        """Requires the keyword of the line at hand and a number of words behind it."""
        self.need(self.words[0] == keyword)
        if most is None or len(self.words) <= least:
            self.unbroken()
        most = least if most is None else most
        self.need(least < len(self.words) <= most + 1, min(len(self.words) - 1, most + 1))

    def number(self, place, small=True):
        """The INTEGER of a word (§4.3.1)."""
        word = self.words[place]
        self.need(INTEGER.match(word), place)
        value = whole(word)
        self.need(not small or abs(value) < 1 << 60, place)
        return value

    def index(self, word, place, size):
        """The number of a type or row in a word, from 0 (§4.3.3)."""
        self.need(INTEGER.match(word), place)
        value = whole(word)
        self.need(1 <= value <= size, place, "C1")
        return value - 1

    def pairs(self, place, size, above=None, small=True):
        """The words INDEX:VALUE from a place on, ascending, no VALUE 0 (§4.3).

        From the index `above` on values must be above 0.
        """
        found = []
        for place in range(place, len(self.words)):
            name, colon, digits = self.words[place].partition(b":")
            self.need(colon and INTEGER.match(digits) and digits != b"0", place)
            index, value = self.index(name, place, size), whole(digits)
            self.need((not found or index > found[-1][0])
                      and (not small or abs(value) < 1 << 60), place)
            self.need(above is None or value > 0 or index < above, place)
            found.append((index, value))
        self.unbroken()
        return found

    def multipliers(self, place):
        """The words ROW:LAM, above 0 for a cut."""
        return self.pairs(place, len(self.bounds), self.base, False)

    # -- the certificate --

    def judge(self):
        """All lines in their order (§4.1.1)."""
        self.check_bytes()
        self.place = 1
        self.ceremony = self.head(b"ceremony", TYPES["HEX32"])
        self.head(b"size", integer)
        self.need(integer(self.words[1]) == self.types.size, 1, "C1")
        self.objective = self.head(b"objective", (b"leximin", b"maximin", b"none").__contains__)
        self.next()
        if self.objective == b"none":
            self.tree({}, -1)
        else:
            self.read_cuts()
            self.read_panels()
            self.read_stages()
            self.read_levels()
        self.need(self.at[0] == len(self.lines) - 1)
        self.take(b"end")

    def head(self, keyword, good):
        """The word of one of the lines that are never folded (§6.1.1)."""
        line = self.lines[self.place]
        self.words, self.place = line.split(b" "), self.place + 1
        self.at, self.broken = [self.place] * len(self.words), None
        self.need(self.words[0] == keyword and len(self.words) == 2 and len(line) <= 1024
                  and good(self.words[1]))
        return self.words[1]

    def read_cuts(self):
        """The lines `absent` and `cut` with their trees (§5)."""
        while self.words[0] == b"absent":
            self.take(b"absent", 1)
            own = self.index(self.words[1], 1, self.size)
            self.need(not self.absent or own > self.absent[-1], 1)
            self.next()
            self.tree({own: 1}, 0)
            self.absent.append(own)
            self.high[own] = 0
        while self.words[0] == b"cut":
            self.take(b"cut", 1, len(self.words))
            most, own = self.number(1), self.pairs(2, self.size)
            self.need(own)
            self.next()
            self.tree(dict(own), most)
            self.cuts.append((dict(own), most))
            self.types.rows.append(own)
            self.bounds.append((None, most))

    def tree(self, cut, most):
        """Reads the tree of a cut from the line at hand on (§5.3 to §5.6)."""
        spans = {b"row": list(self.bounds), b"type": [(0, high) for high in self.high]}
        stack = []
        while True:
            if self.words[0] == b"branch":
                self.branch(spans, stack)
                self.next()
                continue
            self.leaf(spans, cut, most)
            while stack and stack[-1][4]:
                kind, which, old, *_ = stack.pop()
                spans[kind][which] = old
            self.next()
            if not stack:
                return
            kind, which, old, cutting, _ = stack[-1]
            spans[kind][which] = cutting + 1, old[1]
            stack[-1] = kind, which, old, cutting, True

    def branch(self, spans, stack):
        """A line `branch` (§5.4): the first half of a node."""
        self.take(b"branch", 3)
        kind = self.words[1]
        self.need(kind in spans, 1)
        size = self.types.features if kind == b"row" else self.size
        which, cutting = self.index(self.words[2], 2, size), self.number(3)
        old = spans[kind][which]
        self.prove(old[0] <= cutting < old[1], "C2")
        stack.append((kind, which, old, cutting, False))
        spans[kind][which] = old[0], cutting

    def leaf(self, spans, cut, most):
        """A line `leaf` or `empty` (§5.4, §5.5)."""
        scale = 0
        if self.words[0] == b"leaf":
            self.take(b"leaf", 1, len(self.words))
            scale = self.number(1, False)
            self.need(scale > 0, 1)
            own = self.multipliers(2)
        else:
            self.take(b"empty", 0, len(self.words))
            own = self.multipliers(1)
        found, total = self.types.combine(own, spans[b"row"])
        for t, coefficient in cut.items():
            found[t] -= scale * coefficient
        for value, (low, high) in zip(found, spans[b"type"]):
            if value:
                total -= value * (low if value > 0 else high)
        self.prove(total < scale * (most + 1), "C2")

    def read_panels(self):
        """The lines `panel` (§4.1.4, C3, C7), and how many of each type are taken."""
        types, before, weights = self.types, None, []
        absent = set(self.absent)
        while self.words[0] == b"panel" or before is None:
            self.take(b"panel", 2, len(self.words))
            weight = fraction(self.words[1])
            self.need(weight and weight[0], 1)
            self.scale *= weight[1] // gcd(self.scale, weight[1])
            self.need(self.scale < MOST_SCALE, 1)
            own = self.pairs(2, self.size, 0)
            self.prove(not any(t in absent for t, _ in own), "C3")
            for cut, most in self.cuts:
                self.prove(sum(cut.get(t, 0) * count for t, count in own) <= most, "C3")
            totals = [0] * types.features
            for t, count in own:
                self.prove(count <= types.many[t], "C7")
                for feature in types.keys[t]:
                    totals[feature - 1] += count
            self.prove(sum(count for _, count in own) == types.size, "C7")
            self.prove(all(low <= total <= high for total, (low, high)
                           in zip(totals, types.bounds)), "C7")
            order = [(t, -count) for t, count in own]
            self.prove(before is None or order > before, "C7")
            before = order
            weights.append((weight, own))
            last = self.at[-1]
            self.next()
        total = 0
        for (high, low), own in weights:
            weight = high * (self.scale // low)
            total += weight
            for t, count in own:
                self.sums[t] += weight * count
        if total != self.scale:
            raise Fault(last, "C7")

    def compare(self, t, level):
        """The chance of a type less a level, times something above 0."""
        return self.sums[t] * level[1] - level[0] * self.types.many[t] * self.scale

    def read_stages(self):
        """The lines `stage` (§3.3 to §3.9, C4, C5)."""
        self.rank_types()
        left = dict.fromkeys(self.order)
        open_types = iter(self.order)
        lowest, first, ended = next(open_types), True, False
        while self.words[0] == b"stage" or first:
            self.take(b"stage", 1, len(self.words))
            level = fraction(self.words[1])
            self.need(level, 1)
            own = self.multipliers(2)
            self.prove(not ended and left, "C4")
            while lowest not in left:
                lowest = next(open_types)
            fixed = self.stage(left, level, own, first)
            self.prove(fixed, "C4")
            self.prove(self.compare(lowest, level) >= 0, "C5")
            self.prove(all(self.compare(t, level) == 0 for t in fixed), "C5")
            # 4.1.6: a last stage of level 1 needs no multipliers and has none.
            self.prove(not own or level != (1, 1) or len(fixed) < len(left), "C4")
            for t in fixed:
                del left[t]
            ended = self.objective == b"maximin" and level[0] > 0
            first = False
            self.next()
        self.need(ended or self.objective == b"leximin" and not left, 0, "C4")

    def rank_types(self):
        """Types by chance: `order` and `levels`."""
        types = self.types
        common = 1
        for many in set(types.many):
            common *= many // gcd(common, many)
        keys = [total * (common // many) for total, many in zip(self.sums, types.many)]
        self.order = sorted(range(self.size), key=keys.__getitem__)
        before = None
        for t in self.order:
            if keys[t] != before:
                self.levels.append([(self.sums[t], types.many[t] * self.scale), 0])
                before = keys[t]
            self.levels[-1][1] += types.many[t]

    def stage(self, left, level, own, first):
        """The types that a stage fixes, if its multipliers hold (§3.3, §3.7)."""
        if first and self.absent:
            self.prove(level[0] == 0 and not own, "C4")
            return self.absent
        if not own:
            self.prove(level == (1, 1), "C4")
            return list(left)
        found, beta = self.types.combine(own, self.bounds)
        # y_t is r_t but for those left with r_t below 0.
        fixed = [t for t in left if found[t] > 0]
        below = [t for t in left if found[t] < 0]
        beta -= sum(found[t] * self.types.many[t] for t in below)
        for t in below:
            found[t] = 0
        total = sum(y * x for y, x in zip(found, self.sums) if y)
        self.prove(total == beta * self.scale, "C5")
        return fixed

    def read_levels(self):
        """The lines `level` (§4.1.5, C6)."""
        for place in range(len(self.levels) + 1):
            if place and self.words[0] != b"level":
                self.need(place == len(self.levels), 0, "C6")
                return
            self.need(place < len(self.levels), 0, "C6")
            self.take(b"level", 2)
            chance, persons = fraction(self.words[1]), integer(self.words[2])
            self.need(chance, 1)
            self.need(persons is not None, 2)
            (high, low), many = self.levels[place]
            self.prove(chance[0] * low == chance[1] * high and persons == many, "C6")
            self.next()



# ---- Ed25519: transcript-1 §3.2, §4.4 ----

ED_P = 2 ** 255 - 19
ED_L = 2 ** 252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, ED_P - 2, ED_P) % ED_P
ED_I = pow(2, (ED_P - 1) // 4, ED_P)
ED_ZERO = (0, 1, 1, 0)


def ed_add(one, other):
    """The sum of two points in extended coordinates (RFC 8032 §5.1.4)."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    c, d = 2 * t1 * t2 * ED_D, 2 * z1 * z2
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % ED_P, g * h % ED_P, f * g % ED_P, e * h % ED_P


@lru_cache(64)
def ed_doubles(point):
    """A point, twice it, four times it and so on: few points are multiplied often."""
    found = [point]
    while len(found) < 253:
        found.append(ed_add(found[-1], found[-1]))
    return found


def ed_times(number, point):
    """A multiple of a point by a number below 2^253."""
    found = ED_ZERO
    for place, double in enumerate(ed_doubles(point)):
        if number >> place & 1:
            found = ed_add(found, double)
    return found


def ed_small(point):
    """Whether a point is of small order: eight times it is the neutral element."""
    for _ in range(3):
        point = ed_add(point, point)
    return ed_same(point, ED_ZERO)


def ed_same(one, other):
    """Whether two points are equal."""
    return ((one[0] * other[2] - other[0] * one[2]) % ED_P == 0
            and (one[1] * other[2] - other[1] * one[2]) % ED_P == 0)


def ed_point(data):
    """The point of a canonical encoding of 32 bytes, or None (RFC 8032 §5.1.3)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= ED_P:
        return None
    square = (y * y - 1) * pow(ED_D * y * y + 1, ED_P - 2, ED_P) % ED_P
    x = pow(square, (ED_P + 3) // 8, ED_P)
    if (x * x - square) % ED_P:
        x = x * ED_I % ED_P
    if (x * x - square) % ED_P or not x and sign:
        return None
    x = ED_P - x if x & 1 != sign else x
    return x, y, 1, x * y % ED_P


ED_BASE = ed_point((4 * pow(5, ED_P - 2, ED_P) % ED_P).to_bytes(32, "little"))


@lru_cache(1 << 16)
def ed_key(data):
    """The point of a public key of transcript-1 §3.2, or None."""
    point = ed_point(data)
    if not point or ed_same(point, ED_ZERO) or not ed_same(ed_times(ED_L, point), ED_ZERO):
        return None
    return point


@lru_cache(1 << 16)
def ed_verify(key, message, signature):
    """Strict verification, transcript-1 §4.4; known of a content once it was judged.

    `message` is a hash, or a signature with its comment: it keeps the cache small.
    """
    a, r = ed_point(key), ed_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if not a or not r or scalar >= ED_L or ed_small(a) or ed_small(r):
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(digest, "little") % ED_L
    return ed_same(ed_times(scalar, ED_BASE), ed_add(r, ed_times(k, a)))


# ---- the beacon, BLS12-381: transcript-1 §6 ----

CHAIN = b"52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
BEACON_KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3a"
    "c6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5"
    "a6e9c76a4bc09e76eae8991ef5ece45a")
BEACON_TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
GENESIS = 1692803367
P = int("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
        "1eabfffeb153ffffb9feffffffffaaab", 16)
R = int("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16)
LOOP = 0xd201000000010000

# Numbers of Fp2 are pairs (a, b) for a + b u with u u = -1.


def mul2(one, other):
    """A product in Fp2."""
    a, b = one[0] * other[0], one[1] * other[1]
    return (a - b) % P, ((one[0] + one[1]) * (other[0] + other[1]) - a - b) % P


def sub2(one, other):
    """A difference in Fp2."""
    return (one[0] - other[0]) % P, (one[1] - other[1]) % P


def inverse2(one):
    """An inverse in Fp2."""
    norm = pow(one[0] * one[0] + one[1] * one[1], P - 2, P)
    return one[0] * norm % P, -one[1] * norm % P


def root2(one):
    """A square root in Fp2, or None."""
    a, b = one
    norm = pow(a * a + b * b, (P + 1) // 4, P)
    for real in ((a + norm) * (P + 1) // 2 % P, (a - norm) * (P + 1) // 2 % P):
        x = pow(real, (P + 1) // 4, P)
        y = b * pow(2 * x, P - 2, P) % P if x else pow(-a % P, (P + 1) // 4, P)
        if mul2((x, y), (x, y)) == (a % P, b % P):
            return x, y
    return None


def mul12(one, other):
    """A product in Fp12: six numbers of Fp2, the powers of w with w^6 = 1 + u."""
    real, imaginary = [0] * 11, [0] * 11
    for i, (a, b) in enumerate(one):
        if a or b:
            for j, (c, d) in enumerate(other):
                real[i + j] += a * c - b * d
                imaginary[i + j] += a * d + b * c
    for i in range(10, 5, -1):
        real[i - 6] += real[i] - imaginary[i]
        imaginary[i - 6] += real[i] + imaginary[i]
    return [(a % P, b % P) for a, b in zip(real[:6], imaginary[:6])]


def add_points(one, other, slope_a=0):
    """The sum of two points of Fp in affine coordinates; None is the neutral element."""
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = (3 * one[0] * one[0] + slope_a) * pow(2 * one[1], P - 2, P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], P - 2, P)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(number, point):
    """A multiple of a point of G1's curve."""
    found = None
    while number:
        if number & 1:
            found = add_points(found, point)
        point = add_points(point, point)
        number >>= 1
    return found


def beacon_point(data):
    """The point of a signature in 48 bytes, or None (transcript-1 §6.2.1, §6.2.2)."""
    x = int.from_bytes(data, "big") & (1 << 381) - 1
    if data[0] >> 6 != 2 or x >= P:
        return None
    square = (x * x * x + 4) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        return None
    if (y > P // 2) != bool(data[0] & 0x20):
        y = P - y
    return (x, y) if times(R, (x, y)) is None else None


def key_point(data):
    """The point of G2 in 96 compressed bytes; the key of quicknet is trusted to be one."""
    b = int.from_bytes(data[:48], "big") & (1 << 381) - 1
    x = (int.from_bytes(data[48:], "big"), b)
    cube = mul2(mul2(x, x), x)
    y = root2((cube[0] + 4, cube[1] + 4))
    larger = (y[1], y[0]) > (-y[1] % P, -y[0] % P)
    return x, y if larger == bool(data[0] & 0x20) else sub2((0, 0), y)


def expand(message, size):
    """expand_message_xmd of RFC 9380 §5.3.1 with SHA-256 and the tag of the beacon."""
    tag = BEACON_TAG + bytes([len(BEACON_TAG)])
    first = sha(bytes(64) + message + size.to_bytes(2, "big") + b"\x00" + tag)
    block = sha(first + b"\x01" + tag)
    found = block
    for number in range(2, size // 32 + 1):
        block = sha(bytes(a ^ b for a, b in zip(first, block)) + bytes([number]) + tag)
        found += block
    return found


# The curve that is isogenous to that of G1 (RFC 9380 §8.8.1), and the polynomial whose
# roots are the x of the kernel of the isogeny, the least power first.
ISO_A = int("144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98"
            "936f8da0e0f97f5cf428082d584c1d", 16)
ISO_B = int("12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef5"
            "5a23215a316ceaa5d1cc48e98e172be0", 16)
KERNEL = [int(one, 16) for one in (
    "133341fb0962a34cb0504a9c4fada0a5090d38679b4c040d5d1c3afb023a3409"
    "fcc0815fea66d8b02bbef9c8b5a66e07",
    "264908af037bcede00d054cf5d4775e83eb6cf63c76b969f8ed174fb59fcff78"
    "d201f46f6cfc4ed6552e59ce75177b0",
    "1335c502c1f54c49aceea65e87fd7203ba0f626f305fc0cfd606a5dae9f3c8e8"
    "1a4b3b69600129fabd307c69bf319d39",
    "94440f65f408a6e930e16e3e92dd17bf60d6e9679a8d3d58593de55ac2370304"
    "2d609537eb3549aac234d896ca82944",
    "4afe09d5cf4956a23b6b71f59d2b3407b415a774b7be81bbb6fa99cbc798e0ac"
    "98ba725a5bc328016b1c268b4766e85", "1")]


def isogeny(point):
    """The isogeny of degree 11 of RFC 9380 appendix E.2, from its kernel.

    By Kohel: X = 11 x - 2 s - 4 f v' - 2 f' v, Y = y X', with f = x^3 + A x + B, h the
    polynomial of the kernel, s the sum of its roots and v = h' / h; then x = X / 11^2 and
    y = Y / 11^3 bring it to y^2 = x^3 + 4.  The 53 constants of the appendix follow.
    """
    x, y = point
    values, poly = [], KERNEL
    for _ in range(4):
        values.append(sum(c * pow(x, i, P) for i, c in enumerate(poly)) % P)
        poly = [i * c for i, c in enumerate(poly)][1:]
    h = pow(values[0], P - 2, P)
    v, second, third = (value * h % P for value in values[1:])
    dv = (second - v * v) % P
    ddv = third - v * second - 2 * v * dv
    f, df = x ** 3 + ISO_A * x + ISO_B, 3 * x * x + ISO_A
    high = 11 * x + 2 * KERNEL[4] - 4 * f * dv - 2 * df * v
    slope = 11 - 6 * df * dv - 4 * f * ddv - 12 * x * v
    return high * pow(121, P - 2, P) % P, y * slope * pow(1331, P - 2, P) % P


def map_to_curve(u):
    """A point of G1's curve for a number of the field (RFC 9380 §6.6.2, §6.6.3)."""
    z = 11 * u * u % P
    below = (z * z + z) % P
    if below:
        x = -ISO_B * (1 + pow(below, P - 2, P)) * pow(ISO_A, P - 2, P) % P
    else:
        x = ISO_B * pow(11 * ISO_A, P - 2, P) % P
    square = (x ** 3 + ISO_A * x + ISO_B) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        x = z * x % P
        y = pow(x ** 3 + ISO_A * x + ISO_B, (P + 1) // 4, P)
    return isogeny((x, P - y if y % 2 != u % 2 else y))


def hash_to_curve(message):
    """RFC 9380 §3, the suite of transcript-1 §6.2.2."""
    data = expand(message, 128)
    one, other = (map_to_curve(int.from_bytes(part, "big") % P)
                  for part in (data[:64], data[64:]))
    return times(1 + LOOP, add_points(one, other))


def miller(pairs):
    """The product of the Miller loops of pairs of a point of G1 and one of G2.

    The lines lack factors of a subfield, which the last power removes.
    """
    found = [(1, 0)] + [(0, 0)] * 5
    points = [other for _, other in pairs]
    for bit in bin(LOOP)[3:]:
        found = mul12(found, found)
        for place, (low, high) in enumerate(pairs):
            steps = (None, high) if bit == "1" else (None,)
            for other in steps:
                (x, y), (a, b) = points[place], other or points[place]
                if other:
                    slope = mul2(sub2(b, y), inverse2(sub2(a, x)))
                else:
                    square = mul2(x, x)
                    slope = mul2((3 * square[0], 3 * square[1]),
                                 inverse2((2 * y[0], 2 * y[1])))
                line = [sub2(mul2(slope, x), y), (0, 0),
                        (-slope[0] * low[0] % P, -slope[1] * low[0] % P), (low[1], 0),
                        (0, 0), (0, 0)]
                found = mul12(found, line)
                third = sub2(sub2(mul2(slope, slope), x), a)
                points[place] = third, sub2(mul2(slope, sub2(x, third)), y)
    return found


G2 = ((int("024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d177"
           "0bac0326a805bbefd48056c8c121bdb8", 16),
       int("13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049"
           "334cf11213945d57e5ac7d055d042b7e", 16)),
      (int("0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c"
           "923ac9cc3baca289e193548608b82801", 16),
       int("0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab"
           "3f370d275cec1da1aaa9075ff05f79be", 16)))


@lru_cache(1 << 12)
def beacon_verify(number, signature):
    """Whether 48 bytes are the signature of a round (transcript-1 §6.2.2); judged once."""
    point = beacon_point(signature)
    if point is None:
        return False
    message = hash_to_curve(sha(number.to_bytes(8, "big")))
    value = miller([((point[0], -point[1] % P), G2), (message, key_point(BEACON_KEY))])
    found, power = [(1, 0)] + [(0, 0)] * 5, (P ** 12 - 1) // R
    for bit in bin(power)[2:]:
        found = mul12(found, found)
        if bit == "1":
            found = mul12(found, value)
    return found == [(1, 0)] + [(0, 0)] * 5


# ---- later entries, the beacon and signatures: transcript-1 ----


def read_handover(note):
    """NN-handover.txt, transcript-1 §7.2."""
    note.entry()
    note.rows("1 from ROLE")
    note.rows("1 to ROLE")
    note.rows("+ check ANY PASS|NOT-CHECKED", lambda fields, before: (
        re.match(rb"V(?:0[1-9]|1[0-9]|2[0-8])\Z", fields[0]) and ascending(fields, before)))
    note.end()


def read_rekey(note):
    """NN-rekey.txt, transcript-1 §7.3."""
    note.entry()
    for form in ("1 role ROLE", "1 old PUBKEY", "1 key PUBKEY", "? expire DATE"):
        note.rows(form)
    note.end()


def read_abort(note):
    """NN-abort.txt, transcript-1 §7.4."""
    note.entry()
    note.rows("1 reason roll-error|late|missing|beacon|dispute|other")
    note.end()


def read_close(note):
    """99-close.txt, transcript-1 §7.5."""
    note.entry()
    note.rows("1 selected INT")
    note.rows("1 replaced INT|-")
    note.end()


def read_audit(note):
    """NN-audit.txt, transcript-1 §16.2; what §16.2.2 asks of it is judged in V19."""
    note.entry()
    for form in ("1 full yes|no|none", "? lines INT", "? leaves INT INT INT INT",
                 "? positions INT INT INT INT", "? plan HEX64"):
        note.rows(form)
    note.end()


def read_destroy(note):
    """NN-destroy.txt, transcript-1 §17.3."""
    note.entry()
    note.rows("1 rollkey HEX64")
    note.end()


def read_replace(note):
    """NN-replace.txt, transcript-1 §8.1."""
    note.entry()
    first = note.value["steps"] = note.place
    while note.keyword() == b"refused" or note.place == first:
        note.rows("1 refused POSINT")
        note.rows("* passed POSINT HEX64 POSINT ATTR ...", lambda fields, _: len(fields) <= 11)
        if note.keyword() == b"vacant":
            note.take("vacant", 0)
            note.next()
        else:
            note.rows("1 called POSINT HEX64 [ATTR]")
    note.end()


def read_beacon(note):
    """beacon.txt, transcript-1 §6.3."""
    note.head()
    note.rows("1 drand HEX64 ANY HEX96", lambda fields, _: integer(fields[1]))
    note.end()


def round_time(number):
    """The TIME of a round of the beacon, or None (transcript-1 §6.1.2, draw-1 §1.7)."""
    seconds = GENESIS + 3 * (number - 1)
    return time_of(seconds)


def time_of(seconds):
    """A TIME from seconds since 1970, or None behind the year 9999."""
    days, rest = divmod(seconds, 86400)
    # Civil from days: years begin in March, 400 of them have 146,097 days.
    era, day = divmod(days + 719468, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5
    year += era * 400 + (month >= 10)
    if year > 9999:
        return None
    text = "%04d-%02d-%02dT%02d:%02d:%02dZ" % (
        year, month + 3 if month < 10 else month - 9, day + 1, rest // 3600,
        rest // 60 % 60, rest % 60)
    return text.encode("ascii")


def seconds_of(time):
    """Seconds since 1970 of a TIME."""
    year, month, day = int(time[:4]), int(time[5:7]), int(time[8:10])
    year, month = (year - 1, month + 9) if month < 3 else (year, month - 3)
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day
    return ((days - 719469) * 86400 + int(time[11:13]) * 3600 + int(time[14:16]) * 60
            + int(time[17:19]))


ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def from_base64(text, size):
    """`size` bytes of canonical base64, or None (RFC 4648 §4, transcript-1 §4.2)."""
    pad = -size % 3
    if len(text) != (size + 2) // 3 * 4 or text[len(text) - pad:] != b"=" * pad:
        return None
    value = 0
    for char in text[:len(text) - pad]:
        digit = ALPHABET.find(bytes([char]))
        if digit < 0:
            return None
        value = value * 64 + digit
    spare = 2 * pad
    if value & (1 << spare) - 1:
        return None
    return (value >> spare).to_bytes(size, "big")


def public_key(field):
    """(id, A) of a PUBKEY that keeps transcript-1 §3.1 and §3.2, or None."""
    data = from_base64(field, 42)
    if not data or data[:2] != b"Ed" or not ed_key(data[10:]):
        return None
    return data[2:10], data[10:]


# ---- the kinds of dossier: draw-1 §8.1, tally-1 §7.1, pool-1 §8, transcript-1 §2.3 ----


class Shape:
    """The files of a kind of dossier and their stages."""

    def __init__(self, base, other, beacon, stages, words):
        """`base` and `other` list (name, kind, reader, stage)."""
        self.base, self.other, self.beacon = base, other, beacon
        self.files = {name: (kind, reader, stage) for name, kind, reader, stage in base + other}
        self.names = [name for name, *_ in base]
        self.stages, self.words = stages, words


DRAW = Shape(
    [("00-announce.txt", "announce", read_announce, 0),
     ("01-commit.txt", "commit", read_commit, 1),
     ("02-reveals.txt", "reveals", read_reveals, 2),
     ("03-result.txt", "result", read_result, 3)],
    [("beacon.txt", "beacon", read_beacon, 3), ("roll.txt", None, None, 1),
     ("rules.txt", "rules", read_rules, 1), ("seed-input.txt", "seed", read_seed, 3)],
    "beacon.txt", ("announced", "sealed", "revealed", "drawn"),
    ("", "E-CHECK-031", "E-CHECK-032", "E-CHECK-033"))

COUNT = Shape(
    [("00-announce.txt", "announce", read_announce, 0),
     ("10-ballots-commit.txt", "ballots-commit", read_ballots_commit, 1),
     ("11-ballots-reveals.txt", "ballots-reveals", read_reveals, 2),
     ("12-tally.txt", "tally", read_tally, 3)],
    [("tie-beacon.txt", "beacon", read_beacon, 3), ("projects.txt", "projects",
                                                    read_projects, 1),
     ("ballots.txt", None, None, 1), ("count-rules.txt", "count-rules", read_count_rules, 1),
     ("tally.txt", "count", None, 3), ("tie-seed-input.txt", "seed", read_seed, 3)],
    "tie-beacon.txt", ("announced", "sealed", "revealed", "counted"),
    ("", "E-CHECK-031", "E-CHECK-032", "E-CHECK-057"))

PANEL = Shape(
    [("00-announce.txt", "announce", read_announce, 0),
     ("20-pool-commit.txt", "pool-commit", read_pool_commit, 1),
     ("21-pool-reveals.txt", "pool-reveals", read_reveals, 2),
     ("22-panel-result.txt", "panel-result", read_panel_result, 3)],
    [("pool-beacon.txt", "beacon", read_beacon, 3), ("pool.txt", None, None, 1),
     ("quotas.txt", "quotas", read_quotas, 1),
     ("pool-seed-input.txt", "seed", read_seed, 3), ("panels.txt", None, None, 1),
     ("counts.txt", None, None, 1), ("panel-proof.txt", None, None, 1)],
    "pool-beacon.txt", DRAW.stages, DRAW.words)

# The kinds of later entries (transcript-1 §1.2); those of a draw alone.
LATER = {"abort": read_abort, "audit": read_audit, "destroy": read_destroy,
         "handover": read_handover, "rekey": read_rekey, "replace": read_replace,
         "close": read_close}
OF_A_DRAW = ("audit", "destroy", "replace")
LATER_NAME = re.compile(r"(3[0-9]|[4-8][0-9]|9[0-8])-(%s)\.txt\Z"
                        % "|".join(kind for kind in LATER if kind != "close"))
BESIDE = re.compile(r"(.*\.txt)\.(?:([a-z][a-z0-9-]{0,15})\.minisig|tsr)\Z")
SUMS_LINE = re.compile(rb"([0-9a-f]{64})  ([0-9a-z][0-9a-z.-]{0,63})\Z")
MOST_BYTES = {"minisig": 4096, "tsr": 65536, "sums.txt": 1 << 20, "roll.txt": 1 << 34, "ballots.txt": 1 << 34,
              "tally.txt": 1 << 34, "pool.txt": 1 << 34, "pool-open.txt": 1 << 28,
              "panel-proof.txt": 1 << 28}


def read_file(path, most):
    """The bytes of a regular file of at most `most` bytes; OSError or ValueError if not."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_NOFOLLOW", 0))
    with open(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("not a regular file")
        data = opened.read(most + 1)
    if len(data) > most:
        raise ValueError("too large")
    return data


class Container(Exception):
    """A container is refused as a whole (transcript-1 §19.3): why, exit status."""


def read_container(data):
    """The files of a container by name (transcript-1 §19.1, §19.2)."""
    head = re.compile(rb"file ([0-9a-z][0-9a-z.-]{0,63}) (0|[1-9][0-9]{0,15}) ([0-9a-f]{64})\n")
    files, before, place = {}, "", len(b"urne-bundle/1\n")
    if not data.startswith(b"urne-bundle/1\n"):
        raise Container("the first line is not 'urne-bundle/1'", 1)
    while data[place:] != b"end\n":
        match = head.match(data, place)
        if not match:
            raise Container("at byte %d: not a file of the container, or its end" % place, 1)
        name, start = match.group(1).decode("ascii"), match.end()
        place = start + int(match.group(2)) + 1
        files[name] = data[start:place - 1]
        if (place > len(data) or data[place - 1:place] != b"\n" or name <= before
                or len(files) > 4096
                or sha(files[name]).hex().encode("ascii") != match.group(3)):
            raise Container("at byte %d: order, length or SHA-256 of a file" % start, 1)
        before = name
    if "sums.txt" not in files:
        raise Container("it has no sums.txt", 1)
    return files


def open_folder(path, roll=None):
    """A folder or a container; `roll` is what travels beside one (transcript-1 §19.4)."""
    try:
        names = [os.fsdecode(name) for name in os.listdir(os.fsencode(path))]
    except NotADirectoryError:
        files = read_container(read_file(os.fsencode(path), 1 << 32))
        if roll is not None:
            shape = Folder.of(files).shape
            name = "ballots.txt" if shape is COUNT else "roll.txt"
            if shape is PANEL:
                raise Container("nothing travels beside a panel", 2) from None
            if name in files:
                raise Container("it has %s already" % name, 2) from None
            files[name] = read_file(os.fsencode(roll), 1 << 34)
        return Folder.of(files)
    if roll is not None:
        raise Container("a folder has no other %s" % roll, 2)
    return Folder(names, lambda name, most: read_file(
        os.path.join(os.fsencode(path), os.fsencode(name)), most))


class Folder:
    """The files of a public folder, each read once (draw-1 §8, §15.1.1, §15.2)."""

    @classmethod
    def of(cls, files):
        """A folder held in memory, {name: bytes}."""
        def fetch(name, most):
            if len(files[name]) > most:
                raise ValueError("too large")
            return files[name]
        return cls(files, fetch)

    def __init__(self, names, fetch):
        """Reads sums.txt, finds out kind, entries and stage, and reads the notes due.

        `fetch` gives the bytes of a file that has at most so many, or raises OSError or
        ValueError.
        """
        self.present, self.fetch = set(names), fetch
        self.data, self.hashes, self.notes, self.faults = {}, {}, {}, {}
        self.sums, self.sums_fault, self.projects = {}, None, []
        self.read_sums()
        self.known = self.present | set(self.sums)
        self.shape = self.find_shape()
        self.later = self.find_later()
        beside = [(name, self.signed(name)) for name in sorted(self.known) if self.signed(name)]
        self.signatures = [name for name, (_, role) in beside if role]
        self.tokens = [name for name, (_, role) in beside if not role]
        self.stage = max([stage for name, (_, _, stage) in self.shape.files.items()
                          if name in self.known], default=0)
        if any(not name.endswith("-abort.txt") for name in self.later):
            self.stage = 3
        self.entries = [name for name, *_, stage in self.shape.base if stage <= self.stage]
        self.entries += self.later
        self.order = self.order_of_files()
        self.read_notes()

    def find_shape(self):
        """A panel, a count or a draw (pool-1 §1.2, tally-1 §1.2, transcript-1 §2.4)."""
        panel, count, draw = (bool(self.present & (set(shape.files) - {"00-announce.txt"}))
                              for shape in (PANEL, COUNT, DRAW))
        if draw or not count and not panel:
            return DRAW
        return COUNT if count else PANEL

    def find_later(self):
        """The later entries, known and well numbered (transcript-1 §9.3)."""
        found, due = [], 30
        for name in sorted(self.known):
            match = LATER_NAME.match(name)
            if match and match.group(2) in OF_A_DRAW and self.shape is not DRAW:
                match = None
            if match and int(match.group(1)) == due:
                due += 1
            elif name != "99-close.txt":
                if match:
                    break
                continue
            found.append(name)
        return found

    def signed(self, name):
        """(FILE, ROLE) of the name of a signature (transcript-1 §4.1), or None.

        ROLE is None in that of a token (§18.1).
        """
        match = BESIDE.match(name)
        if match and (match.group(1) in self.shape.names or match.group(1) in self.later):
            return match.groups()
        return None

    def order_of_files(self):
        """The order in which a first file is named (draw-1 §8.1.2, transcript-1 §2.3)."""
        if self.shape is DRAW:
            return sorted(set(DRAW.files) | set(self.later))
        return self.shape.names + self.later + [name for name, *_ in self.shape.other]

    def read(self, name):
        """The bytes of a file; a Fault if it is absent or no regular file."""
        if name not in self.data:
            self.data[name] = None
            if name not in self.present:
                self.faults[name] = Fault("absent", "E-CHECK-001", file=name)
            else:
                most = MOST_BYTES.get(name.rpartition(".")[2]) or MOST_BYTES.get(name, 1 << 28)
                try:
                    data = self.data[name] = self.fetch(name, most)
                    self.hashes[name] = hashlib.sha256(data).hexdigest()
                except (OSError, ValueError):
                    self.faults[name] = Fault("file", "E-CHECK-002", file=name)
        if self.data[name] is None:
            raise self.faults[name]
        return self.data[name]

    def read_sums(self):
        """sums.txt up to the first line that breaks draw-1 §8.2.1."""
        try:
            lines = self.read("sums.txt").split(b"\n")
        except Fault as fault:
            self.sums_fault = fault
            return
        before = ""
        for number, line in enumerate(lines, 1):
            match = SUMS_LINE.match(line)
            name = match and match.group(2).decode("ascii")
            if number == len(lines) and not line:
                return
            if not match or number == len(lines) or name <= before or name == "sums.txt":
                self.sums_fault = Fault(number, "E-CHECK-006", file="sums.txt")
                return
            self.sums[name] = match.group(1).decode("ascii")
            before = name

    def due(self, name):
        """Whether a file is due (draw-1 §15.2.1, transcript-1 §9.1, §9.2)."""
        if name in self.later:
            return True
        if name == self.shape.beacon:
            commit = self.notes.get(self.shape.names[1])
            return name in self.known or bool(self.stage == 3 and commit
                                              and commit.value["drand"])
        if name == "panel-proof.txt":
            commit = self.notes.get(self.shape.names[1])
            if name not in self.known and not (commit and "proof" in commit.value):
                return False
        return name in self.shape.files and self.shape.files[name][2] <= self.stage

    def read_notes(self):
        """Reads all notes that are due (draw-1 §15.3 V02, V03)."""
        first = self.shape.names[1]
        for name in [first] + [name for name in self.order if name != first]:
            if not self.due(name):
                continue
            if name in self.later:
                kind = name[3:-4]
                reader = LATER[kind]
            else:
                kind, reader, _ = self.shape.files[name]
            try:
                data = self.read(name)
                if kind == "count":
                    check_trace(data)
                elif kind:
                    note = Note(data, kind, self.projects)
                    reader(note)
                    self.notes[name] = note
                elif name == "roll.txt":
                    self.notes[name] = Roll(data)
            except Fault as fault:
                fault.file = name
                self.faults[name] = fault


def check_trace(data):
    """The first line and the end of tally.txt (tally-1 §6.5, §8.2)."""
    lines = data.split(b"\n")
    if lines[0] != b"urne/1 count":
        raise Fault("line 1", "E-NOTE-004", "count")
    if len(lines) < 3 or lines[-1] or lines[-2] != b"end":
        raise Fault("line 1", "E-NOTE-001")


class Roll:
    """roll.txt, draw-1 §6.1: PIDs, strata and commitments of the lines."""

    def __init__(self, data):
        """Reads the lines; Fault V08 for one that is none."""
        self.lines = data.split(b"\n")
        cut = self.lines.pop()
        self.pids, self.strata, self.commitments = [], [], []
        match = re.compile(rb"([0-9a-f]{64}) ([1-9][0-9]{0,15}) (-|[0-9a-f]{64})\Z").match
        for number, line in enumerate(self.lines, 1):
            found = match(line)
            if not found or integer(found.group(2)) is None:
                raise Fault(number, "E-CHECK-012")
            pid, stratum, commitment = found.groups()
            self.pids.append(pid)
            self.strata.append(int(stratum))
            self.commitments.append(commitment)
        if cut or not self.lines:
            raise Fault(len(self.lines) + 1, "E-CHECK-012")


# ---- allocation and selection: draw-1 §10, §11 ----


def allocate(method, total, rules, seed, purpose, place):
    """Seats by stratum (draw-1 §10); `place` is 0 for members, 1 for substitutes."""
    strata = rules["strata"]
    sizes = [one["size"] for one in strata]
    electors = sum(sizes)
    if not total:
        return [0] * len(sizes)
    if method == b"quota":
        return [one["quota"][place] for one in strata]
    sub = sub_seed(seed, purpose)
    if method == b"balanced":
        return balance(total, rules, sub)
    lots = [(ticket(sub, hex_of_hash("urne/1 stratum", str(h))), h)
            for h in range(1, len(sizes) + 1)]
    if method == b"hamilton":
        seats = [total * size // electors for size in sizes]
        order = sorted(range(len(sizes)), key=lambda h: (-(total * sizes[h] % electors),
                                                         lots[h]))
        for h in order[:total - sum(seats)]:
            seats[h] += 1
        return seats
    seats = [0] * len(sizes)
    step = 2 if method == b"sainte-lague" else 1
    heap = [(Fraction(-size), lots[h], h) for h, size in enumerate(sizes)]
    heapq.heapify(heap)
    for _ in range(total):
        h = heap[0][2]
        seats[h] += 1
        heapq.heapreplace(heap, (Fraction(-sizes[h], step * seats[h] + 1), lots[h], h))
    return seats


def network(rules):
    """Edges and electors of the network of draw-1 §10.5.1: (tail, head), N of the edge."""
    first, second = rules["groups"]
    edges = [((1, parent), (1, g)) for g, parent in enumerate(first, 1)]
    edges += [((2, g), (2, parent)) for g, parent in enumerate(second, 1)]
    sizes = [0] * len(edges)
    for one in rules["strata"]:
        for chain, base in ((0, 0), (1, len(first))):
            group = one["groups"][chain]
            while group:
                sizes[base + group - 1] += one["size"]
                group = rules["groups"][chain][group - 1]
        edges.append(((1, one["groups"][0]), (2, one["groups"][1])))
        sizes.append(one["size"])
    return edges, sizes


def balance(total, rules, sub):
    """The rounding of draw-1 §10.5.3."""
    edges, sizes = network(rules)
    whole = sum(one["size"] for one in rules["strata"])
    flow = [total * size for size in sizes]
    at = {}
    for edge, ends in enumerate(edges):
        for end in ends:
            at.setdefault(end, []).append(edge)
    first, counter = 0, 0
    while True:
        while first < len(edges) and flow[first] % whole == 0:
            first += 1
        if first == len(edges):
            break
        vertex, last, walk = edges[first][0], None, []
        seen = {vertex: 0}
        while True:
            # A whole edge stays whole: it is forgotten.
            at[vertex] = [edge for edge in at[vertex] if flow[edge] % whole]
            edge = next((edge for edge in at[vertex] if edge != last), None)
            if edge is None:
                raise Fault("", "E-CHECK-021")
            forward = edges[edge][0] == vertex
            walk.append((edge, 1 if forward else -1))
            vertex, last = edges[edge][forward], edge
            if vertex in seen:
                break
            seen[vertex] = len(walk)
        cycle = walk[seen[vertex]:]
        rest = [flow[edge] % whole for edge, _ in cycle]
        up = min(whole - x if d > 0 else x for x, (_, d) in zip(rest, cycle))
        down = min(x if d > 0 else whole - x for x, (_, d) in zip(rest, cycle))
        value, counter = randint(sub, "step", up + down, counter)
        move = up if value < down else -down
        for edge, d in cycle:
            flow[edge] += d * move
    return [x // whole for x in flow[len(edges) - len(rules["strata"]):]]


def opened(attributes, rules):
    """What ATTR fields open: (household value or None, ACOM), or None (draw-1 §7.7.2, §4.4).

    None if the fields are not one for each attribute, opened if and only if unique.
    """
    names = rules["attributes"]
    if len(attributes) != len(names):
        return None
    value, commitments = None, []
    for name, field in zip(names, attributes):
        if rules["unique"] and name == b"household":
            parts = field.split(b":")
            if len(parts) != 3 or parts[0] != name:
                return None
            value = parts[1]
            field = hex_of_hash("urne/1 attr", parts[2], name + b"=" + value).encode("ascii")
        elif b":" in field:
            return None
        commitments.append(field)
    if not names:
        return value, b"-"
    return value, hex_of_hash("urne/1 attrs", *commitments).encode("ascii")


# ---- the checks ----


class Skip(Exception):
    """A check is NOT-CHECKED; the arguments are a code and its words."""


class Verifier:
    """The checks V01 to V28 over a folder (draw-1 §15.3, tally-1 §8, transcript-1 §10).

    A test that has thousands of folders in memory makes one of each, in one process:

        results = Verifier(Folder.of({"sums.txt": b"...", ...})).run()

    and gets {"id", "result", "file", "item", ...} for each check.  Signatures and the beacon
    are judged once for each content: `ed_verify` and `beacon_verify` remember.
    """

    def __init__(self, folder, seal=None, keys=None, prior=None, receipt=None, opened=None):
        """`receipt` is (name, bytes), `prior` a Verifier, `keys` roles with PUBKEYs.

        `opened` holds the opened files of a panel by name: bytes, or None for what is no
        regular file that can be read (pool-1 §9.1).
        """
        self.folder, self.seal, self.prior, self.receipt = folder, seal, prior, receipt
        self.keys, self.shape = keys or {}, folder.shape
        self.is_count, self.is_panel = folder.shape is COUNT, folder.shape is PANEL
        self.opened, self.opened_people, self.opened_salts = opened, None, {}
        self.announce, self.commit, self.reveals, self.result = folder.shape.names
        self.rules, self.seed_input = (
            ("count-rules.txt", "tie-seed-input.txt") if self.is_count
            else ("quotas.txt", "pool-seed-input.txt") if self.is_panel
            else ("rules.txt", "seed-input.txt"))
        self.forms, self.trace, self.signature_faults = {}, None, {}
        self.vacant, self.audit = 0, None
        self.results = []

    def run(self, upto=28):
        """Makes the checks in their order and returns their results."""
        for number in range(1, upto + 1):
            name = "V%02d" % number
            result, file, item, code, words = "PASS", "", "", "", ()
            try:
                found = getattr(self, name.lower())()
                if found:
                    code, *words = found
            except Skip as skip:
                result, (code, *words) = "NOT-CHECKED", skip.args
            except Fault as fault:
                result, file, item = "FAIL", fault.file, fault.item
                code, words = fault.code, fault.words
            self.results.append({"id": name, "name": number - 1, "result": result,
                                 "file": file, "item": item, "code": code, "words": words})
        return self.results

    # -- what checks have in common --

    def note(self, name):
        """The reading of a note."""
        return self.folder.notes[name]

    def needs(self, *names):
        """NOT-CHECKED if a file is not due, FAIL if one cannot be read (draw-1 §15.2.2).

        Of several, the first in the order in which they are given here.
        """
        for name in names:
            if not self.folder.due(name):
                raise Skip(self.shape.words[self.shape.files[name][2]])
        for name in names:
            if name in self.folder.faults:
                raise self.folder.faults[name]
            if name == "ballots.txt":
                self.ballots()
            elif name in FORMS_OF_A_PANEL:
                self.form(name)

    def take(self, names):
        """Those of some files that are due, one by one; FAIL at one that cannot be read."""
        for name in names:
            if self.folder.due(name):
                if name in self.folder.faults:
                    raise self.folder.faults[name]
                yield name

    def only(self, shape):
        """NOT-CHECKED in another kind of dossier (tally-1 §8.10, pool-1 §9.11)."""
        if shape is not self.shape:
            raise Skip("E-CHECK-056" if shape is DRAW else "E-CHECK-037")

    def later(self, kind):
        """The later entries of a kind."""
        return [name for name in self.folder.later if name[3:-4] == kind]

    def drand(self):
        """Place and fields of the drand source of 01, or None."""
        note = self.folder.notes.get(self.commit)
        for place, source in enumerate(note.value["sources"] if note else (), 1):
            if source[0] == b"drand":
                return place, source
        return None

    # -- what is said beside the checks: transcript-1 §11 --

    def unpinned(self):
        """Announced roles whose key was not compared with one that was given."""
        note = self.folder.notes.get(self.announce)
        return [role.decode("ascii") for role, key, _ in (note.value["keys"] if note else ())
                if self.keys.get(role.decode("ascii")) != key.decode("ascii")]

    def pinned(self):
        """Whether there are keys, and all were compared."""
        return (self.announce in self.folder.notes and bool(self.keys)
                and not self.unpinned())

    def witnesses(self):
        """Roles other than `clerk` whose signature of 02 counts (transcript-1 §4.5)."""
        if not {self.announce, self.reveals} <= set(self.folder.notes):
            return []
        found = []
        for name in self.folder.signatures:
            file, role = self.folder.signed(name)
            if file == self.reveals and role != "clerk":
                try:
                    self.check_signature(name)
                    found.append(role)
                except Fault:
                    pass
        return found

    def abort(self):
        """The first abort entry that was read, or None."""
        return next((self.folder.notes[name] for name in self.later("abort")
                     if name in self.folder.notes), None)

    def aborted(self):
        """The reason of the abort, or nothing."""
        note = self.abort()
        return note.value["reason"].decode("ascii") if note else ""

    def knowable(self):
        """Whether the ceremony was aborted when the result was knowable."""
        note, found = self.abort(), self.drand()
        if self.later("abort") and self.reveals in self.folder.known:
            return True
        made = found and round_time(int(found[1][2]))
        return bool(note and made and made <= note.value["time"])

    def closed(self):
        """Whether there is a close."""
        return bool(self.later("close"))

    def audit_counts(self):
        """What a sound audit found, as `urne verify --json` has it."""
        if not self.audit:
            return {}
        value, sampled = self.audit, "plan" in self.audit
        leaves, positions = (value.get(word, [0] * 4) for word in ("leaves", "positions"))
        return {"full": value["full"].decode("ascii"), "sampled": sampled,
                "lines": value.get("lines", 0), "leaves": leaves, "positions": positions,
                "ghosts_below_in_10000": bound(leaves[0], leaves[2] + leaves[3]),
                "omissions_below_in_10000": bound(positions[0], positions[3]),
                "differs": value["full"] == b"no" or bool(leaves[2] or positions[3])}

    def destroyed(self):
        """When the roll key was destroyed, or nothing."""
        note = next((self.folder.notes[name] for name in self.later("destroy")
                     if name in self.folder.notes), None)
        return note.value["time"].decode("ascii") if note else ""

    # -- the folder and its notes --

    def v01(self):
        """V01 container: draw-1 §15.3, transcript-1 §10.1."""
        folder = self.folder
        if folder.sums_fault:
            raise folder.sums_fault
        for name in sorted(folder.known - {"sums.txt"}, key=os.fsencode):
            shown = printable(os.fsencode(name))
            if name not in folder.shape.files and name not in folder.later and (
                    not folder.signed(name)):
                raise Fault("name", "E-CHECK-003", file=shown)
            if name not in folder.present:
                raise Fault("absent", "E-CHECK-001", file=name)
            if name not in folder.sums:
                raise Fault("unlisted", "E-CHECK-004", file=name)
            folder.read(name)
            if folder.hashes[name] != folder.sums[name]:
                raise Fault("sha256", "E-CHECK-005", file=name)
        for name in folder.order:
            if folder.due(name) and name not in folder.known and name not in (
                    folder.shape.beacon, "panel-proof.txt"):
                raise Fault("absent", "E-CHECK-001", file=name)

    def all_notes(self, but=()):
        """The notes that are due, in the order of files."""
        shape = self.shape
        return [name for name in self.folder.order if self.folder.due(name)
                and name not in but and (name in self.folder.later or shape.files[name][0])]

    def v02(self):
        """V02 note grammar: draw-1 §15.3."""
        for name in self.all_notes():
            fault = self.folder.faults.get(name)
            if fault and not fault.keyword:
                raise fault

    def v03(self):
        """V03 keywords: draw-1 §15.3."""
        for _ in self.take(self.all_notes()):
            pass

    def v04(self):
        """V04 chain: draw-1 §15.3, transcript-1 §1.4, §10.1."""
        before, ended, seen = None, False, set()
        for place, name in enumerate(self.take(self.folder.entries)):
            note = self.note(name)
            if note.value["seq"] != place:
                raise Fault(note.item("seq"), "E-CHECK-007", place, file=name)
            due = self.note(before).sha if before else "0" * 64
            if note.value["prev"].decode("ascii") != due:
                raise Fault(note.item("prev"), "E-CHECK-008", before or "", file=name)
            if ended or name[3:-4] in ("audit", "destroy") and name[3:-4] in seen:
                raise Fault("line 1", "E-CHECK-088", file=name)
            seen.add(name[3:-4])
            ended = name.endswith(("-abort.txt", "-close.txt"))
            before = name
        if self.seal is not None:
            if self.commit not in self.folder.present:
                raise Fault("absent", "E-CHECK-001", file=self.commit)
            self.folder.read(self.commit)
            if self.folder.hashes[self.commit] != self.seal:
                raise Fault("seal", "E-CHECK-009", file=self.commit)

    def anchored(self):
        """Whether a seal was given and is that of the folder (draw-1 §8.3)."""
        return self.seal is not None and self.seal == self.folder.hashes.get(self.commit)

    def v05(self):
        """V05 ceremony: draw-1 §15.3."""
        first = None
        for name in self.take(self.all_notes(("tally.txt",))):
            first = first or self.note(name).value["ceremony"]
            if self.note(name).value["ceremony"] != first:
                raise Fault(self.note(name).item("ceremony"), "E-CHECK-010", file=name)

    # -- keys and signatures: transcript-1 §3, §4 --

    def keys_in_force(self, entry=None):
        """Keys by role at an entry: (PUBKEY, DATE or None) (transcript-1 §3.3, §3.4)."""
        value = self.note(self.announce).value
        found = {role: (key, value["expire"].get(role)) for role, key, _ in value["keys"]}
        for name in self.later("rekey"):
            if name == entry:
                break
            if entry in self.folder.later and name > entry or entry in self.shape.names:
                break
            rekey = self.note(name).value
            if rekey["role"] in found:
                found[rekey["role"]] = (rekey["key"], rekey.get("expire"))
        return found

    def v06(self):
        """V06 signatures: transcript-1 §10.1."""
        folder, announce = self.folder, self.announce
        note = folder.notes.get(announce)
        if (note and not note.value["keys"] and not folder.signatures and not self.keys):
            raise Skip("E-CHECK-034")
        entries = list(self.take(folder.entries))
        keys = note.value["keys"]
        seen = set()
        for role, key, line in keys:
            found = public_key(key)
            if not found or found[1] in seen:
                raise Fault(line, "E-CHECK-080", file=announce)
            seen.add(found[1])
        for role, key in sorted(self.keys.items()):
            own = [one for one in keys if one[0].decode("ascii") == role]
            if not own:
                raise Fault("key", "E-CHECK-081", role, file=announce)
            if own[0][1].decode("ascii") != key:
                raise Fault(own[0][2], "E-CHECK-081", role, file=announce)
        for name in self.later("rekey"):
            self.check_rekey(name)
        order = {name: place for place, name in enumerate(folder.order)}
        signatures = sorted(folder.signatures,
                            key=lambda name: (order[folder.signed(name)[0]], name))
        for name in signatures:
            self.check_signature(name)
        for place, name in enumerate(entries):
            after = entries[place + 1] if place + 1 < len(entries) else ""
            if not after.endswith("-abort.txt"):
                self.check_required(name)
        return ("E-CHECK-094", len(signatures))

    def check_rekey(self, name):
        """A rekey entry (transcript-1 §10.1 V06, 3)."""
        note = self.note(name)
        force = self.keys_in_force(name)
        role, old, key = (note.value[word] for word in ("role", "old", "key"))
        if role not in force:
            raise Fault(note.item("role"), "E-CHECK-082", file=name)
        if old != force[role][0]:
            raise Fault(note.item("old"), "E-CHECK-082", file=name)
        found = public_key(key)
        used = {(public_key(one) or (b"", b""))[1] for one, _ in force.values()}
        if not found or found[1] in used:
            raise Fault(note.item("key"), "E-CHECK-082", file=name)

    def check_signature(self, name):
        """A signature file counts (transcript-1 §4.5), or Fault; judged once."""
        if name not in self.signature_faults:
            self.signature_faults[name] = None
            try:
                self.judge_signature(name)
            except Fault as fault:
                fault.file = name
                self.signature_faults[name] = fault
        if self.signature_faults[name]:
            raise self.signature_faults[name]

    def judge_signature(self, name):
        """The requirements of transcript-1 §4.5 in their order."""
        file, role = self.folder.signed(name)
        data = self.folder.read(name)
        if not self.folder.due(file):
            raise Fault("entry", "E-CHECK-079")
        force = self.keys_in_force(file)
        key, expires = force.get(role.encode("ascii"), (b"", None))
        own = public_key(key)
        if not own:
            raise Fault("role", "E-CHECK-083", role)
        lines = data.split(b"\n")
        forms = (lambda line: line == b"untrusted comment: signature from minisign secret key",
                 lambda line: (from_base64(line, 74) or b"")[:2] == b"ED",
                 lambda line: re.match(rb"trusted comment: [\x20-\x7e]{0,1024}\Z", line),
                 lambda line: from_base64(line, 64) is not None)
        for number, form in enumerate(forms, 1):
            if len(lines) <= number or not form(lines[number - 1]):
                raise Fault(number, "E-CHECK-070")
        if lines[4:] != [b""]:
            raise Fault("line 5", "E-CHECK-070")
        signature, more = from_base64(lines[1], 74), from_base64(lines[3], 64)
        comment = lines[2][len(b"trusted comment: "):]
        if signature[2:10] != own[0]:
            raise Fault("line 2", "E-CHECK-071")
        if not ed_verify(own[1], signature[10:] + comment, more):
            raise Fault("line 4", "E-CHECK-072")
        signed = self.folder.read(file)
        due = "urne/1 %s role=%s sha256=%s" % (file, role, self.folder.hashes[file])
        if comment != due.encode("ascii"):
            raise Fault("line 3", "E-CHECK-073")
        digest = hashlib.blake2b(signed).digest()
        if not ed_verify(own[1], digest, signature[10:]):
            raise Fault("line 2", "E-CHECK-072")
        if expires and self.note(file).value["time"][:10] > expires:
            raise Fault("expired", "E-CHECK-084", expires)

    def check_required(self, name):
        """The signatures that an entry needs are known (transcript-1 §10.1 V06, 5)."""
        kind = name[3:-4]
        value = self.note(self.announce).value
        known = set(self.folder.signatures)
        for role in value["require"].get(kind.encode("ascii"), ()):
            file = "%s.%s.minisig" % (name, role.decode("ascii"))
            if file not in known:
                raise Fault("absent", "E-CHECK-085", file=file)
        if kind == "rekey":
            files = ["%s.%s.minisig" % (name, role.decode("ascii"))
                     for role, *_ in value["keys"] if role.startswith(b"observer")]
            if not files:
                raise Fault("observer", "E-CHECK-085", file=name)
            missing = [file for file in files if file not in known]
            if 2 * (len(files) - len(missing)) <= len(files):
                raise Fault("absent", "E-CHECK-085", file=missing[0])

    # -- the sealed roll and rules --

    def v07(self):
        """V07 rules: draw-1 §15.3, tally-1 §8.3."""
        destroys = self.later("destroy")
        self.needs(self.commit, self.rules)
        commit = self.note(self.commit).value
        if commit["rules"].decode("ascii") != self.note(self.rules).sha:
            raise Fault("sha256", "E-CHECK-011", file=self.rules)
        for name in self.take(destroys):
            if self.note(name).value["rollkey"] != commit["rollkey"]:
                raise Fault(self.note(name).item("rollkey"), "E-AUDIT-017", file=name)

    def v08(self):
        """V08 roll grammar: draw-1 §15.3."""
        if self.is_panel:
            return self.panel_v08()
        self.only(DRAW)
        self.needs("roll.txt")

    def v09(self):
        """V09 order: draw-1 §15.3."""
        if self.is_panel:
            return self.panel_v09()
        self.only(DRAW)
        self.needs("roll.txt")
        pids = self.note("roll.txt").pids
        for place in range(1, len(pids)):
            if pids[place] <= pids[place - 1]:
                raise Fault(place + 1, "E-CHECK-013", file="roll.txt")

    def sealed(self, file, lines, value):
        """Number of lines, SHA-256 and Merkle root against a line of the seal."""
        number, root, digest = value
        if len(lines) != number:
            raise Fault("lines", "E-CHECK-011", file=file)
        if self.folder.hashes[file] != digest.decode("ascii"):
            raise Fault("sha256", "E-CHECK-011", file=file)
        if merkle_root(line + b"\n" for line in lines).hex() != root.decode("ascii"):
            raise Fault("root", "E-CHECK-011", file=file)

    def v10(self):
        """V10 root: draw-1 §15.3."""
        if self.is_panel:
            return self.panel_v10()
        self.only(DRAW)
        self.needs(self.commit, "roll.txt")
        lines = self.note("roll.txt").lines
        self.sealed("roll.txt", lines, self.note(self.commit).value["roll"])
        return ("E-CHECK-041", len(lines))

    def v11(self):
        """V11 strata: draw-1 §15.3."""
        if self.is_panel:
            return self.panel_v11()
        self.only(DRAW)
        self.needs("rules.txt", "roll.txt")
        roll, rules = self.note("roll.txt"), self.note("rules.txt").value
        counts = [0] * len(rules["strata"])
        for number, (h, commitment) in enumerate(zip(roll.strata, roll.commitments), 1):
            if h > len(counts) or (commitment == b"-") != (not rules["attributes"]):
                raise Fault(number, "E-CHECK-014", file="roll.txt")
            counts[h - 1] += 1
        for one, count in zip(rules["strata"], counts):
            if one["size"] != count:
                raise Fault("line %d" % one["line"], "E-CHECK-015", file="rules.txt")
            if count < rules["kmin"]:
                raise Fault("line %d" % one["line"], "E-CHECK-016", file="rules.txt")
        return ("E-CHECK-042", len(counts))

    # -- sources and seed --

    def v12(self):
        """V12 sources: draw-1 §15.3, transcript-1 §10.1, pool-1 §9.8."""
        self.needs(self.commit, self.reveals, *(["quotas.txt"] if self.is_panel else []))
        commit, reveals = self.note(self.commit), self.note(self.reveals)
        values, place = reveals.value["values"], 0
        for number, (kind, first, second, _) in enumerate(commit.value["sources"], 1):
            if kind == b"drand":
                continue
            if place == len(values):
                raise Fault("line %d" % reveals.at["end"], "E-CHECK-017", file=self.reveals)
            own, fields, line = values[place]
            good = own == number and fields[:2] == [kind, first]
            if good and kind == b"dice":
                good = len(fields[2]) == integer(second)
            if good and kind == b"party" and fields[2] != b"missing":
                good = hex_of_hash("urne/1 contrib", commit.value["ceremony"], first,
                                   fields[2]) == second.decode("ascii")
            if not good:
                raise Fault(line, "E-CHECK-017", file=self.reveals)
            place += 1
        if place < len(values):
            raise Fault(values[place][2], "E-CHECK-017", file=self.reveals)
        self.check_sources(commit)

    def check_sources(self, commit):
        """Names of contributions, and draw-1 §7.4.2 or pool-1 §7.2.2 (transcript-1 §10.1)."""
        sources = commit.value["sources"]
        names = set()
        for kind, name, _, line in sources:
            if kind == b"party":
                if name in names:
                    raise Fault(line, "E-CHECK-099", file=self.commit)
                names.add(name)
        if self.is_panel and self.dice_decide():
            return
        enough = any(kind == b"dice" and integer(count) >= (20 if sides == b"d10" else 26)
                     for kind, sides, count, _ in sources)
        if not commit.value["drand"] and (names or not enough):
            raise Fault(sources[0][3], "E-CHECK-018", file=self.commit)

    def v13(self):
        """V13 seed: draw-1 §15.3, §7.6."""
        self.needs(self.commit, self.reveals, self.result, self.seed_input)
        commit, reveals = self.note(self.commit), self.note(self.reveals)
        due = [b"urne/1 seed", b"ceremony " + commit.value["ceremony"],
               b"commit " + commit.sha.encode("ascii")]
        if commit.value["drand"]:
            due.append(b"reveals " + reveals.sha.encode("ascii"))
        lines = [(number, b"%d " % number + b" ".join(fields))
                 for number, fields, _ in reveals.value["values"]]
        found = self.drand()
        if found:
            lines.append((found[0], b"%d drand %s %s " % (found[0], found[1][1], found[1][2])))
        due += [line for _, line in sorted(lines)] + [b"end"]
        have = self.note(self.seed_input).lines
        for place in range(max(len(due), len(have))):
            line = have[place] if place < len(have) else b""
            wanted = due[place] if place < len(due) else b""
            if found and wanted.endswith(b" "):
                line = line[:-64] if HEX64.match(line[-64:]) else b""
            if line != wanted:
                raise Fault(place + 1, "E-CHECK-019", file=self.seed_input)
        result = self.note(self.result)
        if result.value["seed"].decode("ascii") != self.note(self.seed_input).sha:
            raise Fault(result.item("seed"), "E-CHECK-020", self.seed_input, file=self.result)

    def v14(self):
        """V14 beacon: transcript-1 §10.1."""
        beacon = self.shape.beacon
        self.needs(self.commit)
        found = self.drand()
        if not found:
            if beacon in self.folder.known:
                raise Fault("line 1", "E-CHECK-098", file=beacon)
            raise Skip("E-CHECK-035")
        place, (_, chain, number, line) = found
        if chain != CHAIN:
            raise Fault(line, "E-CHECK-086", file=self.commit)
        if self.folder.stage < 3:
            raise Skip(self.shape.words[3])
        self.needs(self.seed_input, beacon)
        have = self.note(beacon).value["drand"]
        signature = bytes.fromhex(have[2].decode("ascii"))
        if have[:2] != [chain, number] or not beacon_verify(int(number), signature):
            raise Fault("line 3", "E-CHECK-087", file=beacon)
        due = b"%d drand %s %s %s" % (place, chain, number,
                                      hashlib.sha256(signature).hexdigest().encode("ascii"))
        lines = self.note(self.seed_input).lines
        if len(lines) < 4 + place or lines[3 + place] != due:
            raise Fault(4 + place, "E-CHECK-087", file=self.seed_input)
        return ("E-CHECK-096", int(number), round_time(int(number)) or b"")

    # -- the draw --

    def electors(self, purpose="draw"):
        """All electors by (ticket, PID): (ticket, place in roll.txt) (draw-1 §11.1)."""
        roll, result = self.note("roll.txt"), self.note(self.result)
        sub = sub_seed(result.value["seed"], purpose)
        # One hash a line: the common beginning is hashed once.
        start = hashlib.sha256(joined("urne/1 ticket", sub))
        found = []
        for place, pid in enumerate(roll.pids):
            own = start.copy()
            own.update(pid + b"\n")
            found.append((own.hexdigest().encode("ascii"), pid, place))
        found.sort()
        return [(one, place) for one, _, place in found]

    def v15(self):
        """V15 draw: draw-1 §15.3, §10, §11."""
        if self.is_panel:
            return self.panel_v15()
        self.only(DRAW)
        self.needs(self.result, "roll.txt", "rules.txt")
        roll, rules, result = (self.note("roll.txt"), self.note("rules.txt").value,
                               self.note(self.result))
        for number, h in enumerate(roll.strata, 1):
            if h > len(rules["strata"]):
                raise Fault(number, "E-CHECK-014", file="roll.txt")
        seats = []
        for place, word in enumerate(("seats", "substitutes")):
            seats.append(allocate(rules["allocation"], rules[word], rules,
                                  result.value["seed"].decode("ascii"),
                                  ("alloc/draw", "alloc/sub")[place], place))
        line = result.at["seats"] - 1
        for word, given in zip((b"seats", b"substitutes"), seats):
            for h, count in enumerate(given, 1):
                if result.lines[line] != b"%s %d %d" % (word, h, count):
                    raise Fault(line + 1, "E-CHECK-021", file=self.result)
                line += 1
        if line != result.value["steps"]:
            raise Fault(line + 1, "E-CHECK-021", file=self.result)
        members, substitutes = self.follow(seats, line)
        return ("E-CHECK-043", members, substitutes)

    def follow(self, seats, line):
        """The lines of draw-1 §11.2, one by one; returns how many were selected."""
        roll, rules, result = (self.note("roll.txt"), self.note("rules.txt").value,
                               self.note(self.result))
        electors, used, selected, counts = self.electors(), {}, set(), []

        def at(good):
            if not good:
                raise Fault(line + 1, "E-CHECK-022", file=self.result)

        position = 0
        for word, given in zip((b"member", b"substitute"), seats):
            left, missing = list(given), sum(given)
            start = position
            for own, place in electors:
                if not missing:
                    break
                h = roll.strata[place]
                if place in selected or not left[h - 1]:
                    continue
                fields = result.lines[line].split(b" ")
                skip = fields[0] == b"skip"
                at(skip or fields[0] == b"select")
                number = b"%d" % (place + 1)
                core = fields[2 if skip else 3:6 if skip else 7]
                at(fields[1] == word and core == [number, roll.pids[place], b"%d" % h, own])
                found = opened(fields[8 if skip else 7:], rules)
                at(found and found[1] == roll.commitments[place])
                value = found[0]
                if value not in (None, b"-") and value in used:
                    at(skip and fields[6:8] == [b"household", used[value]])
                    line += 1
                    continue
                position += 1
                at(not skip and fields[2] == b"%d" % position)
                left[h - 1] -= 1
                missing -= 1
                selected.add(place)
                if value not in (None, b"-"):
                    used[value] = number
                line += 1
            for h, count in enumerate(left, 1):
                if count:
                    at(result.lines[line] == b"short %s %d %d" % (word, h, count))
                    line += 1
            counts.append(position - start)
        at(result.lines[line] == b"end")
        return counts

    # -- times --

    def v16(self):
        """V16 time: draw-1 §15.3, transcript-1 §10.1."""
        times, before = {}, None
        for place, name in enumerate(self.take(self.folder.entries)):
            times[name] = self.note(name).value["time"]
            equal = place > 2 or name in self.folder.later
            if before and (times[name] < times[before]
                           or times[name] == times[before] and not equal):
                raise Fault(self.note(name).item("time"), "E-CHECK-023", before, file=name)
            before = name
        if self.commit not in times:
            return
        commit = self.note(self.commit)
        for kind, _, date, line in commit.value["sources"]:
            if kind == b"lottery" and date < times[self.commit][:10]:
                raise Fault(line, "E-CHECK-024", file=self.commit)
        found = self.drand()
        if not found:
            return
        made = round_time(int(found[1][2]))
        if not made:
            raise Fault(found[1][3], "E-CHECK-089", "", file=self.commit)
        lead = time_of(seconds_of(times[self.commit]) + commit.value["lead"])
        if not lead or lead > made:
            raise Fault(commit.item("lead"), "E-CHECK-089", made, file=self.commit)
        if times.get(self.reveals, b"") >= made:
            raise Fault(self.note(self.reveals).item("time"), "E-CHECK-089", made,
                        file=self.reveals)
        if times.get(self.result, made) < made:
            raise Fault(self.note(self.result).item("time"), "E-CHECK-089", made, file=self.result)

    def v17(self):
        """V17 timestamp: transcript-1 §10.1."""
        raise Skip("E-PY-001" if self.folder.tokens else "E-CHECK-036")

    # -- later entries: transcript-1 §7, §8 --

    def v18(self):
        """V18 replacements: transcript-1 §10.1, §8, pool-1 §9.11."""
        replaces, closes = self.later("replace"), self.later("close")
        if not replaces and not closes:
            raise Skip("E-CHECK-037")
        refused = 0
        is_draw = self.shape is DRAW
        self.needs(*(["rules.txt", "roll.txt"] if is_draw else []), self.result)
        if is_draw:
            rules = self.note("rules.txt")
            if any(self.results[number - 1]["result"] != "PASS" for number in (8, 9, 11, 15)):
                raise Skip("E-CHECK-103")
            if replaces and rules.value["replace"] != b"ticket-order":
                raise Fault(rules.item("replace"), "E-CHECK-090", file="rules.txt")
            successors = Successors(self)
            refused = successors.follow(replaces)
            self.vacant = successors.vacant
        for name in closes:
            self.needs(name)
            note = self.note(name)
            word = (b"selected " if self.is_count else b"member " if self.is_panel
                    else b"select member ")
            selected = sum(line.startswith(word) for line in self.note(self.result).lines)
            if note.value["selected"] != selected:
                raise Fault(note.item("selected"), "E-CHECK-091", file=name)
            due = refused
            if refused and refused < rules.value["kmin"]:
                due = b"-"
            if note.value["replaced"] != due:
                raise Fault(note.item("replaced"), "E-CHECK-091", file=name)
        return ("E-CHECK-097", refused, self.vacant)

    def v19(self):
        """V19 sample audit: transcript-1 §10.1, §16."""
        if self.is_panel:
            raise Skip("E-CHECK-056")
        if not self.folder.due(self.commit):
            raise Skip(self.shape.words[1])
        audits = self.later("audit")
        if audits:
            self.needs(self.commit)
        commit = self.folder.notes.get(self.commit)
        promise = commit.value.get("audit") if commit else None
        if promise and max(promise) > 1000000 or promise and self.closed() and not audits:
            raise Fault(commit.item("audit"), "E-CHECK-025" if audits else "E-AUDIT-013",
                        file=self.commit)
        if not audits:
            raise Skip("E-AUDIT-014" if promise else "E-CHECK-038")
        name = audits[0]
        self.needs("roll.txt", self.result, name)
        note = self.note(name)

        def at(good, line):
            if not good:
                raise Fault(line, "E-AUDIT-015", file=name)

        line = note.at["full"] + 1
        for word in ("lines", "leaves", "positions", "plan"):
            at((word in note.at) == bool(promise), note.at.get(word, line))
            line += 1
        if promise:
            value, electors = note.value, len(self.note("roll.txt").pids)
            total = value["lines"]
            for word, asked, most in zip(("leaves", "positions"), promise, (electors, total)):
                due, *found = value[word]
                at(due == min(asked, most) == sum(found), note.at[word])
            at((total == 0) == (promise[1] == 0), note.at["lines"])
            at(value["plan"] == self.plan(promise, total), note.at["plan"])
        self.audit = note.value
        numbers_of = [note.value.get(word, [0])[0] for word in ("leaves", "positions")]
        return ("E-AUDIT-018", *numbers_of, note.value["full"])

    def plan(self, promise, total):
        """SHA-256 of the plan of an audit (transcript-1 §16.1)."""
        seed = self.note(self.result).value["seed"]
        sub, chosen, counter = sub_seed(seed, "audit/roll"), set(), 0
        while len(chosen) < min(promise[1], total):
            number, counter = randint(sub, "position", total, counter)
            chosen.add(1 + number)
        lines = [b"urne/1 audit-plan", b"ceremony " + self.note(self.commit).value["ceremony"],
                 b"seed " + seed, b"lines %d" % total]
        for own, place in self.electors("audit/leaf")[:promise[0]]:
            lines.append(b"leaf %d %s" % (place + 1, own))
        lines += [b"position %d" % number for number in sorted(chosen)] + [b"end"]
        return hex_of_hash(*lines).encode("ascii")

    def v20(self):
        """V20 continuity: transcript-1 §10.1."""
        prior, announce = self.prior, self.announce
        if not prior:
            known = self.folder.notes.get(announce)
            raise Skip("E-CHECK-039" if not known or known.value["prior"] == b"none"
                       else "E-CHECK-095")
        self.needs(announce)
        note = self.note(announce)
        chain = [name for name in prior.folder.entries if name in prior.folder.known]
        last = chain[-1] if chain else ""
        if any(one["result"] != "PASS" for one in prior.run(5)) or not last.endswith(
                ("-abort.txt", "-close.txt")):
            raise Fault("prior", "E-CHECK-092", file=announce)
        before = prior.note(prior.announce).value
        last = prior.note(last)
        if note.value["prior"].decode("ascii") != last.sha:
            raise Fault("line 6", "E-CHECK-092", file=announce)
        if note.value["ceremony"] == before["ceremony"]:
            raise Fault("line 2", "E-CHECK-092", file=announce)
        if note.value["time"] < last.value["time"]:
            raise Fault("line 5", "E-CHECK-092", file=announce)
        if note.value["body"] != before["body"]:
            raise Fault(note.item("body"), "E-CHECK-092", file=announce)
        own, other = (one.folder.notes.get(one.commit) for one in (self, prior))
        word = "ballotkey" if self.is_count else "poolkey" if self.is_panel else "rollkey"
        if own and other and prior.shape is self.shape and (
                own.value[word] == other.value[word]):
            raise Fault(own.item(word), "E-CHECK-092", file=self.commit)

    def v21(self):
        """V21 handover: transcript-1 §10.1."""
        handovers = self.later("handover")
        if not handovers:
            raise Skip("E-CHECK-037")
        self.needs(*self.folder.entries)
        roles = {role for role, *_ in self.note(self.announce).value["keys"]}
        before = None
        for name in handovers:
            note = self.note(name)
            source, target = note.value["from"], note.value["to"]
            if source not in roles or before not in (None, source):
                raise Fault(note.item("from"), "E-CHECK-093", file=name)
            if target not in roles or target == source:
                raise Fault(note.item("to"), "E-CHECK-093", file=name)
            checks = note.value["check"]
            for place in range(5):
                if place >= len(checks):
                    raise Fault("line %d" % note.at["end"], "E-CHECK-093", file=name)
                if checks[place] != [b"V%02d" % (place + 1), b"PASS"]:
                    raise Fault(checks[place].number, "E-CHECK-093", file=name)
            for role in (source, target):
                file = "%s.%s.minisig" % (name, role.decode("ascii"))
                if file not in self.folder.signatures:
                    raise Fault("absent", "E-CHECK-085", file=file)
                self.check_signature(file)
            before = target

    def v22(self):
        """V22 panels: transcript-1 §10.1, pool-1 §9.10."""
        self.only(PANEL)
        return self.panel_v22()

    # -- the panel: pool-1 §9 --

    def form(self, name):
        """What pool.txt, panels.txt or counts.txt holds, or Fault; read once (pool-1 §9.4)."""
        if name not in self.forms:
            quotas = self.note("quotas.txt").value
            try:
                self.forms[name] = FORMS_OF_A_PANEL[name](self.folder.read(name), quotas), None
            except Fault as fault:
                fault.file = name
                self.forms[name] = None, fault
        found, fault = self.forms[name]
        if fault:
            raise fault
        return found

    def panel_v08(self):
        """V08 of a panel: pool-1 §9.4."""
        self.needs("quotas.txt", "pool.txt")

    def panel_v09(self):
        """V09 of a panel: pool-1 §9.5."""
        self.needs("quotas.txt", "pool.txt")
        pids = self.form("pool.txt").pids
        for place in range(1, len(pids)):
            if pids[place] <= pids[place - 1]:
                raise Fault(place + 1, "E-CHECK-013", file="pool.txt")

    def panel_v10(self):
        """V10 of a panel: pool-1 §9.6."""
        self.needs(self.commit, "quotas.txt", "pool.txt")
        lines = self.form("pool.txt").lines
        self.sealed("pool.txt", lines, self.note(self.commit).value["pool"])
        return ("E-PY-013", len(lines))

    def panel_v11(self):
        """V11 of a panel, the features: pool-1 §9.7."""
        self.needs("quotas.txt", "pool.txt")
        quotas, pool = self.note("quotas.txt").value, self.form("pool.txt")
        file, people, above = "pool.txt", pool.people, 0
        if quotas["publication"] == b"sealed":
            if self.opened is None:
                raise Skip("E-PY-010")
            self.needs(self.commit)
            file = "pool-open.txt"
            try:
                people, above = self.open_pool(quotas, pool)
            except Fault as fault:
                fault.file = file
                raise
        self.opened_people = people
        homes, many = {}, {}
        for place, (_, home) in enumerate(people, 1):
            if home and home not in homes:
                if home != len(homes) + 1:
                    raise Fault(above + place, "E-PY-017", file=file)
                homes[home] = place
            many[home] = many.get(home, 0) + 1
        for home, place in homes.items():
            if many[home] == 1:
                raise Fault(above + place, "E-PY-017", file=file)
        return ("E-PY-014", len(people), len(quotas["features"]))

    def opened_file(self, name):
        """The bytes of an opened file; a Fault if it is absent or no regular file."""
        if name not in self.opened:
            raise Fault("absent", "E-CHECK-001", file=name)
        if self.opened[name] is None:
            raise Fault("file", "E-CHECK-002", file=name)
        return self.opened[name]

    def open_pool(self, quotas, pool):
        """pool-open.txt against 20 and pool.txt: the people, and the lines above them."""
        data = self.opened_file("pool-open.txt")
        commit = self.note(self.commit).value
        if sha(data).hex().encode("ascii") != commit.get("opened"):
            raise Fault("sha256", "E-CHECK-011")
        note = self.opened_note = Note(data, "pool-open")
        read_pool_open(note, quotas)
        if note.value["ceremony"] != commit["ceremony"]:
            raise Fault(note.item("ceremony"), "E-CHECK-010")
        persons, above = note.value["person"], note.at["person"] - 1
        if len(persons) != len(pool.lines):
            raise Fault(above + min(len(persons), len(pool.lines)) + 1, "E-PY-012")
        due = quotas["lottery"] if quotas["counts"] == b"drawn" else 0
        counts = note.value["counts"]
        if len(counts) != due:
            raise Fault(above + len(persons) + min(len(counts), due) + 1, "E-PY-012")
        for place, (fields, commitment) in enumerate(zip(persons, pool.commitments), 1):
            own = hex_of_hash("urne/1 features", fields[1], b" ".join(fields[2:]))
            if own.encode("ascii") != commitment:
                raise Fault(above + place, "E-PY-016")
        self.opened_salts = dict(counts)
        return note.value["people"], above

    def dice_decide(self):
        """Whether dice give the number; Fault if they cannot (pool-1 §7.2.2)."""
        quotas, sources = self.note("quotas.txt").value, self.note(self.commit).value["sources"]
        if quotas["number"] == b"seed":
            return False
        kind, sides, count, line = sources[0]
        if len(sources) > 1 or kind != b"dice" or (
                (10 if sides == b"d10" else 6) ** integer(count) % quotas["lottery"]):
            raise Fault(line, "E-PY-019", file=self.commit)
        return True

    def panel_number(self):
        """The number of the panel drawn (pool-1 §7.6), or None."""
        quotas, many = self.note("quotas.txt").value, self.note("quotas.txt").value["lottery"]
        if quotas["number"] == b"seed":
            seed = self.note(self.result).value["seed"].decode("ascii")
            return randint(sub_seed(seed, "panel"), "number", many, 0)[0]
        values = self.note(self.reveals).value["values"]
        if not values or values[0][1][0] != b"dice":
            return None
        _, sides, digits = values[0][1]
        base, less = (10, 0) if sides == b"d10" else (6, 1)
        value = 0
        for digit in digits:
            value = value * base + digit - 48 - less
        return value % many

    def panel_v15(self):
        """V15 of a panel: pool-1 §9.9."""
        self.needs(self.commit, self.reveals, self.result, "quotas.txt", "pool.txt",
                   "panels.txt", "counts.txt")
        quotas, pool, result = (self.note("quotas.txt").value, self.form("pool.txt"),
                                self.note(self.result))
        panels, counts = self.form("panels.txt").panels, self.form("counts.txt").lines
        line = result.at["panel"]

        def at(good):
            if not good:
                raise Fault(line, "E-PY-018", file=self.result)

        number = self.panel_number()
        at(result.value["panel"] == number and number < min(len(panels), len(counts)))
        line += 1
        drawn, salt = quotas["counts"] == b"drawn", result.value.get("salt")
        at((salt is not None) == drawn)
        line += drawn
        own = [count for _, count in result.value["count"]]
        due = counts[number].split(b" ")
        if drawn:
            text = b" ".join(b"-" if one == b"-" else b"%d" % one for one in own)
            if len(own) == len(quotas["features"]):
                at(hex_of_hash("urne/1 counts", salt, text).encode("ascii") == counts[number])
            due = text.split(b" ")
        for place in range(max(len(own), len(quotas["features"]))):
            at(place < min(len(own), len(quotas["features"]))
               and due[place] == (b"-" if own[place] == b"-" else b"%d" % own[place]))
            line += 1
        self.check_counts(own)
        members = result.value["member"]
        for place, person in enumerate(panels[number]):
            at(place < len(members) and person <= len(pool.pids)
               and members[place][1:] == [person, pool.pids[person - 1]])
            line += 1
        at(len(members) == len(panels[number]))
        return ("E-PY-015", number, len(members))

    def check_counts(self, counts):
        """The counts of the panel drawn keep the quotas, as far as they are shown (§9.9)."""
        quotas, result = self.note("quotas.txt").value, self.note(self.result)
        for first, last in quotas["categories"]:
            own = counts[first - 1:last]
            bounds = quotas["features"][first - 1:last]
            lines = range(result.at["count"] + first - 1, result.at["count"] + last)
            for line, count, (low, high) in zip(lines, own, bounds):
                if count != b"-" and not low <= count <= high:
                    raise Fault(line, "E-PY-025", file=self.result)
            if b"-" not in own and sum(own) != quotas["size"]:
                raise Fault(lines[-1], "E-PY-025", file=self.result)

    def panel_v22(self):
        """V22 panels: pool-1 §9.10."""
        self.needs(self.commit, "quotas.txt", "pool.txt", "panels.txt", "counts.txt")
        commit, quotas = self.note(self.commit), self.note("quotas.txt").value
        proof, is_open = "panel-proof.txt", quotas["publication"] == b"open"
        if "proof" in commit.value:
            self.needs(proof)
        panels, counts = self.form("panels.txt"), self.form("counts.txt").lines
        for name, word in (("panels.txt", "panels"), ("counts.txt", "counts")):
            if self.folder.hashes[name] != commit.value[word].decode("ascii"):
                raise Fault("sha256", "E-CHECK-011", file=name)
        if is_open != ("proof" in commit.value):
            raise Fault(commit.item("opened" if is_open else "proof"), "E-PY-024",
                        file=self.commit)
        if not is_open and proof in self.folder.present:
            raise Fault("name", "E-CHECK-003", file=proof)
        self.check_panels(panels, counts)
        if not is_open and self.opened is None:
            raise Skip("E-PY-011")
        fault = self.results[10]
        if not is_open and fault["result"] == "FAIL":
            raise Fault(fault["item"], fault["code"], *fault["words"], file=fault["file"])
        self.check_members(panels, counts)
        return self.check_chances(panels.panels, self.certificate(is_open))

    def check_panels(self, panels, counts):
        """What of panels.txt and counts.txt everybody sees (pool-1 §9.10, 2 and 3)."""
        commit, quotas = self.note(self.commit).value, self.note("quotas.txt").value
        note, people = panels.note, len(self.form("pool.txt").pids)
        for word, due, code in (("ceremony", commit["ceremony"], "E-CHECK-010"),
                                ("size", quotas["size"], "E-PY-024"),
                                ("panels", quotas["lottery"], "E-PY-024")):
            if note.value[word] != due:
                raise Fault(note.item(word), code, file="panels.txt")
        if any(own[-1] > people for own in panels.panels):
            for number, line in enumerate(note.lines, 1):
                fields = line.split(b" ")
                if fields[0] == b"panel" and int(fields[-1]) > people:
                    raise Fault(number, "E-PY-024", file="panels.txt")
        if len(counts) != quotas["lottery"]:
            raise Fault("lines", "E-PY-024", file="counts.txt")
        if quotas["counts"] == b"all":
            for number, line in enumerate(counts, 1):
                if any(field != b"-" and not low <= int(field) <= high for field, (low, high)
                       in zip(line.split(b" "), quotas["features"])):
                    raise Fault(number, "E-PY-024", file="counts.txt")

    def check_members(self, panels, counts):
        """Quotas, households and counts of each panel (pool-1 §9.10, 5)."""
        quotas, people = self.note("quotas.txt").value, self.opened_people
        features = quotas["features"]
        for number, (own, line) in enumerate(zip(panels.panels, counts)):
            totals, homes = [0] * len(features), []
            for person in own:
                of_person, home = people[person - 1]
                for feature in of_person:
                    totals[feature - 1] += 1
                if home:
                    homes.append(home)
            if len(set(homes)) < len(homes) or any(
                    not low <= total <= high for total, (low, high) in zip(totals, features)):
                raise Fault(panels.first[number], "E-PY-025", file="panels.txt")
            due = shown(totals, quotas)
            if quotas["counts"] == b"drawn":
                due = hex_of_hash("urne/1 counts", self.opened_salts[number],
                                  due).encode("ascii")
            if due != line:
                raise Fault(number + 1, "E-PY-026", file="counts.txt")

    def certificate(self, is_open):
        """The certificate and the type of each person (pool-1 §9.10, 6)."""
        name, commit, rules = "panel-proof.txt", self.note(self.commit), self.note("quotas.txt")
        quotas, people = rules.value, self.opened_people
        if is_open:
            data, due = self.folder.read(name), commit.value["proof"]
        else:
            data, due = self.opened_file(name), self.opened_note.value["proof"]
        if sha(data).hex().encode("ascii") != due:
            raise Fault("sha256", "E-CHECK-011", file=name)
        features, own = quotas["features"], [one for one, _ in people]
        if quotas["households"] == b"yes":
            features, own = with_households(quotas["size"], features, people)
        types = Types(quotas["size"], features, own)
        try:
            found = Certificate(data, types)
            if found.ceremony != commit.value["ceremony"]:
                raise Fault("line 2", "E-CHECK-010")
            if found.objective != quotas["objective"]:
                raise Fault("line 4", "E-PY-024")
        except Fault as fault:
            fault.file = name
            raise
        return found, [types.number[one] for one in own]

    def check_chances(self, panels, proof):
        """The lines `level` and `deviation` of 20 (pool-1 §9.10, 7)."""
        found, type_of = proof
        commit, quotas, many = self.note(self.commit), self.note("quotas.txt").value, len(panels)
        levels = grouped([(Fraction(*chance), persons) for chance, persons in found.levels],
                         quotas["kmin"])
        have = commit.value["level"]
        first = commit.at["level"]
        for place in range(max(len(levels), len(have))):
            if place >= min(len(levels), len(have)) or levels[place] != [
                    *(Fraction(*fraction(one)) for one in have[place][:2]), have[place][2]]:
                raise Fault(first + place, "E-PY-027", file=self.commit)
        times = [0] * len(type_of)
        for own in panels:
            for person in own:
                times[person - 1] += 1
        worst, rounded = Fraction(0), True
        for t, number in sorted(set(zip(type_of, times))):
            # Chance and share, times the number of panels and a common denominator.
            low = found.types.many[t] * found.scale
            apart = abs(number * low - many * found.sums[t])
            rounded = rounded and apart < low
            if apart * worst.denominator > worst.numerator * many * low:
                worst = Fraction(apart, many * low)
        if worst != Fraction(*fraction(commit.value["deviation"])):
            raise Fault(commit.item("deviation"), "E-PY-027", file=self.commit)
        nowhere = have[0][1] == b"0"
        says_low = have[1 if nowhere and len(have) > 1 else 0][0]
        words = (many, says_low, *((have[0][2],) if nowhere else ()), commit.value["deviation"])
        return ("E-PY-02%d" % (nowhere + 2 * (not rounded)), *words)

    # -- the count: tally-1 §8 --

    def ballots(self):
        """The lines of ballots.txt as (BID, marks, line), or Fault (tally-1 §8.4)."""
        if "ballots.txt" not in self.forms:
            lines = self.folder.read("ballots.txt").split(b"\n")
            cut = lines.pop()
            kind = self.note(self.rules).value["type"].decode("ascii")
            projects = len(self.note("projects.txt").value["projects"])
            known, found = {}, []
            fault = None
            for number, line in enumerate(lines, 1):
                bid, _, choices = line.partition(b" ")
                if choices not in known:
                    known[choices] = read_choices(choices, kind, projects)
                if not HEX64.match(bid) or known[choices] is None:
                    fault = Fault(number, "E-CHECK-051", file="ballots.txt")
                    break
                found.append((bid, known[choices], line))
            if cut and not fault:
                fault = Fault(len(lines) + 1, "E-CHECK-051", file="ballots.txt")
            self.forms["ballots.txt"] = (found, fault)
        found, fault = self.forms["ballots.txt"]
        if fault:
            raise fault
        return found

    def v23(self):
        """V23 ballots: tally-1 §8.4."""
        self.only(COUNT)
        self.needs(self.commit, "projects.txt", self.rules, "ballots.txt")
        ballots = self.ballots()
        value = self.note(self.commit).value
        projects = self.note("projects.txt")
        number, digest = value["projects"]
        if len(projects.value["projects"]) != number:
            raise Fault("lines", "E-CHECK-011", file="projects.txt")
        if projects.sha != digest.decode("ascii"):
            raise Fault("sha256", "E-CHECK-011", file="projects.txt")
        self.sealed("ballots.txt", [line for _, _, line in ballots], value["ballots"])
        return ("E-CHECK-059", number, len(ballots))

    def v24(self):
        """V24 duplicates: tally-1 §8.5."""
        self.only(COUNT)
        self.needs(self.commit, "projects.txt", self.rules, "ballots.txt")
        ballots = self.ballots()
        for place in range(1, len(ballots)):
            if ballots[place][0] <= ballots[place - 1][0]:
                raise Fault(place + 1, "E-CHECK-052", file="ballots.txt")
        note = self.note(self.commit)
        aside = note.value["aside"]
        if note.value["received"] != note.value["ballots"][0] + aside:
            raise Fault(note.item("received"), "E-CHECK-053", file=self.commit)
        return ("E-CHECK-060", note.value["received"], aside)

    def v25(self):
        """V25 eligibility: tally-1 §8.6."""
        self.only(COUNT)
        raise Skip("E-CHECK-058")

    def count(self):
        """The trace of tally.txt, made anew (tally-1 §8.7, budget-1 §8)."""
        self.needs("projects.txt", self.rules, "ballots.txt", self.result, "tally.txt")
        ballots = self.ballots()
        if self.trace is None:
            rules, projects = self.note(self.rules), self.note("projects.txt")
            known = {}
            for _, marks, _ in ballots:
                known[marks] = known.get(marks, 0) + 1
            seed = ""
            if "lot" in rules.value["ties"]:
                seed = self.note(self.result).value["seed"].decode("ascii")
            try:
                made = Count(projects.value["places"], projects.value["projects"],
                             rules.value, known, seed,
                             rules.value["ceremony"].decode("ascii"))
                first = rules.at["type"] - 1
                self.trace = made.trace([b"urne/1 count"]
                                        + rules.lines[first:rules.value["upto"]],
                                        self.claim())
            except Refusal as refusal:
                self.trace = refusal
        if isinstance(self.trace, Refusal) and self.trace.args[0] == "E-COUNT-006":
            raise Skip("E-COUNT-006")
        if isinstance(self.trace, Refusal):
            raise Fault("line 1", *self.trace.args, file=self.rules)
        return self.trace

    def claim(self):
        """What tally.txt says of projects selected, and its line `proof`."""
        selected, proof = [], b""
        for line in self.folder.read("tally.txt").split(b"\n"):
            if line.startswith(b"selected "):
                selected = [integer(one) for one in line.split(b" ")[1:]]
            if line.startswith(b"proof "):
                proof = line
        return [one for one in selected if one], proof

    def v26(self):
        """V26 tally: tally-1 §8.7."""
        self.only(COUNT)
        lines, chosen, cost, _ = self.count()
        data = b"".join(line + b"\n" for line in lines)
        have = self.folder.read("tally.txt")
        if data != have:
            other = have.split(b"\n")[:-1]
            place = next((place for place, pair in enumerate(zip(lines, other))
                          if pair[0] != pair[1]), min(len(lines), len(other)))
            raise Fault(place + 1, "E-CHECK-054", file="tally.txt")
        note = self.note(self.result)
        due = [b"count " + hashlib.sha256(data).hexdigest().encode("ascii"),
               b"cost %d" % cost]
        due += [b"selected %d %d" % pair for pair in enumerate(chosen, 1)] + [b"end"]
        first = note.at["count"] - 1
        for place, line in enumerate(due, first):
            if place >= len(note.lines) or note.lines[place] != line:
                raise Fault(place + 1, "E-CHECK-054", file=self.result)
        return ("E-CHECK-061", len(chosen))

    def v27(self):
        """V27 ties: tally-1 §8.8."""
        self.only(COUNT)
        lines, _, _, (ties, lots) = self.count()
        due = [(line, number) for number, line in enumerate(lines, 1)
               if line.startswith(b"tie ")]
        have = [(line, number) for number, line in
                enumerate(self.folder.read("tally.txt").split(b"\n"), 1)
                if line.startswith(b"tie ")]
        for place, (line, number) in enumerate(have):
            if place == len(due) or line != due[place][0]:
                raise Fault(number, "E-CHECK-055", file="tally.txt")
        if len(have) < len(due):
            raise Fault("line %d" % due[len(have)][1], "E-CHECK-055", file="tally.txt")
        return ("E-CHECK-062", ties, lots)

    # -- the receipt: draw-1 §13 --

    def v28(self):
        """V28 receipt: draw-1 §15.3, tally-1 §8.9, pool-1 §9.11."""
        if not self.receipt:
            raise Skip("E-CHECK-040")
        name, data = self.receipt
        if self.shape is not DRAW:
            raise Fault("line 1", "E-CHECK-056", file=name)
        self.needs(self.commit, "rules.txt", "roll.txt")
        try:
            note = Note(data, "receipt")
            read_receipt(note)
            self.confirm(note)
        except Fault as fault:
            fault.file = name
            raise
        return self.outcome(note.value["number"])

    def confirm(self, note):
        """The requirements on a receipt in their order (draw-1 §15.3 V28)."""
        value, rules = note.value, self.note("rules.txt").value
        roll, commit = self.note("roll.txt"), self.note(self.commit)

        def at(good, item):
            if not good:
                raise Fault(item, "E-CHECK-026")

        at(value["ceremony"] == commit.value["ceremony"], note.item("ceremony"))
        at(value["commit"].decode("ascii") == commit.sha, note.item("commit"))
        self.same_names(value["identity"], rules["identity"], at)
        place = value["number"] - 1
        at(place < len(roll.pids), note.item("number"))
        ident = b"\t".join(one[1] for one in value["identity"])
        if value["separate"] is not None:
            ident += b"\t" + value["separate"]
        pid = hex_of_hash("urne/1 pid", value["salt"], ident).encode("ascii")
        at(value["pid"] == pid, note.item("pid"))
        at(roll.pids[place] == pid, note.item("number"))
        at(value["stratum"] == roll.strata[place], note.item("stratum"))
        self.same_names(value["attributes"], rules["attributes"], at,
                        value["attributes"][-1][3] + 1 if value["attributes"]
                        else note.at["salt"] + 1)
        commitments = []
        for name, own, (salt,), line in value["attributes"]:
            if name == b"household":
                at(own == household(value), "line %d" % line)
            commitments.append(hex_of_hash("urne/1 attr", salt, name + b"=" + own))
        acom = hex_of_hash("urne/1 attrs", *commitments) if commitments else "-"
        at(acom.encode("ascii") == roll.commitments[place],
           "line %d" % (value["attributes"][0][3] if commitments else note.at["salt"] + 1))
        good = path_leads(roll.lines[place] + b"\n", place, len(roll.lines),
                          [bytes.fromhex(one.decode("ascii")) for one in value["path"]],
                          bytes.fromhex(commit.value["roll"][1].decode("ascii")))
        at(good, note.item("path" if value["path"] else "end"))

    @staticmethod
    def same_names(lines, names, at, behind=None):
        """The names of identity or attribute lines are those of the rules, in order."""
        for place, name in enumerate(names):
            if place >= len(lines):
                at(False, "line %d" % (behind or lines[-1][3] + 1))
            at(lines[place][0] == name, "line %d" % lines[place][3])
        at(len(lines) == len(names), "line %d" % lines[min(len(names), len(lines) - 1)][3]
           if lines else "")

    def outcome(self, number):
        """What is said of the number of a receipt."""
        result = self.folder.notes.get(self.result)
        if not result:
            return ("E-CHECK-044", number)
        for line in result.lines:
            fields = line.split(b" ")
            if fields[0] == b"select" and fields[3] == b"%d" % number:
                return ("E-CHECK-045" if fields[1] == b"member" else "E-CHECK-046", number)
        return ("E-CHECK-047", number)


def household(value):
    """The household value of a receipt (draw-1 §4.5)."""
    wide = (b"postcode", b"commune", b"city", b"country")
    if not any(own for name, own, *_ in value["address"] if name not in wide):
        return b"-"
    key = b"\t".join(own for _, own, *_ in value["address"])
    return hex_of_hash("urne/1 hh", value["hhsalt"], key).encode("ascii")


def bound(number, amiss):
    """q of transcript-1 §16.3.1 for a sample, 0 if nothing was opened or something amiss.

    q does not grow with the number, and is 1 from 29,956 on.
    """
    if not number or amiss:
        return 0
    number = min(number, 29956)
    return next(q for q in range(1, 10001) if 20 * (10000 - q) ** number <= 10000 ** number)


class Successors:
    """The rule of replacement, transcript-1 §8.2."""

    def __init__(self, verifier):
        """Seats, substitutes and used values as the result leaves them."""
        self.verifier, self.roll = verifier, verifier.note("roll.txt")
        self.rules = verifier.note("rules.txt").value
        self.seats, self.free, self.used = {}, [], {}
        self.seen, self.refused = set(), set()
        for line in verifier.note(verifier.result).lines:
            fields = line.split(b" ")
            if fields[0] not in (b"select", b"skip"):
                continue
            skip = fields[0] == b"skip"
            number, h = int(fields[2 if skip else 3]), int(fields[4 if skip else 5])
            self.seen.add(number)
            if skip:
                continue
            if fields[1] == b"member":
                self.seats[number] = h
            else:
                self.free.append((number, h))
            value = (opened(fields[7:], self.rules) or (None,))[0]
            if value not in (None, b"-"):
                self.used[value] = fields[3]
        self.electors, self.tickets, self.vacant = None, {}, 0
        self.note, self.name, self.line = None, "", 0

    def need(self, good):
        """The line at hand is the one that is due."""
        if not good:
            raise Fault(self.line + 1, "E-CHECK-090", file=self.name)

    def follow(self, names):
        """Goes through all replace entries; returns the number of refusals."""
        for self.name in names:
            self.verifier.needs(self.name)
            self.note = self.verifier.note(self.name)
            self.line = self.note.value["steps"]
            if self.electors is None:
                self.electors = self.verifier.electors()
                self.tickets = {place + 1: own for own, place in self.electors}
            while self.note.lines[self.line] != b"end":
                self.group()
        return len(self.refused)

    def group(self):
        """One group (transcript-1 §8.2.2, §8.2.3)."""
        number = int(self.note.lines[self.line].split(b" ")[1])
        self.need(number in self.tickets and number in self.seats
                  and number not in self.refused)
        h = self.seats[number]
        self.refused.add(number)
        self.line += 1
        called = self.substitute(h) or self.elector(h) or self.substitute()
        if called:
            self.seats[called] = h
        else:
            self.need(self.note.lines[self.line] == b"vacant")
            self.vacant += 1
        self.line += 1

    def substitute(self, h=None):
        """Cases 1 and 3 of §8.2.3: the number called, or None."""
        chosen = next((one for one in self.free if h in (None, one[1])), None)
        if not chosen:
            return None
        self.free.remove(chosen)
        due = b"called %d %s" % (chosen[0], self.tickets.get(chosen[0], b""))
        self.need(self.note.lines[self.line] == due)
        return chosen[0]

    def elector(self, h):
        """Case 2 of §8.2.3 with §8.2.4: the number called, or None."""
        for own, place in self.electors:
            if self.roll.strata[place] != h or place + 1 in self.seen:
                continue
            number = b"%d" % (place + 1)
            fields = self.note.lines[self.line].split(b" ")
            passed = fields[0] == b"passed"
            self.need(fields[0] in (b"passed", b"called") and fields[1:3] == [number, own])
            attributes, value = fields[4 if passed else 3:], None
            if self.rules["unique"]:
                found = opened(attributes, self.rules)
                self.need(found and found[1] == self.roll.commitments[place])
                value = found[0]
            else:
                self.need(not passed and not attributes)
            self.seen.add(place + 1)
            if value not in (None, b"-") and value in self.used:
                self.need(passed and fields[3] == self.used[value])
                self.line += 1
                continue
            self.need(not passed)
            if value not in (None, b"-"):
                self.used[value] = number
            return place + 1
        return None


# ---- what is printed ----


def speak(lang, table, key, *words):
    """Words of a table in a language; English where there is no French."""
    texts = table.get(key, (key,))
    text = texts[1] if lang == "fr" and len(texts) > 1 else texts[0]
    shown = [printable(word) if isinstance(word, bytes) else str(word) for word in words]
    return text.format(*shown)


def why(result, lang):
    """The words of a result."""
    return speak(lang, WHY, result["code"], *result["words"]) if result["code"] else ""


def as_json(verifier, lang="en"):
    """The object of `urne verify --json`."""
    failed = any(one["result"] == "FAIL" for one in verifier.results)
    return {"answer": "no" if failed else "yes", "anchored": verifier.anchored(),
            "stage": verifier.shape.stages[verifier.folder.stage],
            "beacon": bool(verifier.drand()), "pinned": verifier.pinned(), "unpinned": verifier.unpinned(), "witnesses": verifier.witnesses(),
            "aborted": verifier.aborted(), "knowable": verifier.knowable(),
            "closed": verifier.closed(), "vacant": verifier.vacant,
            "audit": verifier.audit_counts(), "destroyed": verifier.destroyed(),
            "checks": [{"id": one["id"], "name": NAMES[one["name"]][0],
                        "result": one["result"], "file": one["file"], "item": one["item"],
                        "code": one["code"], "why": why(one, lang)}
                       for one in verifier.results]}


def percent(q, lang):
    """q / 100 as transcript-1 §16.3.1 writes it."""
    text = ("%d.%02d" % divmod(q, 100)).rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "fr" else text


def audit_says(counts, lang):
    """The outcome of an audit (transcript-1 §16.3)."""
    says = [("differs",)] if counts["differs"] else []
    if counts["full"] != "none":
        says.append(("full " + counts["full"],))
    for word, q in (("leaves", counts["ghosts_below_in_10000"]),
                    ("positions", counts["omissions_below_in_10000"])):
        if q:
            says.append((word + " clean", counts[word][0], percent(q, lang)))
        elif counts[word][0]:
            says.append((word, *counts[word]))
    if counts["lines"]:
        says.append(("official", counts["lines"]))
    return says


def says(verifier, lang):
    """What is said beside the checks, in its order (transcript-1 §11.1)."""
    folder, counts = verifier.folder, verifier.audit_counts()
    stage = verifier.shape.stages[folder.stage]
    if verifier.is_count and stage == "revealed":
        stage = "uncounted"
    found = [(stage,)] if folder.stage < 3 else []
    if verifier.later("abort"):
        found += [("knowable",)] if verifier.knowable() else []
        found.append(("aborted", verifier.aborted() or "?"))
    if verifier.closed():
        found.append(("closed",))
    if verifier.vacant:
        found.append(("vacant 1" if verifier.vacant == 1 else "vacant", verifier.vacant))
    found += audit_says(counts, lang) if counts else []
    if verifier.destroyed():
        found.append(("destroyed", verifier.destroyed()[:10]))
    if verifier.commit in folder.notes and not verifier.drand():
        found.append(("no beacon",))
    if verifier.drand() and verifier.reveals in folder.notes:
        names = ", ".join(verifier.witnesses())
        found.append(("witnesses", names) if names else ("no witness",))
    if verifier.seal is None:
        found.append(("no seal",))
    if verifier.unpinned():
        found.append(("unpinned", ", ".join(verifier.unpinned())))
    failed = sum(one["result"] == "FAIL" for one in verifier.results)
    found.append(("yes",) if not failed else ("no 1" if failed == 1 else "no", failed))
    return found


def as_lines(verifier, lang):
    """The report for people (draw-1 §15.1, transcript-1 §11)."""
    lines = []
    for one in verifier.results:
        item = one["item"]
        if lang == "fr":
            item = item.replace("line ", "ligne ") if " " in item else ITEMS.get(item, item)
        text = why(one, lang)
        if one["result"] == "FAIL":
            text = "%s %s: %s" % (one["file"], item, text)
        name = "%s %s" % (one["id"], NAMES[one["name"]][lang == "fr"])
        lines.append(("%-24s %-12s %s" % (name, one["result"], text)).rstrip())
    return lines + [speak(lang, SAYS, *one) for one in says(verifier, lang)]


USAGE = ("usage: urne_verify.py FOLDER|CONTAINER [--seal HEX64] [--key ROLE=PUBKEY]... "
         "[--prior FOLDER] [--roll FILE] [--receipt FILE] [--opened FOLDER] [--json] "
         "[--lang en|fr]")


class Usage(Exception):
    """The command line is wrong."""


def arguments(words):
    """What the user gives (transcript-1 §10.2): the folder, and options by name."""
    given, keys, folder, words = {"lang": "en"}, {}, None, list(words)
    seen = set()
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            if folder is not None:
                raise Usage("unexpected argument '%s'" % word)
            folder = word
            continue
        name, equals, value = word[2:].partition("=")
        if name not in ("seal", "key", "prior", "roll", "receipt", "opened", "json",
                        "lang") or (
                name in seen and name != "key") or name == "json" and equals:
            raise Usage("option '%s' is unknown or given twice" % word)
        seen.add(name)
        if name != "json" and not equals:
            if not words:
                raise Usage("option '%s' needs a value" % word)
            value = words.pop(0)
        for one in value.split(",") if name == "key" else ():
            role, _, key = one.partition("=")
            if (role in keys or not ROLE.match(os.fsencode(role))
                    or not TYPES["PUBKEY"](os.fsencode(key))):
                raise Usage("a key is ROLE=PUBKEY, each role once")
            keys[role] = key
        given[name] = value
    if folder is None:
        raise Usage("missing argument: FOLDER")
    if "seal" in given:
        given["seal"] = given["seal"].replace(" ", "")
        if not re.match(r"[0-9a-f]{64}\Z", given["seal"]):
            raise Usage("the seal is 64 hexadecimal digits, never shortened")
    if given["lang"] not in ("en", "fr"):
        raise Usage("the languages are en and fr")
    given["key"] = keys
    return folder, given


def read_opened(path):
    """The opened files of a panel (pool-1 §6.2, §9.1) in a folder, by name."""
    found = {}
    for name in os.listdir(os.fsencode(path)):
        name = os.fsdecode(name)
        if name in ("pool-open.txt", "panel-proof.txt"):
            try:
                found[name] = read_file(os.path.join(os.fsencode(path), os.fsencode(name)),
                                        MOST_BYTES[name])
            except (OSError, ValueError):
                found[name] = None
    return found


def verify(path, seal=None, key=None, prior=None, roll=None, receipt=None, opened=None):
    """Verifies a folder or a container: the Verifier with its results.

    OSError or ValueError if something cannot be read, Container if that is refused.
    """
    read = None
    if receipt is not None:
        read = (receipt, read_file(os.fsencode(receipt), 1 << 28))
    before = Verifier(open_folder(prior)) if prior is not None else None
    files = read_opened(opened) if opened is not None else None
    verifier = Verifier(open_folder(path, roll), seal, key, before, read, files)
    verifier.run()
    return verifier


def main(words):
    """The program; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if "-h" in words or "--help" in words:
        print(USAGE)
        return 0
    try:
        folder, given = arguments(words)
        lang, as_object = given.pop("lang"), given.pop("json", None) is not None
    except Usage as error:
        print("urne_verify.py: error: %s\n%s" % (error, USAGE), file=sys.stderr)
        return 2
    try:
        verifier = verify(folder, **given)
    except (Container, OSError, ValueError, MemoryError) as error:
        refused = isinstance(error, Container)
        message, status = error.args if refused else (str(error), 4)
        if isinstance(error, OSError) and error.filename is not None:
            message = "%s: %s" % (os.fsdecode(error.filename), error.strerror)
        print("urne_verify.py: error: %s" % message, file=sys.stderr)
        if as_object:
            code = "E-BUNDLE-001" if refused else "E-IO-001"
            print(json.dumps({"errors": [{"code": code, "file": folder, "line": 0, "column": 0,
                                          "message": message, "why": "", "do": ""}],
                              "count": 1, "exit": status}, separators=(",", ":")))
        return status
    if as_object:
        print(json.dumps(as_json(verifier, lang), ensure_ascii=False, separators=(",", ":")))
    else:
        print("\n".join(as_lines(verifier, lang)))
    return int(any(one["result"] == "FAIL" for one in verifier.results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
