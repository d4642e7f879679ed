"""Drums without samples: kicks, snares, hats, toms and cymbals from oscillators and noise, drawn anew for every kit."""
from __future__ import annotations

import numpy as np
from scipy.signal import butter, sosfilt

from . import RATE, grooves
from .score import Part


def render(rng: np.random.Generator, part: Part, seconds: float) -> np.ndarray:
    samples = int(seconds * RATE)
    made = np.zeros((2, samples), np.float32)
    sounds: dict[int, tuple[np.ndarray, float]] = {}
    for note in part.notes:
        drum = int(note.pitch)
        if drum not in sounds:
            sounds[drum] = _sound(rng, drum)
        sound, pan = sounds[drum]
        start = int(note.start * RATE)
        hit = sound[: max(0, samples - start)] * (note.velocity / 127) ** 1.5
        made[0, start : start + len(hit)] += hit * np.cos((pan + 1) * np.pi / 4)
        made[1, start : start + len(hit)] += hit * np.sin((pan + 1) * np.pi / 4)
    return made


def _sound(rng, drum):
    if drum == grooves.KICK:
        return _drop(rng, rng.uniform(42, 62), rng.uniform(80, 320), rng.uniform(0.12, 0.7), rng.uniform(0.01, 0.06), click=rng.uniform(0, 0.4)), 0.0
    if drum in (grooves.LOW_TOM, grooves.MID_TOM, grooves.HIGH_TOM, grooves.CONGA_LOW, grooves.CONGA_HIGH):
        base = {grooves.LOW_TOM: 80, grooves.MID_TOM: 120, grooves.HIGH_TOM: 170, grooves.CONGA_LOW: 200, grooves.CONGA_HIGH: 300}[drum]
        return 0.8 * _drop(rng, base * rng.uniform(0.85, 1.2), base * 0.4, rng.uniform(0.15, 0.5), 0.03, click=0.15), rng.uniform(-0.6, 0.6)
    if drum == grooves.SNARE:
        tone = _drop(rng, rng.uniform(160, 230), 80, rng.uniform(0.06, 0.16), 0.02, click=0.1)
        return _add(tone * rng.uniform(0.3, 0.8), _noise(rng, rng.uniform(0.08, 0.28), rng.uniform(700, 2500), rng.uniform(7000, 14000)) * 0.7), rng.normal(0, 0.08)
    if drum == grooves.CLAP:
        burst = np.zeros(int(0.04 * RATE), np.float32)
        for at in (0, 0.011, 0.022):
            piece = _noise(rng, 0.006, 900, 6000)
            room = burst[int(at * RATE) : int(at * RATE) + len(piece)]
            room += piece[: len(room)]
        return _add(burst, np.concatenate([np.zeros(int(0.03 * RATE), np.float32), _noise(rng, rng.uniform(0.1, 0.3), 900, 6000)])) * 0.7, rng.normal(0, 0.1)
    if drum in (grooves.RIM, grooves.CLAVES, grooves.COWBELL):
        tones = rng.uniform(500, 2500, 2)
        return 0.5 * sum(_tone(f, rng.uniform(0.02, 0.12)) for f in tones)[:], rng.uniform(-0.4, 0.4)
    length = {grooves.CLOSED: (0.03, 0.08), grooves.PEDAL: (0.03, 0.06), grooves.SHAKER: (0.03, 0.07), grooves.OPEN: (0.2, 0.6), grooves.TAMBOURINE: (0.06, 0.2)}.get(drum, (0.8, 2.5))
    return _metal(rng, rng.uniform(*length)), rng.uniform(-0.5, 0.5)


def _decay(length):
    time = np.arange(int(length * 4 * RATE)) / RATE
    return np.exp(-1.7 * time / length).astype(np.float32)


def _tone(frequency, length):
    time = np.arange(int(0.5 * RATE)) / RATE
    return (np.sin(2 * np.pi * frequency * time) * np.exp(-time / length * 2)).astype(np.float32)


def _drop(rng, low, drop, length, fall, click):
    """A tone that falls to its pitch."""
    envelope = _decay(length)
    time = np.arange(len(envelope)) / RATE
    phase = 2 * np.pi * (low * time - drop * fall * np.exp(-time / fall))
    sound = np.tanh(rng.uniform(0.6, 2.5) * np.sin(phase)) * envelope
    if click:
        piece = _noise(rng, 0.004, 1500, 9000)
        sound[: len(piece)] += click * piece
    return sound.astype(np.float32)


def _noise(rng, length, low, high):
    envelope = _decay(length)
    sos = butter(2, [low, high], "bandpass", fs=RATE, output="sos")
    return (sosfilt(sos, rng.normal(0, 1, len(envelope))) * envelope).astype(np.float32)


def _metal(rng, length):
    """Detuned squares and noise above a few kHz."""
    envelope = _decay(length)
    time = np.arange(len(envelope)) / RATE
    squares = sum(np.sign(np.sin(2 * np.pi * f * time)) for f in rng.uniform(300, 1000) * np.array([1, 1.34, 1.54, 1.87, 2.23, 2.61]) * rng.uniform(0.97, 1.03, 6))
    sos = butter(4, rng.uniform(4500, 8500), "highpass", fs=RATE, output="sos")
    return (sosfilt(sos, squares * rng.uniform(0.1, 0.4) + rng.normal(0, rng.uniform(0.3, 1.2), len(time))) * envelope * 0.35).astype(np.float32)


def _add(a, b):
    made = np.zeros(max(len(a), len(b)), np.float32)
    made[: len(a)] += a
    made[: len(b)] += b
    return made
