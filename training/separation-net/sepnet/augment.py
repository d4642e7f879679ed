"""What is done to stems on their way into a mix, all of it on the device, none of it twice the same.

Each stem: speed (pitch and tempo at once), drive, compression, tone, reverberation, level around what is usual, place, width, polarity, channels swapped, rests. The mix: a limiter, whose gain the stems share so
that they still sum to it, and the holes and the cut of a lossy codec, which only the mix has.
"""
from __future__ import annotations

import math

import numpy as np
import torch
from torch.nn import functional as F

from . import RATE, STEMS

SPEED = (0.84, 1.19)  # three semitones down and up
USUAL_DB = {"vocals": 0.0, "drums": -1.0, "bass": -0.5, "other": -0.5}  # of what sounds, against each other

# How often a stem is in the middle, how often in mono, and how wide it is made otherwise: on records the voice stands in the middle of a wide band.
CENTRED = {"vocals": 0.93, "drums": 0.9, "bass": 0.95, "other": 0.6}
MONO = {"vocals": 0.15, "drums": 0.1, "bass": 0.4, "other": 0.03}
WIDTH = {"vocals": (0.2, 0.9), "drums": (0.4, 1.4), "bass": (0.2, 1.2), "other": (0.9, 2.6)}

# How often a stem leaves for some bars, as arrangements have it.
RESTS = {"vocals": 0.25, "drums": 0.35, "bass": 0.3, "other": 0.1}


def stems(rng: np.random.Generator, x: torch.Tensor, samples: int, together: bool) -> torch.Tensor:
    """[stems, 2, more samples] to [stems, 2, samples]; stems that belong together keep to one time and key, and nearer to their usual levels."""
    speeds = np.where(rng.random(len(x)) < 0.5, rng.uniform(*SPEED, len(x)), 1.0)
    speeds = np.full(len(x), speeds[0]) if together else speeds
    return torch.stack([_stem(rng, stem, samples, float(speed), 3.0 if together else 4.5, name) for name, stem, speed in zip(STEMS, x, speeds)])


def _stem(rng, x, samples, speed, spread, name):
    if speed != 1:
        length = min(x.shape[-1], int(samples * speed))
        x = F.interpolate(x[None, :, :length], size=samples, mode="linear", align_corners=False)[0]
    x = x[:, :samples]
    if rng.random() < 0.15:
        drive = float(rng.uniform(1, 6))
        peak = x.abs().max().clamp_min(1e-4)
        x = torch.tanh(x / peak * drive) * peak / math.tanh(drive)
    if rng.random() < 0.3:
        x = x * _compression(x, float(rng.uniform(0.2, 0.6)))
    wet = rng.random() < (0.35 if name == "vocals" else 0.15)
    # Sampled basses are brighter than those of most records.
    slope = float(rng.uniform(0, 6)) if name == "bass" and rng.random() < 0.8 else 0.0
    if rng.random() < 0.5 or wet or slope:
        x = _filtered(rng, x, wet, slope)
    level = 10 ** ((USUAL_DB[name] + float(np.clip(rng.normal(0, spread), -12, 9))) / 20) / _loudness(x)
    if rng.random() < 0.08:
        level = 0.0  # Songs without a voice, without drums.
    middle, side = x.mean(0, keepdim=True), (x[0:1] - x[1:2]) / 2
    width = 0.0 if rng.random() < MONO[name] else float(rng.uniform(*WIDTH[name]))
    x = torch.cat([middle + width * side, middle - width * side])
    place = 0.0 if rng.random() < CENTRED[name] else float(np.clip(rng.normal(0, 0.1 if name == "vocals" else 0.2), -0.8, 0.8))
    gains = torch.tensor([[math.cos((place + 1) * math.pi / 4)], [math.sin((place + 1) * math.pi / 4)]], device=x.device) * math.sqrt(2)
    if rng.random() < 0.5:
        x = x.flip(0)
    if rng.random() < RESTS[name]:
        x = x * _rest(rng, samples).to(x.device)
    return x * gains * (level * float(rng.choice([-1, 1])))


def _rest(rng, samples):
    """Silence for three to ten seconds, faded out and in."""
    start, length, fade = rng.uniform(-2, samples / RATE) * RATE, rng.uniform(3, 10) * RATE, rng.uniform(0.01, 0.3) * RATE
    away = (torch.arange(samples) - (start + length / 2)).abs()
    return ((away - length / 2) / fade + 0.5).clamp(0, 1)


def _loudness(x):
    """Mean level of the tenths of a second that are within 30 dB of the loudest, such that usual stems come out a tenth as high as full scale."""
    power = F.avg_pool1d(x.square().mean(0)[None, None], RATE // 10, RATE // 10)[0, 0]
    sounding = power[power > power.max() * 1e-3]
    return 10 * math.sqrt(float(sounding.mean()) + 1e-10) if len(sounding) else 1.0


def _compression(x, amount):
    level = F.avg_pool1d(x.square().mean(0, keepdim=True)[None], 2205, 441, 1102)[0].sqrt() + 1e-4
    gain = (level / level.max()).clamp_min(0.02) ** -amount
    return F.interpolate(gain[None], size=x.shape[-1], mode="linear", align_corners=False)[0] / float(gain.mean().clamp_min(1))


def _filtered(rng, x, wet, slope):
    """Tone, and where it is wet a room, in one product of spectra."""
    samples = x.shape[-1]
    size = 1 << (samples + RATE - 1).bit_length()
    frequency = torch.fft.rfftfreq(size, 1 / RATE, device=x.device).clamp_min(20)
    octave = torch.log2(frequency / 20) / 10
    knots = torch.tensor(rng.normal(0, 3.5, 8), dtype=torch.float32, device=x.device)
    # slope: decibels per octave above 150 Hz.
    curve = F.interpolate(knots[None, None], size=1001, mode="linear", align_corners=True)[0, 0]
    fall = slope * (octave * 10 - math.log2(150 / 20)).clamp_min(0)
    spectrum = torch.fft.rfft(x, size) * 10 ** ((curve[(octave * 1000).long().clamp(0, 1000)] - fall) / 20)
    if wet:
        length = int(rng.uniform(0.25, 1) * RATE)
        time = torch.arange(length, device=x.device) / length
        seed = torch.Generator(device="cpu").manual_seed(int(rng.integers(1 << 31)))
        tail = torch.randn(2, length, generator=seed).to(x.device) * torch.exp(-6.9 * time)
        tail = tail / tail.square().sum(1, keepdim=True).sqrt() * float(rng.uniform(0.1, 0.5))
        spectrum = spectrum * (1 + torch.fft.rfft(tail, size))
    return torch.fft.irfft(spectrum, size)[:, :samples]


def master(rng: np.random.Generator, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Stems [stems, 2, samples] to the mix as it is released, and the stems as they are in it."""
    mix = x.sum(0)
    if rng.random() < 0.4:
        drive = float(rng.uniform(1.2, 4)) / float(mix.abs().max().clamp_min(1e-3))
        window = 441
        peak = F.max_pool1d((mix * drive).abs().max(0, keepdim=True).values[None], 2 * window + 1, window, window)[0]
        gain = F.interpolate((1 / peak.clamp_min(1))[None], size=mix.shape[-1], mode="linear", align_corners=False)[0]
        x = x * gain
        mix = x.sum(0)
    return _coded(rng, mix) if rng.random() < 0.25 else mix, x


def _coded(rng, mix):
    """Spectral values far below their surroundings are dropped, and all above a cut."""
    window = torch.hann_window(2048, device=mix.device)
    spectrum = torch.stft(mix, 2048, 512, window=window, return_complex=True)
    level = spectrum.abs()
    around = F.avg_pool2d(level[:, None], (25, 1), 1, (12, 0), count_include_pad=False)[:, 0]
    kept = level > around * float(rng.uniform(0.05, 0.25))
    kept[:, int(rng.uniform(11000, 20000) / RATE * 2048) :] = False
    return torch.istft(spectrum * kept, 2048, 512, window=window, length=mix.shape[-1])
