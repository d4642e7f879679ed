#!/usr/bin/env python3
"""Fits the chord templates, the chord grammar and the profile of each mode, and writes them as the C# tables that the SDK compiles.

usage: fit.py FEATURES TRUTH [TRUTH ...] [--songs GLOB ...] [--check GLOB ...] [--folds N] [--write FILE]

FEATURES  folder of <song>.json files, made by the benchmark project's `dump-chroma` command
TRUTH     folders of <song>.json truth files with the fields `key` and `chords` ([start, end, Harte label], seconds)
--songs   the songs to fit, default all that both have
--check   songs to judge by the fit of all --songs, never fitted
--folds   leave-out folds for the report, default 5
--write   the Analysis folder of the SDK, for Chords/FittedChordTables.cs and Keys/FittedKeyTables.cs; without it only the report is printed
Needs numpy and scipy. Deterministic.
"""
import argparse, fnmatch, glob, json, os
import numpy as np
from scipy.optimize import minimize

NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B']
PITCH = {n: i for i, n in enumerate(NAMES)} | {'C#': 1, 'D#': 3, 'Fb': 4, 'E#': 5, 'F#': 6, 'G#': 8, 'A#': 10, 'Cb': 11, 'B#': 0}
TRIAD = {'': 0, 'maj': 0, 'maj6': 0, 'maj7': 0, 'maj9': 0, '7': 0, '9': 0, 'min': 1, 'min6': 1, 'min7': 1, 'min9': 1}
NONE = 24
TEMPLATE_PENALTY = 4e-3     # L2 on the templates
TEXTBOOK_SONGS = 3          # the textbook shares weigh as much as so many songs
BACKOFF = 6                 # changes out of a chord: so many counts of the shares are added
NONE_SHARE = 0.02

# the degrees that get a row of their own: semitones above the tonic, minor; all others share one row
DEGREES = [[(0, 0), (2, 1), (4, 1), (5, 0), (7, 0), (9, 1)],
           [(0, 1), (3, 0), (5, 1), (7, 1), (7, 0), (8, 0), (10, 0)]]
# textbook weights in the same order, and for one chord of the others
TEXTBOOK = [[8, 3, 2, 5, 6, 5, .25], [8, 4, 4, 3, 2, 5, 5, .2]]

# key profiles of Aarden (2003): the fitted ones are pulled towards a multiple of them
AARDEN = [[17.77, .15, 14.93, .16, 19.80, 11.36, .29, 22.06, .15, 8.15, .23, 4.95],
            [18.26, .74, 14.05, 16.86, .70, 14.44, .70, 18.62, 4.57, 1.93, 7.38, 1.76]]
CHANGE_AT_BAR, CHANGE_ELSEWHERE = .5, .15
KEY_PENALTY, PROFILE_PENALTY = .001, .03


def chord_index(label):
    """2 * root + (1 for minor), NONE, or -1 for a chord that is neither major nor minor"""
    if label == 'N':
        return NONE
    root, _, quality = label.split('/')[0].partition(':')
    return 2 * PITCH[root] + TRIAD.get(quality.split('(')[0], -99) if quality.split('(')[0] in TRIAD else -1


def key_index(name):
    tonic, mode = name.split()
    return 2 * PITCH[tonic] + (mode == 'minor')


def timeline(beats, downbeats, duration):
    """boundaries and bar lines, as ChordTimeline makes them"""
    step = max(.1, float(np.median(np.diff(beats)))) if len(beats) > 1 else .4
    times = [0.]
    for beat in [b for b in beats if .05 < b < duration - .05] + [duration]:
        last, pieces = times[-1], max(1, round((beat - times[-1]) / step))
        times += [last + (beat - last) * i / pieces for i in range(1, pieces + 1)]
    bars = np.array(list(downbeats) or [-1e9])
    return np.array(times), np.array([np.abs(bars - t).min() <= .05 for t in times[:-1]])


def average(frames, rate, times):
    ends = np.clip(np.round(times * rate).astype(int), 0, len(frames) - 1)
    return np.array([frames[a:max(b, a + 1)].mean(0) for a, b in zip(ends, ends[1:])])


def standardise(chroma):
    centred = chroma - chroma.mean(1, keepdims=True)
    spread = centred.std(1, keepdims=True)
    floor = .1 * np.median(spread[spread > 0]) if (spread > 0).any() else 0
    return np.where(spread > 0, centred / (spread + floor + 1e-12), 0)


def loudness_and_contrast(treble):
    """mean and spread of each stretch's treble, each against the upper quartile of the song: what "no chord" is told by"""
    level, spread = treble.mean(1), treble.std(1)
    return np.stack([level / (np.quantile(level, .75) + 1e-9), spread / (max(np.quantile(spread, .75), .2 * np.quantile(level, .75)) + 1e-9)], 1)


class Song:
    """one song's chroma per stretch of its own estimated beats, and its truth"""
    def __init__(self, features, truth):
        f, g = json.load(open(features)), json.load(open(truth))
        self.name = os.path.basename(features)[:-5]
        self.times, self.strong = timeline(f['beats'], f['downbeats'], f['durationSeconds'])
        treble, bass = (average(np.array(f[k], float), f['framesPerSecond'], self.times) for k in ('treble', 'bass'))
        self.inputs = np.concatenate([standardise(treble), standardise(bass)], 1)
        self.gates, self.notes = loudness_and_contrast(treble), treble + .5 * bass
        self.key = key_index(g['key'])
        spans = [(a, b, chord_index(c)) for a, b, c in g['chords']]
        self.chords = np.array([max(((min(e, b) - max(s, a), c) for a, b, c in spans), default=(0, NONE))[1] for s, e in zip(self.times, self.times[1:])])


def turned(inputs):
    """the inputs relative to each of the twelve roots"""
    n = len(inputs)
    return np.stack([np.roll(inputs.reshape(n, -1, 12), -r, 2).reshape(n, -1) for r in range(12)], 1)


def fit_templates(songs):
    """logistic regression: 2 x 24 template weights, 2 biases, 3 weights of "no chord" (one, level, contrast)"""
    x, v, y = (np.concatenate(z) for z in zip(*((turned(s.inputs), s.gates, s.chords) for s in songs)))
    keep = y >= 0
    x, v, y = x[keep], np.c_[np.ones(keep.sum()), v[keep]], y[keep]
    n = len(y)

    def loss(p):
        w, b, none = p[:48].reshape(2, 24), p[48:50], p[50:53]
        a = np.concatenate([(x @ w.T + b).reshape(n, 24), (v @ none)[:, None]], 1)
        a -= a.max(1, keepdims=True)
        e = np.exp(a)
        total = e.sum(1, keepdims=True)
        value = np.log(total).mean() - a[np.arange(n), y].mean() + TEMPLATE_PENALTY * (w ** 2).sum() + 1e-4 * (none ** 2).sum()
        g = e / total
        g[np.arange(n), y] -= 1
        g /= n
        h = g[:, :24].reshape(-1, 2)
        return value, np.concatenate([(h.T @ x.reshape(-1, 24) + 2 * TEMPLATE_PENALTY * w).ravel(), h.sum(0), v.T @ g[:, 24] + 2e-4 * none])
    return minimize(loss, np.zeros(53), jac=True, method='L-BFGS-B', options=dict(maxiter=400)).x


def log_probabilities(song, p):
    a = np.concatenate([(turned(song.inputs) @ p[:48].reshape(2, 24).T + p[48:50]).reshape(-1, 24), (np.c_[np.ones(len(song.gates)), song.gates] @ p[50:53])[:, None]], 1)
    a -= a.max(1, keepdims=True)
    return a - np.log(np.exp(a).sum(1, keepdims=True))


def fit_grammar(songs):
    """per mode: shares of the degrees, and where each goes when it changes; the last row and column are all other chords together"""
    grammar = []
    for mode, degrees in enumerate(DEGREES):
        group = np.full(25, len(degrees))
        for i, (semitones, minor) in enumerate(degrees):
            group[2 * semitones + minor] = i
        k = len(degrees) + 1
        others = 24 - k + 1
        share = np.array(TEXTBOOK[mode], float)
        share[-1] *= others
        share *= TEXTBOOK_SONGS / share.sum()
        follow = np.zeros((k, k))
        for s in (s for s in songs if s.key % 2 == mode):
            relative = [group[(c - 2 * (s.key // 2)) % 24] if 0 <= c < NONE else -1 for c in s.chords]
            counts = np.bincount([r for r in relative if r >= 0], minlength=k)
            share += counts / max(1, counts.sum())
            for i in np.flatnonzero(np.diff(s.chords)) + 1:
                if relative[i - 1] >= 0 and relative[i] >= 0:
                    follow[relative[i - 1], relative[i]] += 1
        share /= share.sum()
        follow += BACKOFF * share
        follow[np.arange(k - 1), np.arange(k - 1)] = 0
        grammar.append((share, follow / follow.sum(1, keepdims=True)))
    return grammar


def expand(grammar, key):
    """25 start and 25 x 25 change probabilities of a key"""
    mode, (share, follow) = key % 2, grammar[key % 2]
    k = len(share)
    group = np.full(24, k - 1)
    for i, (semitones, minor) in enumerate(DEGREES[mode]):
        group[(2 * semitones + minor + 2 * (key // 2)) % 24] = i
    each = np.where(group < k - 1, 1, 1 / (24 - k + 1))
    start = np.append(share[group] * each * (1 - NONE_SHARE), NONE_SHARE)
    change = np.empty((25, 25))
    change[:24, :24], change[:24, 24], change[24] = follow[np.ix_(group, group)] * each * (1 - NONE_SHARE), NONE_SHARE, start
    np.fill_diagonal(change, 0)
    return start, change / change.sum(1, keepdims=True)


def likelihood(evidence, strong, start, change):
    """mean log likelihood per stretch, by the scaled forward algorithm"""
    state = start * evidence[0]
    total = np.log(state.sum())
    state /= state.sum()
    for e, bar in zip(evidence[1:], strong[1:]):
        p = CHANGE_AT_BAR if bar else CHANGE_ELSEWHERE
        state = ((1 - p) * state + p * (state @ change)) * e
        total += np.log(state.sum())
        state /= state.sum()
    return total / len(evidence)


def excerpts(song):
    """the whole, the halves and the middle"""
    n = len(song.chords)
    return [(0, n), (0, n // 2), (n // 2, n), (n // 4, 3 * n // 4)]


def key_evidence(song, logs, grammar, a, b):
    """24 keys x (likelihood of the chords, share of the tonic triad, minor, Aarden's profile, 24 turned notes: 12 if major, 12 if minor)"""
    chances = np.exp(logs[a:b])
    tonic = chances[:, :24].sum(0) / (chances[:, :24].sum() + 1e-9)
    notes = song.notes[a:b].mean(0)
    notes = (notes - notes.mean()) / (notes.std() + 1e-9)
    rows = np.zeros((24, 28))
    for k in range(24):
        turned_notes = np.roll(notes, -(k // 2))
        rows[k, :4] = likelihood(chances, song.strong[a:b], *expand(grammar, k)), tonic[k], k % 2, np.corrcoef(AARDEN[k % 2], turned_notes)[0, 1]
        rows[k, 4 + 12 * (k % 2):16 + 12 * (k % 2)] = turned_notes / 12
    return rows


def fit_key(examples):
    """multinomial logistic regression over the 24 keys of (rows, key) examples; returns the weights of key_evidence's columns"""
    x, y = np.array([e[0] for e in examples]), np.array([e[1] for e in examples])
    scale = np.append(x[..., :4].reshape(-1, 4).std(0), np.full(24, .1))
    penalty = np.append(np.full(4, KEY_PENALTY), np.full(24, PROFILE_PENALTY))
    x = x / scale

    def loss(w):
        a = x @ w
        a -= a.max(1, keepdims=True)
        e = np.exp(a)
        e /= e.sum(1, keepdims=True)
        value = -np.log(e[np.arange(len(y)), y] + 1e-12).mean() + (penalty * w ** 2).sum()
        e[np.arange(len(y)), y] -= 1
        return value, np.einsum('nk,nkd->d', e, x) / len(y) + 2 * penalty * w
    return minimize(loss, np.zeros(28), jac=True, method='L-BFGS-B').x / scale


def profiles(w):
    """the two profiles that the weights amount to, to be multiplied with standardised notes and averaged"""
    pull = w[4:].reshape(2, 12) - w[4:].reshape(2, 12).mean(1, keepdims=True)
    return [w[3] * (np.array(a) - np.mean(a)) / np.std(a) + pull[m] for m, a in enumerate(AARDEN)]


def weighted(truth, found):
    """MIREX key score"""
    steps = (found // 2 - truth // 2) % 12
    if truth % 2 == found % 2:
        return {0: 1., 7: .5}.get(steps, 0.)
    return {(3 if truth % 2 else 9): .3, 0: .2}.get(steps, 0.)


def judge(title, songs, logs, examples, weights, rows):
    for s in songs:
        known = s.chords >= 0
        scores = [e[0] @ weights(s) for e in examples[s.name]]
        keys = [weighted(s.key, int(v.argmax())) for v in scores]
        loss = [np.log(np.exp(v - v.max()).sum()) - v[s.key] + v.max() for v in scores]
        rows.append((title, s.name, (logs[s.name].argmax(1) == s.chords)[known].mean(), keys[0], np.mean(keys[1:]), np.mean(loss)))


def write(folder, p, grammar, key_weights):
    def row(values, digits):
        return '[' + ', '.join(f'{v:.{digits}f}' + ('f' if digits == 2 else '') for v in values) + ']'

    def block(name, rows, digits):
        kind = 'float' if digits == 2 else 'double'
        return [f'    public static readonly {kind}[][] {name} =', '    ['] + ['        ' + row(r, digits) + ',' for r in rows] + ['    ];']

    def head(stage, name):
        return [f'namespace Mashup.Sdk.Analysis.{stage};', '', '/// <summary>What training/chords/fit.py fitted. Made by it: change the fit, not this file.</summary>',
                f'internal static class {name}', '{']
    w = p[:48].reshape(2, 2, 12)
    names = [['I', 'ii', 'iii', 'IV', 'V', 'vi'], ['i', 'III', 'iv', 'v', 'V', 'VI', 'VII']]
    out = [*head('Chords', 'FittedChordTables'),
           '    /// <summary>Weights of the treble chroma, relative to the root: major, minor.</summary>', *block('Treble', w[:, 0], 2), '',
           '    /// <summary>Weights of the bass chroma, relative to the root: major, minor.</summary>', *block('Bass', w[:, 1], 2), '',
           '    /// <summary>Biases: major, minor.</summary>', f'    public static readonly double[] Biases = {row(p[48:50] - p[48:50].mean(), 3)};', '',
           '    /// <summary>"No chord": constant, weight of the level, weight of the contrast.</summary>',
           f'    public static readonly double[] None = {row(p[50:53] - [p[48:50].mean(), 0, 0], 3)};']
    for mode, title in enumerate(('Major', 'Minor')):
        share, follow = grammar[mode]
        order = ', '.join(names[mode])
        out += ['', f'    /// <summary>Shares of the chords {order} and all others in {title.lower()} keys.</summary>',
                f'    public static readonly double[] {title}Shares = {row(share, 3)};', '',
                f'    /// <summary>Where a chord of {title.lower()} keys goes when it changes: from {order}, others (rows) to the same.</summary>', *block(f'{title}Changes', follow, 3)]
    open(f'{folder}/Chords/FittedChordTables.cs', 'w').write('\n'.join(out + ['}', '']))
    major, minor = profiles(key_weights)
    out = [*head('Keys', 'FittedKeyTables'),
           '    /// <summary>Weight of the mean log likelihood of the chords.</summary>', f'    public const double LikelihoodWeight = {key_weights[0]:.3f};', '',
           '    /// <summary>Weight of the share that the tonic triad has of all chords.</summary>', f'    public const double TonicWeight = {key_weights[1]:.3f};', '',
           '    /// <summary>Added for minor keys.</summary>', f'    public const double MinorBias = {key_weights[2]:.3f};', '',
           '    /// <summary>Profile of major keys, from the tonic upwards.</summary>', f'    public static readonly double[] MajorProfile = {row(major, 3)};', '',
           '    /// <summary>Profile of minor keys, from the tonic upwards.</summary>', f'    public static readonly double[] MinorProfile = {row(minor, 3)};', '}', '']
    open(f'{folder}/Keys/FittedKeyTables.cs', 'w').write('\n'.join(out))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('features')
    ap.add_argument('truth', nargs='+')
    ap.add_argument('--songs', nargs='*', default=['*'])
    ap.add_argument('--check', nargs='*', default=[])
    ap.add_argument('--folds', type=int, default=5)
    ap.add_argument('--write')
    args = ap.parse_args()
    truths = {os.path.basename(f)[:-5]: f for folder in args.truth for f in glob.glob(f'{folder}/*.json')}
    names = sorted(n for n in (os.path.basename(f)[:-5] for f in glob.glob(f'{args.features}/*.json')) if n in truths)
    load = lambda globs: [Song(f'{args.features}/{n}.json', truths[n]) for n in names if any(fnmatch.fnmatch(n, g) for g in globs)]
    songs, check, rows, logs, left, examples = load(args.songs), load(args.check), [], {}, {}, {}
    # a song and its variants share their number, so whole numbers are left out
    fold_of = lambda s: int('0' + ''.join(c for c in s.name if c.isdigit())) % args.folds
    for fold in range(args.folds):
        rest = [s for s in songs if fold_of(s) != fold]
        p, grammar = fit_templates(rest), fit_grammar(rest)
        for s in (s for s in songs if fold_of(s) == fold):
            left[s.name] = log_probabilities(s, p)
            examples[s.name] = [(key_evidence(s, left[s.name], grammar, a, b), s.key) for a, b in excerpts(s)]
    # the key is fitted to chords that were themselves left out, as they are on a new song
    by_fold = [fit_key([e for s in songs if fold_of(s) != fold for e in examples[s.name]]) for fold in range(args.folds)]
    judge('left out', songs, left, examples, lambda s: by_fold[fold_of(s)], rows)
    p, grammar, key_weights = fit_templates(songs), fit_grammar(songs), fit_key([e for s in songs for e in examples[s.name]])
    for s in songs + check:
        logs[s.name] = log_probabilities(s, p)
        examples[s.name] = [(key_evidence(s, logs[s.name], grammar, a, b), s.key) for a, b in excerpts(s)]
    judge('fitted', songs, logs, examples, lambda s: key_weights, rows)
    judge('checked', check, logs, examples, lambda s: key_weights, rows)
    for title in ('left out', 'fitted', 'checked'):
        part = [r for r in rows if r[0] == title]
        if part:
            print(f'{title:9s} {len(part):3d} songs: chord of a beat right {np.mean([r[2] for r in part]):.3f}, key of the song {np.mean([r[3] for r in part]):.3f}, '
                  f'of excerpts {np.mean([r[4] for r in part]):.3f}, key log loss {np.mean([r[5] for r in part]):.3f}')
            print('          weak keys: ' + ', '.join(f'{r[1]} {r[3]:.1f}' for r in part if r[3] < 1))
    if args.write:
        write(args.write, p, grammar, key_weights)


if __name__ == '__main__':
    main()
