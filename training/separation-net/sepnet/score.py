"""Songs composed by rule: form, chords, and a part for every instrument and for the singer. Nothing here is anybody's tune.

1. A song has a key, a tempo, a progression per section and sections that leave parts out.
2. Bass, chords, two-handed piano or guitar, arpeggios and pads follow the chords in a rhythm drawn once per section; three songs of ten have few parts, near the middle and dry.
3. The melody walks over the scale, drawn to the chord on strong beats, in phrases with rests between.
"""
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from . import grooves

MAJOR, MINOR, DORIAN, MIXOLYDIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10), (0, 2, 4, 5, 7, 9, 10)
PROGRESSIONS = ((0, 4, 5, 3), (5, 3, 0, 4), (0, 5, 3, 4), (0, 3, 4, 4), (0, 3, 0, 4), (1, 4, 0, 0), (0, 2, 3, 4), (0, 6, 5, 4), (0, 0, 3, 4), (3, 4, 2, 5), (0, 5, 1, 4), (0, 0, 0, 0))

# Programs of General MIDI, numbered from 0.
BASSES = (32, 33, 34, 35, 36, 37, 38, 39, 87)
CHORDS = (0, 1, 2, 4, 5, 7, 16, 17, 18, 21, 24, 25, 26, 27, 28, 29, 30, 62, 63, 81, 90)
BOTH_HANDS = (0, 0, 1, 2, 4, 5, 7, 24, 25, 26)
ARPEGGIOS = (5, 6, 8, 10, 11, 12, 13, 15, 24, 25, 45, 46, 80, 81, 84, 98, 104, 107)
PADS = (48, 49, 50, 51, 52, 53, 54, 88, 89, 90, 91, 92, 93, 94, 95, 19)
LEADS = (22, 40, 41, 42, 56, 57, 59, 60, 61, 64, 65, 66, 67, 68, 71, 73, 75, 79, 80, 81, 82, 26, 29, 30)
LOWEST_BASS = 28
SUNG = 0.75
DRUM_KITS = (0, 8, 16, 24, 25, 32, 40)


@dataclass(frozen=True)
class Note:
    start: float  # seconds
    length: float
    pitch: float  # MIDI number; fractions for glides are the synthesizer's business
    velocity: int


@dataclass
class Part:
    program: int
    notes: list[Note] = field(default_factory=list)
    pan: float = 0.0  # -1 left, 1 right
    level: float = 1.0
    reverb: float = 0.2
    is_drums: bool = False


@dataclass
class Song:
    seed: int
    tempo: float
    beats: int  # per bar
    groove: str
    key: int
    scale: tuple[int, ...]
    seconds: float
    drums: Part
    bass: Part
    other: list[Part]
    melody: list[Note]
    phrases: list[tuple[int, int]]  # notes of the melody that are sung in one breath
    is_sung: bool = True  # or an instrument stands for the voice, and others lead less


def compose(seed: int, seconds: float) -> Song:
    """The same seed is the same song."""
    rng = np.random.default_rng([seed, 1])
    groove = str(rng.choice(list(grooves.GROOVES)))
    beats, steps, _, _ = grooves.GROOVES[groove]
    fast = {"jungle": (155, 178), "trap": (125, 160), "punk": (150, 190), "four": (112, 140), "disco": (105, 128), "ballad": (60, 90)}
    tempo = float(rng.uniform(*fast.get(groove, (68, 150))))
    beat = 60 / tempo
    bars = int(np.ceil(seconds / (beat * beats)))
    scale = (MAJOR, MINOR, DORIAN, MIXOLYDIAN)[rng.choice(4, p=[0.42, 0.4, 0.1, 0.08])]
    key = int(rng.integers(0, 12))
    song = Song(
        seed, tempo, beats, groove, key, scale, seconds,
        drums=Part(int(rng.choice(DRUM_KITS)), is_drums=True, reverb=float(rng.uniform(0, 0.35))),
        bass=Part(int(rng.choice(BASSES)), reverb=float(rng.uniform(0, 0.12)), pan=float(rng.normal(0, 0.05))),
        other=[], melody=[], phrases=[], is_sung=rng.random() < SUNG)
    sections = _sections(rng, bars)
    chords = _chords(rng, sections)
    loose = float(rng.choice([0, 0.004, 0.009]))
    late = lambda: float(rng.normal(0, loose)) if loose else 0.0

    for start, length, kind in sections:
        if kind["drums"]:
            for at, drum, velocity in grooves.hits(rng, groove, length, int(rng.choice([0, 2, 4]))):
                song.drums.notes.append(Note(max(0, (start * beats + at) * beat + late()), 0.1, drum, velocity))
        if kind["bass"]:
            _bass(rng, song, chords, start, length, beat, late)
    few = rng.random() < 0.3
    for maker, programs in _arrangement(rng, few, song.is_sung):
        width, wetness = (0.12, 0.2) if few else (0.45, 0.5)
        part = Part(int(rng.choice(programs)), pan=float(np.clip(rng.normal(0, width), -1, 1)), level=float(rng.uniform(0.5, 1)), reverb=float(rng.uniform(0, wetness)))
        for start, length, kind in sections:
            if rng.random() < kind["fullness"]:
                maker(rng, song, part, chords, start, length, beat, late)
        song.other.append(part)
    _melody(rng, song, chords, sections, beat)
    return song


def _arrangement(rng, few, is_sung):
    """Who plays besides bass and drums."""
    chordal = [(_comp, CHORDS), (_both_hands, BOTH_HANDS)]
    first, second = (chordal[i] for i in rng.permutation(2))
    wanted = (
        (first, 1.0),
        (second, 0.1 if few else 0.45),
        ((_arpeggio, ARPEGGIOS), 0.15 if few else 0.5),
        ((_pad, PADS), 0.4 if few else 0.5),
        ((_lead, LEADS), (0.15 if few else 0.5) * (1 if is_sung else 0.4)))
    return [player for player, chance in wanted if rng.random() < chance]


def _sections(rng, bars):
    sections, at = [], 0
    while at < bars:
        length = int(rng.choice([2, 4, 4, 8]))
        sections.append((at, length, {"drums": rng.random() < 0.88, "bass": rng.random() < 0.88, "voice": rng.random() < 0.75, "fullness": rng.uniform(0.45, 1)}))
        at += length
    return sections


def _chords(rng, sections):
    """The degree of the scale that each bar's chord stands on."""
    degrees = {}
    known = [PROGRESSIONS[rng.integers(len(PROGRESSIONS))] for _ in range(2)]
    for index, (start, length, _) in enumerate(sections):
        progression = known[index % 2]
        for bar in range(length):
            degrees[start + bar] = progression[bar % len(progression)]
    return degrees


def pitch_of(song: Song, degree: int, octave: int) -> int:
    """A degree of the scale, which may lie octaves off."""
    return 12 * (octave + degree // 7) + song.key + song.scale[degree % 7]


def _bass(rng, song, chords, start, length, beat, late):
    steps = song.beats * 2
    rhythm = rng.random(steps) < rng.choice([0.3, 0.55, 0.9])
    rhythm[0] = True
    octave = 2 if song.key < 8 else 1
    hold = rng.uniform(0.5, 1)
    lift = 12 if np.random.default_rng([song.seed, 5]).random() < 0.25 else 0
    for bar in range(start, start + length):
        at = np.flatnonzero(rhythm)
        for index, step in enumerate(at):
            gap = (at[index + 1] if index + 1 < len(at) else steps) - step
            degree = chords[bar] + int(rng.choice([0, 0, 0, 0, 4, 7, 2])) * (step > 0)
            pitch = pitch_of(song, degree, octave) + lift
            pitch += 12 * (pitch < LOWEST_BASS)
            song.bass.notes.append(Note(max(0, (bar * song.beats + step / 2) * beat + late()), gap / 2 * beat * hold, pitch, int(rng.integers(75, 118))))


def _comp(rng, song, part, chords, start, length, beat, late):
    steps = song.beats * 2
    rhythm = rng.random(steps) < rng.choice([0.2, 0.4, 0.8])
    rhythm[0] |= rng.random() < 0.8
    octave, hold, seventh = int(rng.choice([3, 4, 4, 5])), rng.uniform(0.3, 1.0), rng.random() < 0.3
    for bar in range(start, start + length):
        at = np.flatnonzero(rhythm)
        for index, step in enumerate(at):
            gap = (at[index + 1] if index + 1 < len(at) else steps) - step
            for n, third in enumerate((0, 2, 4, 6)[: 4 if seventh else 3]):
                strum = 0.012 * n if part.program in (24, 25, 26, 27) else 0
                part.notes.append(Note(max(0, (bar * song.beats + step / 2) * beat + late() + strum), gap / 2 * beat * hold, pitch_of(song, chords[bar] + third, octave), int(rng.integers(60, 105))))


def _both_hands(rng, song, part, chords, start, length, beat, late):
    """Root, fifth and octave broken below, chords or single notes above: the left hand shares its register with the bass."""
    low, high = int(rng.choice([2, 3, 3])), int(rng.choice([4, 5, 5]))
    walk = np.array(((0, 4, 7, 4), (0, 7, 4, 7), (0, 4, 7, 9), (0, 0, 7, 0))[rng.integers(4)])
    per, doubled, dense, single = int(rng.choice([1, 1, 2])), rng.random() < 0.25, rng.choice([0.3, 0.55, 0.9]), rng.random() < 0.3
    touch = int(rng.integers(62, 92))
    put = lambda bar, step, pitch: part.notes.append(
        Note(max(0, (bar * song.beats + step / per) * beat + late()), beat / per * 0.95, pitch + 12 * (pitch < LOWEST_BASS), touch + int(rng.integers(-8, 12))))
    for bar in range(start, start + length):
        for step in range(song.beats * per):
            if step == 0 or rng.random() < 0.8:
                pitch = pitch_of(song, chords[bar] + int(walk[step % 4]), low)
                for octave in (0, 12)[: 1 + doubled]:
                    put(bar, step, pitch + octave)
            if rng.random() < dense:
                for third in rng.choice([0, 2, 4, 7], 1, replace=False) if single else (0, 2, 4):
                    put(bar, step, pitch_of(song, chords[bar] + int(third), high))


def _arpeggio(rng, song, part, chords, start, length, beat, late):
    per, octave = int(rng.choice([2, 4])), int(rng.choice([3, 4, 5]))
    order = rng.permutation([0, 2, 4, 7, 9])[: int(rng.integers(3, 6))]
    for bar in range(start, start + length):
        for step in range(song.beats * per):
            part.notes.append(Note(max(0, (bar * song.beats + step / per) * beat + late()), beat / per * 0.9, pitch_of(song, chords[bar] + int(order[step % len(order)]), octave), int(rng.integers(55, 100))))


def _pad(rng, song, part, chords, start, length, beat, late):
    octave = int(rng.choice([3, 4, 5]))
    for bar in range(start, start + length):
        for third in (0, 2, 4):
            part.notes.append(Note(bar * song.beats * beat, song.beats * beat * 0.98, pitch_of(song, chords[bar] + third, octave), int(rng.integers(55, 95))))


def _lead(rng, song, part, chords, start, length, beat, late):
    degree, at = 7 + int(rng.integers(-3, 4)), 0.0
    while at < length * song.beats:
        step = float(rng.choice([0.25, 0.5, 0.5, 1, 1.5, 2]))
        if rng.random() < 0.65:
            degree = int(np.clip(degree + rng.integers(-2, 3), 3, 14))
            part.notes.append(Note(max(0, (start * song.beats + at) * beat + late()), step * beat * 0.9, pitch_of(song, degree, 4), int(rng.integers(65, 110))))
        at += step


def _melody(rng, song, chords, sections, beat):
    """Degrees are counted from the tonic; the singer moves them to where the voice lies."""
    pulse = float(rng.choice([0.25, 0.5, 0.5]))
    degree = int(rng.integers(0, 7))
    for start, length, kind in sections:
        if not kind["voice"]:
            continue
        end, at = (start + length) * song.beats, start * song.beats + float(rng.choice([0, 0.5, 1]))
        while at < end - 1:
            first, breath = len(song.melody), min(end, at + float(rng.choice([3, 4, 6, 7.5])))
            while at < breath:
                step = pulse * float(rng.choice([1, 1, 2, 2, 3, 4]))
                strong = abs(at - round(at)) < 0.01
                move = int(rng.choice([-2, -1, -1, 0, 1, 1, 2, 4, -4], p=[0.1, 0.22, 0.1, 0.16, 0.1, 0.2, 0.08, 0.02, 0.02]))
                degree = int(np.clip(degree + move, -4, 10))
                if strong and rng.random() < 0.6:
                    chord = [chords[min(int(at // song.beats), max(chords))] % 7 + d for d in (-7, -5, -3, 0, 2, 4, 7)]
                    degree = min(chord, key=lambda d: abs(d - degree))
                song.melody.append(Note(at * beat, min(step, breath - at + 0.25) * beat, pitch_of(song, degree, 5), int(rng.integers(60, 118))))
                at += step
            if len(song.melody) > first:
                song.phrases.append((first, len(song.melody)))
            at = np.ceil(at * 2) / 2 + float(rng.choice([0.5, 1, 2]))
