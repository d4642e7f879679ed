"""How a sung pitch moves: glides into notes, vibrato that sets in late, drift and jitter, none of it twice the same."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from ..score import Note

FRAME_RATE = 200  # curves are drawn at this many points a second


@dataclass(frozen=True)
class Manner:
    """Of one singer."""

    vibrato_rate: float
    vibrato_cents: float
    vibrato_delay: float
    glide: float
    drift_cents: float
    scoop_cents: float
    transpose: int

    @staticmethod
    def draw(rng: np.random.Generator, notes: list[Note], lowest: float, highest: float) -> "Manner":
        """The melody is moved by octaves to where the voice lies."""
        middle = np.median([n.pitch for n in notes]) if notes else 60
        return Manner(
            rng.uniform(4.6, 6.8), float(rng.choice([0, 15, 35, 70])) * rng.uniform(0.7, 1.4), rng.uniform(0.1, 0.5), rng.uniform(0.015, 0.08),
            rng.uniform(4, 18), float(rng.choice([0, 0, 60, 200])) * rng.uniform(0.5, 1.5), 12 * round((rng.uniform(lowest, highest) - middle) / 12))


def curve(rng: np.random.Generator, notes: list[Note], manner: Manner, seconds: float) -> np.ndarray:
    """Hertz, FRAME_RATE points a second; between phrases the last pitch is held."""
    count = int(seconds * FRAME_RATE) + 1
    pitch = np.full(count, notes[0].pitch if notes else 60.0)
    cents = np.zeros(count)
    for note in notes:
        first, last = int(note.start * FRAME_RATE), min(count, int((note.start + note.length) * FRAME_RATE))
        if first >= last:
            continue
        pitch[first:] = note.pitch
        time = np.arange(last - first) / FRAME_RATE
        swell = np.clip((time - manner.vibrato_delay) / 0.3, 0, 1)
        cents[first:last] += manner.vibrato_cents * swell * np.sin(2 * np.pi * manner.vibrato_rate * time * rng.uniform(0.95, 1.05) + rng.uniform(0, 6.3))
        cents[first:last] -= manner.scoop_cents * rng.random() * np.exp(-time / 0.05)
    pitch = gaussian_filter1d(pitch, manner.glide * FRAME_RATE)
    drift = gaussian_filter1d(rng.normal(0, 1, count), 0.25 * FRAME_RATE, mode="wrap") * manner.drift_cents * 12 + rng.normal(0, 3, count)
    return 440 * 2 ** ((pitch + manner.transpose - 69) / 12 + (cents + drift) / 1200)
