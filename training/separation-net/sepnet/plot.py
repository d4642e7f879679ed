"""Draws a run's curves: python3 -m sepnet.plot RUN writes RUN/curves.svg from RUN/log.jsonl. A run that went back a little after a kill is drawn once."""
from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

WIDTH, HEIGHT, LEFT, GAP = 900, 260, 60, 40
COLOURS = {"loss": "#555555", "vocals": "#c0392b", "drums": "#2471a3", "bass": "#1e8449", "other": "#b9770e", "mean": "#111111"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path)
    run = parser.parse_args().run
    entries = read(run)
    panels = [("loss (training mixes, weights of the step)", {"loss": [(s, e["loss"]) for s, e in entries if "loss" in e]})]
    for key, title in (("valid", "rendered songs held out: dB"), ("real", "real songs: dB")):
        lines: dict[str, list] = {}
        for step, entry in entries:
            for stem, value in entry.get(key, {}).items():
                lines.setdefault(stem, []).append((step, value))
        panels.append((title, lines))
    file = run / "curves.svg"
    new = file.with_suffix(".new")
    new.write_text(picture([p for p in panels if any(p[1].values())]))
    os.replace(new, file)
    print(file)


def read(run: Path) -> list[tuple[int, dict]]:
    """By step; what was logged last counts."""
    found: dict[tuple[int, str], dict] = {}
    for line in (run / "log.jsonl").read_text().splitlines():
        entry = json.loads(line)
        found[entry["step"], "loss" if "loss" in entry else "valid"] = entry
    return [(step, entry) for (step, _), entry in sorted(found.items())]


def picture(panels) -> str:
    made = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{(HEIGHT + GAP) * len(panels)}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>']
    for index, (title, lines) in enumerate(panels):
        made += _panel(title, {k: v for k, v in lines.items() if v}, index * (HEIGHT + GAP))
    return "\n".join([*made, "</svg>\n"])


def _panel(title, lines, top):
    points = [p for line in lines.values() for p in line]
    right, low, high = max(1, max(p[0] for p in points)), min(p[1] for p in points), max(p[1] for p in points)
    high += (high - low) * 0.05 + 0.1
    low -= (high - low) * 0.05
    x = lambda step: LEFT + (WIDTH - LEFT - 110) * step / right
    y = lambda value: top + GAP + (HEIGHT - GAP) * (1 - (value - low) / (high - low))
    yield f'<text x="{LEFT}" y="{top + 22}" font-weight="bold">{title}</text>'
    for tick in range(5):
        value = low + (high - low) * tick / 4
        yield f'<line x1="{LEFT}" x2="{x(right):.1f}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#dddddd"/><text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.2f}</text>'
    yield f'<text x="{x(right):.1f}" y="{top + HEIGHT + 16}" text-anchor="end">step {right}</text>'
    for index, (name, line) in enumerate(lines.items()):
        colour = COLOURS.get(name, "#888888")
        path = " ".join(f"{x(s):.1f},{y(v):.1f}" for s, v in line)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{2.2 if name == "mean" else 1.4}"/>'
        yield f'<text x="{WIDTH - 100}" y="{top + GAP + 16 * (index + 1)}" fill="{colour}">{name} {line[-1][1]:.2f}</text>'


if __name__ == "__main__":
    main()
