#!/usr/bin/env python3
"""Fits the weights of MetricalModel: maximum conditional likelihood of the right readings of songs, drawn towards a musical prior.

usage: fit.py READINGS TRUTH [READINGS TRUTH ...] [--strength 1] [--folds 6]

READINGS  folder of <song>.json as `Mashup.Sdk.Benchmarks readings` writes them
TRUTH     folder of <song>.json with tempo, meter, beats and downbeats, or a file {song: {"accept": [tempi]}} where only the tempo is known
Prints the readings that come out wrong when a song is left out, then the rows of MetricalModel.Weights. Needs numpy and scipy.
"""
import argparse, json, os, zlib
import numpy as np
from scipy.optimize import minimize

EVIDENCE = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'harmony', 'bass', 'harmony2', 'bass2', 'timbre', 'rhythm']
CONTRASTS = ['downbeat − weak', 'third − weak', 'weak − off-beat', 'off-beat − sixteenth', 'sixteenth − mean']
REST = ['meter', 'repetition', 'octave', 'octave²', 'strength', 'beats', 'between', 'quarters', 'first third', 'second third', 'too fast', 'too slow']
NAMES = [f'{c}: {e}' for c in CONTRASTS for e in EVIDENCE] + REST
# What every musician knows, in standard deviations of each value; all else starts at 0.
PRIOR = {'downbeat − weak: harmony': .8, 'downbeat − weak: harmony2': .8, 'downbeat − weak: bass': .8, 'downbeat − weak: bass2': .5, 'downbeat − weak: b0': .5,
         'downbeat − weak: b3': -.3, 'downbeat − weak: b5': .1, 'third − weak: b3': -.3, 'third − weak: b0': .2, 'weak − off-beat: b3': .5, 'weak − off-beat: b0': .2,
         'off-beat − sixteenth: b5': .2, 'sixteenth − mean: b3': -.4, 'sixteenth − mean: b0': -.3, 'repetition': 1.5, 'beats': .7, 'octave²': -1.}
# Tempi outside 64 to 180 are rare in music, rarer than a few songs can show: these two are in the features' own units.
TEMPO_PRIOR = {'too fast': -80., 'too slow': -40.}
VARIANT_WEIGHT = .4


def right(reading, chain, truth):
    """whether tempo octave, beat phase, meter and bar phase of a reading are those of the truth"""
    t = np.array(chain['times'])
    t = (t[1:] + t[:-1]) / 2 if reading['half'] else t
    if 'accept' in truth:
        return any(abs(60 / chain['period'] / a - 1) < .03 for a in truth['accept'])
    if reading['meter'] != truth['meter'] or not .95 < 60 / np.median(np.diff(t)) / truth['tempo'] < 1.05:
        return False
    near = lambda times, at: np.median([np.abs(times - x).min() for x in at])
    return near(t, truth['beats']) < .05 and near(t[reading['phase']::reading['meter']], truth['downbeats']) < .06


def load(readings, truth):
    tempi = json.load(open(truth)) if os.path.isfile(truth) else None
    for name in sorted(n[:-5] for n in os.listdir(readings) if n.endswith('.json')):
        known = tempi.get(name) if tempi else json.load(open(f'{truth}/{name}.json')) if os.path.exists(f'{truth}/{name}.json') else None
        song = json.load(open(f'{readings}/{name}.json'))
        if not known or not song['readings']:
            continue
        y = np.array([right(r, song['chains'][r['chain']], known) for r in song['readings']])
        if y.any():
            yield name, np.array([r['features'] for r in song['readings']]), y, song
        else:
            print(f'{name}: no right reading among {len(y)}, left out')


def fit(songs, spread, prior, strength, start=None):
    z = np.vstack([x for _, x, _, _ in songs]) / spread
    y = np.concatenate([t for _, _, t, _ in songs])
    weight = np.array([VARIANT_WEIGHT if '_' in n else 1. for n, *_ in songs])
    count = [len(t) for _, _, t, _ in songs]
    first, song = np.r_[0, np.cumsum(count)[:-1]], np.repeat(np.arange(len(songs)), count)

    def softmax(score):
        top = np.maximum.reduceat(score, first)
        e = np.exp(score - top[song])
        total = np.add.reduceat(e, first)
        return np.log(total) + top, e / total[song]

    def loss(w):
        score = z @ w
        (all_, p), (true, q) = softmax(score), softmax(np.where(y, score, -1e30))
        return (weight * (all_ - true)).sum() + strength * ((w - prior) ** 2).sum(), z.T @ ((p - q) * weight[song]) + 2 * strength * (w - prior)

    return minimize(loss, prior if start is None else start, jac=True, method='L-BFGS-B', options=dict(maxiter=300, ftol=1e-8)).x


def left_out(songs, spread, prior, strength, folds, start):
    """songs and their variants (named <song>_<variant>) are left out together"""
    fold = np.array([zlib.crc32(n.split('_')[0].encode()) % folds for n, *_ in songs])
    wrong = count = 0
    for k in range(folds):
        w = fit([s for s, f in zip(songs, fold) if f != k], spread, prior, strength, start) / spread
        for (name, x, y, song), f in zip(songs, fold):
            if f != k or '_' in name:
                continue
            count += 1
            got, want = np.argmax(x @ w), np.argmax(np.where(y, x @ w, -np.inf))
            if not y[got]:
                wrong += 1
                said = lambda i: '{:.0f} in {meter}, half {half}, phase {phase}'.format(60 / song['chains'][song['readings'][i]['chain']]['period'], **song['readings'][i])
                print(f'  {name}: {said(got)}, not {said(want)}, by {x[got] @ w - x[want] @ w:.2f}')
    print(f'left out: {wrong} of {count} songs read wrongly')


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('folders', nargs='+'); a.add_argument('--strength', type=float, default=1.); a.add_argument('--folds', type=int, default=6)
    a = a.parse_args()
    songs = [s for readings, truth in zip(a.folders[::2], a.folders[1::2]) for s in load(readings, truth)]
    spread = np.vstack([x for _, x, _, _ in songs]).std(0) + 1e-6
    for c in range(len(CONTRASTS)):                                   # one scale for each contrast, so that its columns compare
        k = slice(c * len(EVIDENCE), (c + 1) * len(EVIDENCE))
        spread[k] = spread[k].mean()
    prior = np.array([TEMPO_PRIOR[n] * s if n in TEMPO_PRIOR else PRIOR.get(n, 0.) for n, s in zip(NAMES, spread)])
    w = fit(songs, spread, prior, a.strength)
    if a.folds > 1:
        left_out(songs, spread, prior, a.strength, a.folds, w)
    print(f'fitted: {sum(not y[np.argmax(x @ (w / spread))] for _, x, y, _ in songs)} of {len(songs)} songs and variants read wrongly')
    w = w / spread
    for c, name in enumerate(CONTRASTS):
        print('        ' + ', '.join(f'{v:.4f}f' for v in w[c * len(EVIDENCE):(c + 1) * len(EVIDENCE)]) + f', // {name}')
    print('        ' + ', '.join(f'{v:.4f}f' for v in w[len(CONTRASTS) * len(EVIDENCE):]) + ', // ' + ', '.join(REST))


if __name__ == '__main__':
    main()
