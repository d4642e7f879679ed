"""A singer without recordings: glottal pulses and breath through resonances that move.

1. Source: a saw of the sung pitch (polynomial band-limited steps: Välimäki and Huovinen, 2007), amplitude modulated a little from period to period, and white noise.
2. Every 6 ms the resonances of the vocal tract are worked out (cascade of second-order sections: Klatt, JASA 1980) between the targets of the sounds sung; tract length,
   bandwidths, tilt, the cluster near 3 kHz of trained voices, breathiness are the singer's own.
3. Both sources pass their envelopes as products of short spectra, overlapped and added.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from .. import RATE
from ..score import Note
from . import pitch, syllables

_VOWELS = {
    "a": (730, 1090, 2440), "e": (530, 1840, 2480), "i": (270, 2290, 3010), "o": (500, 850, 2410),
    "u": (310, 870, 2240), "ae": (660, 1720, 2410), "uh": (620, 1190, 2390), "er": (490, 1350, 1690),
}
# Formants, voice, noise, centre and width of the noise (Hz), seconds.
_CONSONANTS = {
    "l": ((360, 1300, 2700), 0.55, 0.0, 0, 1, 0.06), "r": ((420, 1200, 1600), 0.6, 0.0, 0, 1, 0.06), "w": ((300, 700, 2200), 0.5, 0.0, 0, 1, 0.06),
    "y": ((280, 2200, 2900), 0.5, 0.0, 0, 1, 0.05), "m": ((260, 1100, 2100), 0.35, 0.0, 0, 1, 0.08), "n": ((260, 1500, 2400), 0.35, 0.0, 0, 1, 0.07),
    "s": ((400, 1700, 2600), 0.0, 0.9, 7500, 2500, 0.10), "sh": ((400, 1700, 2600), 0.0, 0.9, 3800, 1800, 0.10), "f": ((400, 1400, 2500), 0.0, 0.35, 6500, 6000, 0.08),
    "h": ((500, 1500, 2500), 0.05, 0.35, 1800, 2500, 0.06), "t": ((400, 1700, 2600), 0.0, 0.8, 5500, 3500, 0.04), "k": ((350, 1900, 2500), 0.0, 0.7, 2300, 1500, 0.05),
    "p": ((350, 900, 2300), 0.0, 0.5, 1000, 1500, 0.04), "d": ((350, 1700, 2600), 0.3, 0.35, 4500, 3500, 0.035), "g": ((300, 1900, 2500), 0.3, 0.35, 2000, 1500, 0.035),
    "b": ((300, 900, 2300), 0.3, 0.25, 900, 1200, 0.03), "v": ((350, 1200, 2400), 0.4, 0.2, 5500, 5000, 0.06), "z": ((350, 1700, 2600), 0.35, 0.5, 7000, 2500, 0.08),
}
_SIZE, _HOP = 1024, 256


@dataclass(frozen=True)
class Tract:
    """Half of the singers are clean: no breath, no roughness, as an additive synthesizer sings."""

    scale: float
    width: float
    tilt: float
    ring: float
    breath: float
    rough: float
    coarticulation: float
    lowest: float
    highest: float

    @staticmethod
    def draw(rng: np.random.Generator) -> "Tract":
        high, clean = rng.random() < 0.5, rng.random() < 0.5
        return Tract(
            scale=rng.uniform(1.02, 1.3) if high else rng.uniform(0.82, 1.05), width=rng.uniform(0.7, 1.8), tilt=rng.uniform(3, 11), ring=rng.uniform(0, 14),
            breath=0.0 if clean else float(10 ** rng.uniform(-2.6, -0.9)), rough=0.0 if clean else rng.uniform(0, 0.12), coarticulation=rng.uniform(0.012, 0.035),
            lowest=62 if high else 48, highest=74 if high else 62)


def sing(rng: np.random.Generator, notes: list[Note], words: list[syllables.Syllable], seconds: float, tract: Tract, manner: pitch.Manner) -> np.ndarray:
    """A dry mono voice."""
    hertz = pitch.curve(rng, notes, manner, seconds)
    frames = int(seconds * RATE) // _HOP + 1
    tracks = _articulate(rng, notes, words, frames, tract)
    samples = frames * _HOP
    f0 = np.interp(np.arange(samples) / RATE, np.arange(len(hertz)) / pitch.FRAME_RATE, hertz)
    voiced, breath = _envelopes(tract, tracks)
    pulses = _saw(f0) * (1 + tract.rough * np.repeat(gaussian_filter1d(rng.normal(0, 3, frames), 0.7), _HOP))
    made = _shape(pulses, voiced) + _shape(rng.normal(0, 0.3, samples), breath)
    return made[: int(seconds * RATE)].astype(np.float32)


def _articulate(rng, notes, words, frames, tract):
    """Rows: F1, F2, F3, voice, noise, centre and width of the noise; columns: frames."""
    rows = np.zeros((7, frames))
    rows[:3] = np.array(_VOWELS["uh"])[:, None]
    rows[5], rows[6] = 3000, 3000
    rate = RATE / _HOP
    for note, word in zip(notes, words):
        first, last = int(note.start * rate), min(frames, int((note.start + note.length) * rate) + 1)
        if first >= last:
            continue
        level = (note.velocity / 110) ** 1.5
        swell = level * (1 - 0.3 * np.linspace(0, 1, last - first) ** 2)
        rows[:3, first:last] = np.array(_VOWELS[word.vowel])[:, None]
        rows[3, first:last] = swell
        rows[4, first:last] = tract.breath * swell
        rows[5, first:last], rows[6, first:last] = 2500, 6000
        for sound, at_end in ((word.onset, False), (word.end, True)):
            if sound:
                formants, voice, noise, centre, width, length = _CONSONANTS[sound]
                span = max(1, min(int(length * rng.uniform(0.7, 1.4) * rate), (last - first) // 2))
                a, b = (last - span, last) if at_end else (first, first + span)
                rows[:3, a:b] = np.array(formants)[:, None]
                rows[3, a:b], rows[4, a:b] = voice * level, noise * level * 0.5
                rows[5, a:b], rows[6, a:b] = centre, width
    smooth = tract.coarticulation * rate
    for row in (0, 1, 2, 5, 6):
        rows[row] = gaussian_filter1d(rows[row], smooth)
    for row in (3, 4):
        rows[row] = gaussian_filter1d(rows[row], max(0.5, smooth * 0.35))
    return rows


def _envelopes(tract, rows):
    frequency = np.fft.rfftfreq(_SIZE, 1 / RATE)[None, :]
    formants = [rows[i][:, None] * tract.scale for i in range(3)] + [np.full((rows.shape[1], 1), f * tract.scale) for f in (3400, 4300, 5600)]
    widths = [tract.width * w for w in (70, 90, 130, 200, 280, 400)]
    response = np.ones((rows.shape[1], frequency.shape[1]))
    for formant, width in zip(formants, widths):
        s = 1j * frequency
        low = formant**2 + (width / 2) ** 2
        response = response * np.abs(low / (low - frequency**2 + s * width))
    octaves = np.log2(np.maximum(frequency, 60) / 200)
    tilt = 10 ** (-(tract.tilt - 6) * np.maximum(octaves, 0) / 20)
    ring = 10 ** (tract.ring / 20 * np.exp(-(((frequency - 2900 * tract.scale) / 500) ** 2)))
    compressed = response**0.9
    voiced = rows[3][:, None] * compressed * tilt * ring * 0.5
    noise = rows[4][:, None] * np.exp(-(((frequency - rows[5][:, None]) / rows[6][:, None]) ** 2))
    return voiced, noise


def _saw(f0):
    step = f0 / RATE
    phase = np.cumsum(step) % 1
    saw = 2 * phase - 1
    start, end = phase < step, phase > 1 - step
    t = phase[start] / step[start]
    saw[start] -= t + t - t * t - 1
    t = (phase[end] - 1) / step[end]
    saw[end] -= t * t + t + t + 1
    return saw


def _shape(source, envelope):
    """A source through an envelope per frame."""
    frames = len(envelope)
    padded = np.concatenate([np.zeros(_SIZE // 2), source, np.zeros(_SIZE)])
    window = np.hanning(_SIZE + 1)[:-1]
    made = np.zeros(len(padded))
    for first in range(0, frames, 512):
        block = np.arange(first, min(frames, first + 512))
        pieces = padded[block[:, None] * _HOP + np.arange(_SIZE)] * window
        pieces = np.fft.irfft(np.fft.rfft(pieces) * envelope[block], _SIZE) * window
        for row, frame in enumerate(block):
            made[frame * _HOP : frame * _HOP + _SIZE] += pieces[row]
    return made[_SIZE // 2 : _SIZE // 2 + len(source)] / 1.5
