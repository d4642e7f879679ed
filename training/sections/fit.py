#!/usr/bin/env python3
"""Fits the chorus weights of SectionLabeller: which group of sung sections is the chorus.

usage: fit.py SECTIONS TRUTH [SECTIONS TRUTH ...] [--check SECTIONS TRUTH]

SECTIONS holds what `dump-sections` of the benchmarks wrote, TRUTH a <song>.json for each with `sections`: [start, end, role].
"""
import argparse
import glob
import json
import os

import numpy as np
from scipy.optimize import minimize

SUNG = 0.33
MOST_LEVEL, MOST_SIDE = 6, 9
# Musical prior: a chorus is louder and wider than what is sung around it, and returns. Strength: how hard it pulls.
PRIOR = np.array([1 / 3, 1 / 6, 1.0, 0.0])
STRENGTH = np.array([9, 36, 4, 1.0])
NAMES = ['LevelWeight (per dB)', 'SideWeight (per dB)', 'ReturnWeight', 'OpeningWeight']


def song(sections, truth):
    """Features of every sung group, and whether each is the chorus; None where there is nothing to choose."""
    length = np.array([s['bars'] for s in sections], float)
    level = np.array([np.mean(s['levels']) for s in sections])
    side = np.array([s['side'] for s in sections])
    sung = [i for i, s in enumerate(sections) if s['vocal'] >= SUNG]
    if len({sections[i]['group'] for i in sung}) < 2:
        return None

    def mean(x, members):
        return np.average(x[members], weights=length[members])

    def chorus(i):
        s = sections[i]
        return sum(max(0, min(b, s['end']) - max(a, s['start'])) for a, b, role in truth['sections'] if role == 'chorus') / (s['end'] - s['start'])

    rows, right = [], []
    for group in sorted({sections[i]['group'] for i in sung}):
        members = [i for i in sung if sections[i]['group'] == group]
        rows.append([np.clip(mean(level, members) - mean(level, sung), -MOST_LEVEL, MOST_LEVEL),
                     np.clip(mean(side, members) - mean(side, sung), -MOST_SIDE, MOST_SIDE),
                     len(members) > 1, members[0] == 0])
        right.append(np.average([chorus(i) for i in members], weights=length[members]) > 0.5)
    return (np.array(rows, float), np.array(right)) if any(right) and not all(right) else None


def load(folders):
    songs = []
    for dump, truth in zip(folders[::2], folders[1::2]):
        for path in sorted(glob.glob(f'{dump}/*.json')):
            known = os.path.join(truth, os.path.basename(path))
            if os.path.exists(known) and (found := song(json.load(open(path)), json.load(open(known)))):
                songs.append(found)
    return songs


def fit(songs):
    def cost(w):
        return .5 * (STRENGTH * (w - PRIOR) ** 2).sum() - sum(np.log(np.exp((s := x @ w) - s.max())[y].sum() / np.exp(s - s.max()).sum()) for x, y in songs)
    return minimize(cost, PRIOR).x


def right(songs, w):
    return np.mean([y[np.argmax(x @ w)] for x, y in songs])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folders', nargs='+')
    parser.add_argument('--check', nargs=2, default=[])
    options = parser.parse_args()
    songs = load(options.folders)
    left_out = np.mean([right([s], fit(songs[:i] + songs[i + 1:])) for i, s in enumerate(songs)])
    weights = fit(songs)
    print(f'{len(songs)} songs: chorus right in {right(songs, weights):.3f}, left out {left_out:.3f}')
    if options.check:
        others = load(options.check)
        print(f'{len(others)} other songs: {right(others, weights):.3f}')
    for name, weight in zip(NAMES, weights):
        print(f'{name}: {weight:.2f}')


if __name__ == '__main__':
    main()
