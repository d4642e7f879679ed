"""Spoken syllables made sung: pitch-synchronous overlap-add (Moulines and Charpentier, 1990) onto the notes' pitches and lengths."""
from __future__ import annotations

import numpy as np

from .. import RATE


def resing(spoken: np.ndarray, hertz: np.ndarray, samples: int) -> np.ndarray:
    """A spoken syllable, as long as asked for and at the pitch of the curve, one value per sample."""
    marks, periods, voiced = _marks(spoken)
    made = np.zeros(samples + RATE // 10)
    if len(marks) < 3:
        length = min(samples, len(spoken))
        made[:length] = spoken[:length]
        return made[:samples]
    # Consonants keep their length, the rest of the syllable is what stretches.
    onset = int(marks[np.argmax(voiced)]) if voiced.any() else 0
    onset = min(onset, samples // 2)
    rest, space = len(spoken) - onset, samples - onset
    at = 0.0
    while at < samples:
        source = at if at < onset else onset + (at - onset) * rest / max(1, space)
        nearest = int(np.clip(np.searchsorted(marks, source), 0, len(marks) - 1))
        period = int(periods[nearest])
        a = marks[nearest] - period
        grain = spoken[max(0, a) : marks[nearest] + period]
        if len(grain) > 8:
            grain = grain * np.hanning(len(grain))
            start = int(at) - (marks[nearest] - max(0, a))
            lead = max(0, -start)
            end = min(len(made), start + len(grain))
            made[start + lead : end] += grain[lead : lead + end - start - lead]
        at += RATE / hertz[min(len(hertz) - 1, int(at))] if voiced[nearest] else period
    return made[:samples]


def _marks(sound: np.ndarray):
    """Places one period apart, the periods, and where there is a period at all."""
    marks, periods, voiced = [], [], []
    at, period = 0, RATE // 120
    low, high = RATE // 420, RATE // 65
    while at < len(sound):
        piece = sound[at : at + 2 * high]
        if len(piece) < 2 * high:
            piece = np.pad(piece, (0, 2 * high - len(piece)))
        piece = piece[::4] - piece.mean()
        spectrum = np.fft.rfft(piece, 2048)
        likeness = np.fft.irfft(np.abs(spectrum) ** 2)[: high // 4 + 1]
        best = low // 4 + int(np.argmax(likeness[low // 4 :]))
        has = likeness[0] > 1e-7 and likeness[best] > 0.35 * likeness[0]
        period = best * 4 if has else RATE // 200
        if has:
            peak = np.argmax(np.abs(sound[at : at + period]))
            at = at + (int(peak) if not voiced or not voiced[-1] else 0)
        marks.append(at)
        periods.append(period)
        voiced.append(has)
        at += period
    return np.array(marks, int), np.array(periods, int), np.array(voiced, bool)
