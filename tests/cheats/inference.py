"""What panels.txt alone tells of a sealed pool, by linear algebra (pool-1 §11.4).

A fairest lottery keeps some features at the edge of their quota on every panel: those with a
multiplier in the certificate, which nobody need see. Then who has such a feature is one of the
lists of numbers, one a person, that have the same sum over all panels, and panels.txt says
which lists do. Two persons who are the same in all of them are alike in all these features.
"""

from terrace import numbers_of, panels_of, people_of

PRIME = (1 << 61) - 1


def taken_off(row, column, other):
    """A row without what another one, 1 in this column, explains of it."""
    factor = row[column]
    return [(a - factor * b) % PRIME for a, b in zip(row, other)] if factor else row


def echelon(rows):
    """Rows of numbers below PRIME in reduced echelon form, by the column of their first 1."""
    basis = {}
    for row in rows:
        for column, other in basis.items():
            row = taken_off(row, column, other)
        first = next((column for column, value in enumerate(row) if value), None)
        if first is not None:
            inverse = pow(row[first], -1, PRIME)
            row = [value * inverse % PRIME for value in row]
            basis = {column: taken_off(other, first, row) for column, other in basis.items()}
            basis[first] = row
    return basis


def alike(public):
    """The persons of a public folder in groups of those who are the same in every list of
    numbers that has one sum over all panels; who is on no panel is left out."""
    persons = public["pool.txt"].count(b"\n")
    rows = [[int(n in panel) for n in range(1, persons + 1)]
            for panel in map(set, panels_of(public))]
    basis = echelon([[(a - b) % PRIME for a, b in zip(row, rows[0])] for row in rows[1:]])
    free = [n for n in range(persons) if n not in basis]
    groups = {}
    for n in range(persons):
        if any(row[n] for row in rows):
            place = tuple(-basis[n][m] % PRIME if n in basis else int(n == m) for m in free)
            groups.setdefault(place, []).append(n + 1)
    return list(groups.values())


def constant(made):
    """The features of which every panel has as many, by the opened files."""
    files = {**made.opened, **made.public}
    columns = zip(*numbers_of(files, panels_of(files)))
    return {str(f) for f, counts in enumerate(columns, 1) if len(set(counts)) == 1}


def told(made):
    """How many groups panels.txt tells, and whether the persons of each are the same in every
    feature that is constant, of which there is one at least."""
    people = people_of({**made.opened, **made.public})
    groups, known = alike(made.public), constant(made)
    return len(groups), bool(known) and all(
        len({tuple(f for f in people[n - 1][:-1] if f in known) for n in group}) == 1
        for group in groups)
