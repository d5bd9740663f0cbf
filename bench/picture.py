"""Draws the growth: seconds against number of migrations, on two logarithmic axes, as SVG."""

import math

WIDTH, HEIGHT = 820, 460
LEFT, RIGHT, TOP, BOTTOM = 64, 210, 44, 56
GAP = 15
# Each is readable on white and on black.
GREY = "#808080"
COLOURS = {
    "floor-sql": "#8a8a8a",
    "floor-java": "#8a8a8a",
    "nexus-sql": "#e0561b",
    "nexus-java": "#c98a00",
    "flyway-sql": "#3b82d6",
    "flyway-java": "#2a9da8",
    "liquibase": "#a366d9",
    "mybatis": "#2f9e57",
    "psql": "#8a8a8a",
}
DASHED = ("floor-sql", "floor-java", "psql")


def growth(lines):
    """`lines`: of each contestant, its (number of migrations, seconds) in order of the number."""
    points = [it for line in lines.values() for it in line]
    across = Axis([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = Axis([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' font-family="sans-serif" font-size="13" fill="{GREY}">',
        "<title>Seconds to apply small migrations to an empty database, less Maven's own start</title>",
        text(LEFT, 22, "Seconds to apply small migrations, less Maven’s own start", size=15),
        text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "migrations", anchor="middle"),
    ]
    for value in sorted({x for x, _ in points}):
        parts += [
            rule(across.at(value), TOP, across.at(value), HEIGHT - BOTTOM),
            text(across.at(value), HEIGHT - BOTTOM + 20, f"{value:,}", anchor="middle"),
        ]
    for value in up.ticks():
        parts += [
            rule(LEFT, up.at(value), WIDTH - RIGHT, up.at(value)),
            text(LEFT - 8, up.at(value) + 4, f"{value:g} s", anchor="end"),
        ]
    for name, line in lines.items():
        places = [(across.at(x), up.at(y)) for x, y in line]
        dashes = ' stroke-dasharray="5 4"' if name in DASHED else ""
        course = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        colour = COLOURS[name]
        parts.append(f'<polyline points="{course}" fill="none" stroke="{colour}" stroke-width="2.2"{dashes}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{colour}"/>' for x, y in places]
    ends = {name: (across.at(line[-1][0]), up.at(line[-1][1])) for name, line in lines.items()}
    heights = spread({name: y for name, (_, y) in ends.items()}, GAP)
    for name, y in heights.items():
        begin, level = ends[name]
        side = WIDTH - RIGHT + 14
        parts.append(rule(begin + 5, level, side - 3, y))
        count, seconds = lines[name][-1]
        short = f" at {count:,}" if count < across.high else ""
        parts.append(text(side, y + 4, f"{name}, {seconds:.1f} s{short}", colour=COLOURS[name]))
    return "\n".join(parts) + "\n</svg>\n"


class Axis:
    def __init__(self, values, begin, end):
        self.low, self.high = min(values), max(values)
        self.begin, self.end = begin, end

    def at(self, value):
        whole = math.log(self.high / self.low) or 1.0
        return self.begin + (self.end - self.begin) * math.log(value / self.low) / whole

    def ticks(self):
        """The 1, 2 and 5 of each power of ten that the axis has."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        values = (digit * 10.0**power for power in powers for digit in (1, 2, 5))
        return [it for it in values if self.low <= it <= self.high]


def spread(levels, gap):
    """The levels in their order, moved apart so that none is nearer to the next than the gap."""
    names = sorted(levels, key=levels.get)
    groups = []
    for name in names:
        groups.append(([name], levels[name]))
        while len(groups) > 1 and top(groups[-1], gap) - bottom(groups[-2], gap) < gap:
            (more, below), (first, above) = groups.pop(), groups.pop()
            middle = (above * len(first) + below * len(more)) / (len(first) + len(more))
            groups.append((first + more, middle))
    return {name: top(group, gap) + i * gap for group in groups for i, name in enumerate(group[0])}


def top(group, gap):
    return group[1] - gap * (len(group[0]) - 1) / 2


def bottom(group, gap):
    return group[1] + gap * (len(group[0]) - 1) / 2


def rule(x1, y1, x2, y2):
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GREY}" stroke-opacity="0.3"/>'
    )


def text(x, y, words, anchor="start", size=13, colour=GREY):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{words}</text>'
