"""The vocal stem: a lead, at times doubled or in harmony, by one of several kinds of singer, in a room of its own."""
from __future__ import annotations

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt

from . import RATE, instruments, sources
from .score import Note, Part, Song
from .singing import formant, pitch, speakers, syllables
from .singing.resing import resing

KINDS = ("formant", "espeak", "kal", "slt", "recorded")
SHARES = (0.4, 0.15, 0.04, 0.06, 0.35)
# Choirs and the leads that stand for a voice where nobody sings.
PATCHES = (52, 53, 54, 85, 52, 53, 54, 65, 66, 64, 73, 80, 81)


def render(song: Song) -> tuple[np.ndarray, str]:
    """Stereo, and the kind of singer."""
    rng = np.random.default_rng([song.seed, 3])
    samples = int(song.seconds * RATE)
    notes = [n for n in song.melody if n.start < song.seconds - 0.2]
    if not notes:
        return np.zeros((2, samples), np.float32), "none"
    kind = str(rng.choice(KINDS, p=SHARES)) if song.is_sung else "patch"
    take = _singer(rng, kind, song, notes)
    lead = take(notes)
    dry = np.stack([lead, lead]) * _pan(rng.normal(0, 0.07))
    if rng.random() < 0.35:
        width = rng.uniform(0.3, 1)
        for side in (-width, width):
            late = [Note(max(0, n.start + rng.normal(0, 0.015)), n.length, n.pitch, n.velocity) for n in notes]
            dry += rng.uniform(0.2, 0.7) * take(late) * _pan(side)
    if rng.random() < 0.25:
        third = [Note(n.start, n.length, _above(song, n.pitch), n.velocity) for n in notes]
        dry += rng.uniform(0.2, 0.6) * take(third) * _pan(rng.uniform(-0.8, 0.8))
    return _room(rng, song, dry)[:, :samples].astype(np.float32), kind


def _singer(rng, kind, song, notes):
    words = syllables.draw(rng, len(notes))
    if kind == "formant":
        tract = formant.Tract.draw(rng)
        manner = pitch.Manner.draw(rng, notes, tract.lowest, tract.highest)
        return lambda line: formant.sing(rng, line, words, song.seconds, tract, manner)
    if kind == "patch":
        font, program, octave = _font(rng), int(rng.choice(PATCHES)), 12 * round((rng.uniform(58, 74) - np.median([n.pitch for n in notes])) / 12)
        return lambda line: instruments.render([Part(program, [Note(n.start, n.length, n.pitch + octave, n.velocity) for n in line])], font, song.seconds).mean(0)
    manner = pitch.Manner.draw(rng, notes, 52, 69)
    if kind == "recorded":
        pieces = speakers.recorded(rng, 24)
        if not pieces:
            return _singer(rng, "espeak", song, notes)
        chosen = rng.integers(len(pieces), size=len(notes))
        return lambda line: _string(rng, line, [pieces[i] for i in chosen], manner, song.seconds)
    voice = str(rng.choice(speakers.ESPEAK_LANGUAGES)) + str(rng.choice(speakers.ESPEAK_KINDS)) if kind == "espeak" else ""
    speed, tone = int(rng.integers(90, 170)), int(rng.integers(20, 80))
    if rng.random() < 0.15:
        return _speaker(rng, kind, song, notes, voice, speed, tone)
    texts = sorted({w.text for w in words})
    sounds = dict(zip(texts, speakers.speak(kind, voice, texts, speed, tone)))
    return lambda line: _string(rng, line, [sounds[w.text] for w in words], manner, song.seconds)


def _font(rng):
    fonts = [f for f in sources.fonts(drums=False) if f.package != sources.HELD_OUT]
    return fonts[rng.integers(len(fonts))]


def _string(rng, notes, sounds, manner, seconds):
    hertz = pitch.curve(rng, notes, manner, seconds)
    made = np.zeros(int(seconds * RATE), np.float32)
    for note, sound in zip(notes, sounds):
        start, length = int(note.start * RATE), int(max(0.09, note.length * 0.97) * RATE)
        time = (start + np.arange(length)) / RATE
        piece = resing(sound, np.interp(time, np.arange(len(hertz)) / pitch.FRAME_RATE, hertz), length)
        ramp = min(length // 4, RATE // 60)
        piece[-ramp:] *= np.linspace(1, 0, ramp)
        level = (note.velocity / 110) ** 1.3 / (np.abs(sound).max(initial=1e-9))
        end = min(len(made), start + length)
        made[start:end] += level * piece[: end - start]
    return made


def _speaker(rng, kind, song, notes, voice, speed, tone):
    """Speaks a phrase where the singer would begin one."""
    vocabulary = syllables.draw(rng, 200)

    def take(line):
        made = np.zeros(int(song.seconds * RATE), np.float32)
        phrases = [(a, b) for a, b in song.phrases if a < len(line)]
        texts = [" ".join("".join(w.text for w in vocabulary[i : i + 2]) for i in rng.integers(0, 190, max(2, (b - a) // 2))) for a, b in phrases]
        for (a, _), sound in zip(phrases, speakers.speak(kind, voice, texts, speed + 30, tone)):
            start = int(line[a].start * RATE)
            end = min(len(made), start + len(sound))
            made[start:end] += sound[: end - start] / np.abs(sound).max(initial=1e-9)
        return made

    return take


def _above(song, at):
    scale = sorted((song.key + s) % 12 for s in song.scale)
    up, found = at, 0
    while found < 2:
        up += 1
        found += int(up) % 12 in scale
    return up


def _pan(place):
    place = float(np.clip(place, -1, 1))
    return np.array([[np.cos((place + 1) * np.pi / 4)], [np.sin((place + 1) * np.pi / 4)]]) * np.sqrt(2)


def _room(rng, song, dry):
    """High-pass, an even level, echoes on the beat and reverberation, each of them or not."""
    dry = sosfilt(butter(2, rng.uniform(60, 140), "highpass", fs=RATE, output="sos"), dry)
    if rng.random() < 0.6:
        level = np.sqrt(np.maximum(fftconvolve((dry**2).mean(0), np.hanning(RATE // 8) / (RATE / 16), "same"), 1e-8))
        dry = dry * np.minimum(20, (level / level.max() + 0.05) ** -rng.uniform(0.2, 0.6))
    wet = dry.copy()
    if rng.random() < 0.3:
        gap, gain = int(60 / song.tempo * RATE * rng.choice([0.5, 0.75, 1])), rng.uniform(0.1, 0.35)
        for echo in range(1, 4):
            wet[:, gap * echo :] += gain**echo * dry[:: (-1) ** echo, : max(0, dry.shape[1] - gap * echo)]
    if rng.random() < 0.75:
        length = rng.uniform(0.4, 2.6)
        time = np.arange(int(length * RATE)) / RATE
        tail = rng.normal(0, 1, (2, len(time))) * np.exp(-6.9 * time / length) * (time > rng.uniform(0.005, 0.04))
        tail = sosfilt(butter(1, rng.uniform(2500, 9000), fs=RATE, output="sos"), tail)
        tail /= np.sqrt((tail**2).sum(1, keepdims=True))
        wet += rng.uniform(0.05, 0.4) * fftconvolve(dry, tail, axes=1)[:, : dry.shape[1]]
    return wet
