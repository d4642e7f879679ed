"""Drum patterns of our own, one bar each, in steps: x hit, X accent, o ghost note, . nothing."""
from __future__ import annotations

import numpy as np

KICK, RIM, SNARE, CLAP, CLOSED, PEDAL, OPEN, CRASH, RIDE, TAMBOURINE, COWBELL = 36, 37, 38, 39, 42, 44, 46, 49, 51, 54, 56
LOW_TOM, MID_TOM, HIGH_TOM, SHAKER, CLAVES, CONGA_HIGH, CONGA_LOW = 45, 47, 50, 70, 75, 62, 64

# Name: beats per bar, steps per beat, swing (share of the beat that the second eighth comes late by), lanes.
GROOVES = {
    "rock": (4, 4, 0.0, {KICK: "X.......X.x.....", SNARE: "....X.......X...", CLOSED: "x.x.x.x.x.x.x.x."}),
    "rock2": (4, 4, 0.0, {KICK: "X..x..x.X.......", SNARE: "....X..o....X..o", OPEN: "X...x...x...x..."}),
    "ballad": (4, 4, 0.0, {KICK: "X.........x.....", RIM: "........X.......", CLOSED: "x...x...x...x..."}),
    "four": (4, 4, 0.0, {KICK: "X...X...X...X...", CLAP: "....X.......X...", OPEN: "..x...x...x...x.", CLOSED: "x.xxx.xxx.xxx.xx"}),
    "disco": (4, 4, 0.0, {KICK: "X...X...X...X...", SNARE: "....X.......X...", OPEN: "..X...X...X...X.", CLOSED: "x...x...x...x...", TAMBOURINE: "x.xxx.xxx.xxx.xx"}),
    "boombap": (4, 4, 0.12, {KICK: "X......x..x.....", SNARE: "....X.......X..o", CLOSED: "x.x.x.x.x.x.x.x."}),
    "trap": (4, 8, 0.0, {KICK: "X...........x.........X.........", SNARE: "................X...............", CLOSED: "x.x.x.x.xxx.x.x.x.x.x.x.xxxxx.x."}),
    "funk": (4, 4, 0.0, {KICK: "X..x......x..x..", SNARE: "....X..o.o..X..o", CLOSED: "xxxxxxxxxxxxxxxx"}),
    "shuffle": (4, 3, 0.0, {KICK: "X.....x..x..", SNARE: "...X.....X..", RIDE: "x.xx.xx.xx.x"}),
    "twelve8": (4, 3, 0.0, {KICK: "X.....X....x", SNARE: "...X.....X..", CLOSED: "xxxxxxxxxxxx"}),
    "waltz": (3, 4, 0.0, {KICK: "X...........", SNARE: "....x...x...", CLOSED: "x.x.x.x.x.x."}),
    "breaks": (4, 4, 0.0, {KICK: "X.x.......x.....", SNARE: "....X..o.o..X..o", RIDE: "x.x.x.x.x.x.x.x."}),
    "jungle": (4, 4, 0.0, {KICK: "X.........x.....", SNARE: "....X..o.o....X.", CLOSED: "x.x.x.x.x.x.x.x."}),
    "halftime": (4, 4, 0.0, {KICK: "X.....x.........", SNARE: "........X.......", CLOSED: "x.x.x.x.x.x.x.x."}),
    "bossa": (4, 4, 0.0, {KICK: "X..xX..xX..xX..x", RIM: "x..x..x...x..x..", SHAKER: "xxxxxxxxxxxxxxxx"}),
    "samba": (4, 4, 0.0, {KICK: "x..Xx..Xx..Xx..X", SNARE: "x.oxo.xox.oxo.xo", SHAKER: "XxxxXxxxXxxxXxxx"}),
    "reggaeton": (4, 4, 0.0, {KICK: "X...X...X...X...", SNARE: "...x..x....x..x.", CLOSED: "x.x.x.x.x.x.x.x."}),
    "onedrop": (4, 4, 0.1, {KICK: "........X.......", RIM: "........X.......", CLOSED: "x.x.x.x.x.x.x.x."}),
    "motown": (4, 4, 0.0, {KICK: "X.x...x.X.x...x.", SNARE: "X...X...X...X...", TAMBOURINE: "..x...x...x...x."}),
    "train": (4, 4, 0.0, {KICK: "x...x...x...x...", SNARE: "ooXoooXoooXoooXo"}),
    "latin": (4, 4, 0.0, {KICK: "X..x..x.X..x..x.", CONGA_HIGH: "..x...xx..x...xx", CONGA_LOW: "x......x......x.", COWBELL: "x...x...x...x...", CLAVES: "x..x..x...x.x..."}),
    "toms": (4, 4, 0.0, {KICK: "X...x...X...x...", LOW_TOM: "x.x...x.x.x...x.", MID_TOM: "....x.......x...", CRASH: "X..............."}),
    "punk": (4, 4, 0.0, {KICK: "X.x.X.x.X.x.X.x.", SNARE: "..X...X...X...X.", CRASH: "x...x...x...x..."}),
}

_LEVELS = {"X": 118, "x": 92, "o": 42}


def hits(rng: np.random.Generator, name: str, bars: int, fill_every: int) -> list[tuple[float, int, int]]:
    """(beat, drum, velocity) of so many bars; every so many bars end in a fill."""
    beats, steps, swing, lanes = GROOVES[name]
    made = []
    for bar in range(bars):
        fill = fill_every and bar % fill_every == fill_every - 1
        for drum, lane in lanes.items():
            for step, mark in enumerate(lane):
                if mark == "." or (fill and step >= len(lane) * 3 // 4) or rng.random() < 0.03:
                    continue
                beat = step / steps
                late = swing if beat % 1 == 0.5 else 0.0
                made.append((bar * beats + beat + late, drum, int(np.clip(_LEVELS[mark] + rng.normal(0, 7), 1, 127))))
        if fill:
            made += _fill(rng, bar * beats + beats - beats / 4)
        if bar % (fill_every or 8) == 0 and rng.random() < 0.7:
            made.append((bar * beats, CRASH, int(rng.integers(80, 120))))
    return made


def _fill(rng: np.random.Generator, beat: float) -> list[tuple[float, int, int]]:
    drums = rng.choice([SNARE, HIGH_TOM, MID_TOM, LOW_TOM], size=4)
    return [(beat + i / 4, int(d), int(rng.integers(75, 120))) for i, d in enumerate(drums)]
