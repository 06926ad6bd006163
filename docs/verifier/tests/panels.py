"""What a panel within quotas is drawn from, by chance: people, quotas, panel.json."""

import csv

CATEGORIES = (("gender", ("woman", "man")), ("age", ("young", "middle", "older")),
              ("district", ("Nord", "Sud")))


def write_table(path, rows):
    """A CSV."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def people_of(rng, categories, number):
    """People, one to three of an address."""
    rows = []
    while len(rows) < number:
        address = "%d Mill Lane" % len(rows)
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            rows.append([rng.choice(values) for _, values in categories]
                        + ["" if rng.random() < 0.1 else address])
    rng.shuffle(rows)
    return [["p%d" % place] + row for place, row in enumerate(rows, 1)]


def quotas_of(rng, categories, size):
    """Quotas that add up to the size, some with slack."""
    rows, slack = [], rng.choice((0, 1, 1))
    for name, values in categories:
        share = [0] * len(values)
        for _ in range(size):
            share[rng.randrange(len(values))] += 1
        rows += [[name, value, max(0, number - slack), number + slack]
                 for value, number in zip(values, share)]
    return rows


def make_panel(rng, work):
    """Writes the pool and the quotas; returns a panel.json for them, without sources."""
    categories = CATEGORIES[:rng.randint(1, 3)]
    size = rng.randint(2, 5)
    people = people_of(rng, categories, rng.randint(10, 30))
    names = [name for name, _ in categories]
    write_table(work + "/pool.csv", [["id"] + names + ["address"]] + people)
    write_table(work + "/quotas.csv", [["category", "feature", "min", "max"]]
                + quotas_of(rng, categories, size))
    rules = {"urne": "panel/1", "body": "Hameau d'Exemple", "title": "Panel 2026",
             "size": size, "objective": rng.choice(("leximin", "leximin", "maximin")),
             "number": rng.choice(("seed", "dice")),
             "publication": rng.choice(("open", "sealed"))}
    if rules["publication"] == "sealed":
        rules["kmin"] = rng.randint(1, 6)
        if rng.random() < 0.5:
            rules["counts"] = rng.choice(("all", "drawn"))
    if rng.random() < 0.5:
        rules["household"] = ["address"]
    rules["lottery"] = (rng.choice((1, 10, 20, 50, 100)) if rules["number"] == "dice"
                        else rng.randint(1, 60))
    return rules
