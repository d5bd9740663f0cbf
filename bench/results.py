"""From raw figures to tables: medians and ratios, and no ratio of too few rounds."""

import statistics
from dataclasses import dataclass
from typing import Optional

ENOUGH_ROUNDS = 3
TOO_FEW = f"No ratios: they need at least {ENOUGH_ROUNDS} rounds."


@dataclass(frozen=True)
class Summary:
    """
    The medians of a contestant's rounds in a workload, in seconds and megabytes. `net` and `net_cpu` are less what
    `mvn validate` took of the same POM in the same round; psql starts no Maven, and is net as it is.
    """

    contestant: str
    rounds: int
    wall: float
    net: float
    cpu: float
    net_cpu: float
    memory_mb: float
    round_trips: Optional[int]
    statements: Optional[int]
    classes: Optional[int]


def failed(rows):
    return any(it["what"] in ("run", "counted") and (it["exit"] or not it["applied"]) for it in rows)


def summary(rows, contestant):
    """Of the rows of one workload; nothing where it has not run, or not done what it must."""
    mine = [it for it in rows if it.get("contestant") == contestant]
    runs = [it for it in mine if it["what"] == "run"]
    if not runs or failed(mine):
        return None
    validated = {it["round"]: it for it in mine if it["what"] == "validate"}
    nothing = {"wall": 0.0, "cpu": 0.0}

    def net(what):
        return statistics.median(it[what] - validated.get(it["round"], nothing)[what] for it in runs)

    def median(what):
        return statistics.median(it[what] for it in runs)

    def counted(what):
        return statistics.median_low([it[what] for it in mine if what in it] or [None])

    return Summary(
        contestant,
        len(runs),
        median("wall"),
        net("wall"),
        median("cpu"),
        net("cpu"),
        median("memory_mb"),
        counted("round_trips"),
        counted("statements"),
        counted("classes"),
    )


def summaries(rows, contestants):
    found = ((it.name, summary(rows, it.name)) for it in contestants)
    return {name: it for name, it in found if it is not None}


def ratio(mine, other):
    """Of net times; nothing where one of the two is not there, or has too few rounds, or took no time."""
    if mine is None or other is None or min(mine.rounds, other.rounds) < ENOUGH_ROUNDS or other.net <= 0:
        return None
    return mine.net / other.net


def best_peer(found, contestants):
    peers = [found[it.name] for it in contestants if it.role == "peer" and it.name in found]
    return min(peers, key=lambda it: it.net) if peers else None


def table(heads, lines):
    """In Markdown; the first column is text, the others are numbers."""
    rule = ["---", *("---:" for _ in heads[1:])]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, rule, *lines))


def number(value, digits=2):
    return "–" if value is None else f"{value:.{digits}f}"


def workload_table(rows, contestants):
    found = summaries(rows, contestants)
    best = best_peer(found, contestants)
    lines = []
    for it in contestants:
        if it.name in found:
            mine = found[it.name]
            lines.append(
                [
                    it.name,
                    str(mine.rounds),
                    number(mine.wall),
                    number(mine.net),
                    number(ratio(mine, found.get(it.floor))) if it.name != it.floor else "–",
                    number(ratio(mine, best)) if mine is not best else "–",
                    number(mine.net_cpu),
                    number(mine.memory_mb, 0) if it.maven else "–",
                    number(mine.round_trips, 0),
                    number(mine.statements, 0),
                    number(mine.classes, 0),
                ]
            )
    without = sorted({it["contestant"] for it in rows if it["what"] == "run"} - set(found))
    heads = "contestant|rounds|wall, s|net, s|× floor|× best peer|net CPU, s|peak memory, MB|round trips|statements|classes"
    text = table(heads.split("|"), lines)
    if any(it.rounds < ENOUGH_ROUNDS for it in found.values()):
        text += f"\n{TOO_FEW}\n"
    if without:
        text += f"\nFailed, or did not apply everything once: {', '.join(without)}.\n"
    return text


def overview(workloads, contestants):
    """A line for each workload and each of ours: beside the floor and beside the best peer."""
    lines = []
    for name, rows in workloads.items():
        found = summaries(rows, contestants)
        best = best_peer(found, contestants)
        for it in contestants:
            if it.role == "ours" and it.name in found:
                mine, floor = found[it.name], found.get(it.floor)
                lines.append(
                    [
                        f"{name}, {it.name}",
                        number(mine.net),
                        number(floor and floor.net),
                        number(ratio(mine, floor)),
                        f"{number(best.net)} ({best.contestant})" if best else "–",
                        number(ratio(mine, best)),
                        number(floor and mine.memory_mb - floor.memory_mb, 0),
                    ]
                )
    heads = "workload|net, s|floor's net, s|× floor|best peer's net, s|× best peer|memory above floor's, MB"
    return table(heads.split("|"), lines)


def machine(rows):
    """Where and with what a workload was measured, in a line."""
    (it,) = (it for it in rows if it["what"] == "machine")
    load = f"; its load was {it['load']:.1f} when this began" if it["load"] > 1 else ""
    return (
        f"{it['processors']} processors ({it['system']}){load}. Maven {it['maven']}, Java {it['java']},"
        f" PostgreSQL {it['postgresql']}. {it['at']}."
    )


def page(workloads, contestants):
    parts = [
        "# Measured beside floor and peers\n",
        "Written by `bench/run`; [its page](../../bench/README.md) says what the words mean. The raw figures are in"
        " [runs.jsonl](runs.jsonl). Ratios are of net medians.\n",
        "![Seconds against number of migrations](growth.svg)\n",
        "## Ours\n",
        overview(workloads, contestants),
    ]
    for name, rows in workloads.items():
        parts += [f"## {name}\n", machine(rows) + "\n", workload_table(rows, contestants)]
    return "\n".join(parts)
