#!/usr/bin/env python3
"""Makes variants of songs with passages that have no chord: noise in front, and up to three passages of drums alone.

usage: passages.py OUT PREFIX SONG.json [SONG.json ...]

SONG.json is a truth file with SONG.wav and SONG_drums.wav beside it. Writes OUT/<PREFIX><digits of SONG>.wav and .json.
A passage is four bars out of a run of at least five in which the drum stem is loud. Needs numpy and soundfile. Deterministic.
"""
import json, os, sys
import numpy as np
import soundfile as sf

NOISE_SECONDS, BARS = 6., 4


def passages(drums, rate, bars, rng):
    loud = np.array([np.sqrt((drums[int(a * rate):int(b * rate)] ** 2).mean()) for a, b in zip(bars, bars[1:])])
    drumming = loud > .3 * loud.max()
    edges = np.flatnonzero(np.diff(np.r_[False, drumming, False].astype(int)))
    runs = [(a, b) for a, b in zip(edges[::2], edges[1::2]) if b - a > BARS][:3]
    starts = [int(rng.integers(a, b - BARS + 1)) for a, b in runs]
    return [(bars[s], bars[min(s + BARS, len(bars) - 1)]) for s in starts]


def without(chords, start, end):
    kept = [[a, b, c] for x, y, c in chords for a, b in ((x, min(y, start)), (max(x, end), y)) if b - a > 1e-3]
    return sorted(kept + [[start, end, 'N']])


def variant(path, out, prefix):
    truth = json.load(open(path))
    base, digits = path[:-5], ''.join(c for c in os.path.basename(path)[:-5] if c.isdigit())
    mix, rate = sf.read(base + '.wav', dtype='float32')
    drums, _ = sf.read(base + '_drums.wav', dtype='float32')
    n = min(len(mix), len(drums))
    mix, drums, rng = mix[:n].copy(), drums[:n], np.random.default_rng(int(digits))
    for start, end in passages(drums, rate, np.array(truth['downbeats']), rng):
        mix[int(start * rate):int(end * rate)] = drums[int(start * rate):int(end * rate)]
        truth['chords'] = without(truth['chords'], start, end)
    noise = rng.standard_normal(int(NOISE_SECONDS * rate)).astype('f')
    if rng.random() < .5:
        noise = np.convolve(noise, np.ones(8) / 8, 'same')
    noise *= .08 * 10 ** (-rng.uniform(0, 20) / 20) / noise.std()
    truth['chords'] = [[0, NOISE_SECONDS, 'N']] + [[a + NOISE_SECONDS, b + NOISE_SECONDS, c] for a, b, c in truth['chords']]
    for field in ('beats', 'downbeats'):
        truth[field] = [t + NOISE_SECONDS for t in truth[field]]
    truth['duration'] = n / rate + NOISE_SECONDS
    sf.write(f'{out}/{prefix}{digits}.wav', np.concatenate([np.stack([noise] * mix.shape[1], 1), mix]).astype('f'), rate, subtype='FLOAT')
    json.dump(truth, open(f'{out}/{prefix}{digits}.json', 'w'))


if __name__ == '__main__':
    os.makedirs(sys.argv[1], exist_ok=True)
    for song in sys.argv[3:]:
        variant(song, sys.argv[1], sys.argv[2])
