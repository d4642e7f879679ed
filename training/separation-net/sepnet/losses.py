"""What is minimised. Both take shares [batch, stems, 2, frames, bands] and look at spectra of mix and stems."""
from __future__ import annotations

from dataclasses import dataclass

import torch

from . import spectra
from .config import NetConfig

_EVEN = 1e-3


@dataclass
class Batch:
    """A batch on its way to the loss."""

    mix: torch.Tensor  # complex [batch, 2, frames, bins]
    stems: torch.Tensor  # complex [batch, stems, 2, frames, bins]
    input: torch.Tensor  # [batch, 4, frames, bands]
    length: int  # samples


def score(shares: torch.Tensor, batch: Batch, bands: spectra.Bands, net: NetConfig) -> torch.Tensor:
    """The energy ratio that is reported, in decibels of error per stem: mean of log(error / stem).

    A bin's share is a weighted mean of its bands', so the weighted sum of what each band's share would leave is an upper bound of what is left; it needs sums per band only:
    error = m²·Σ|X|² − 2m·Σ Re(X*·S) + Σ|S|². Stems that are silent count by what leaks into them, against the mix.
    """
    with torch.no_grad():
        power = bands.total(batch.mix.abs().square())[:, None]
        common = bands.total((batch.mix[:, None].conj() * batch.stems).real)
        own = batch.stems.abs().square().sum((2, 3, 4))
        whole = batch.mix.abs().square().sum((1, 2, 3))[:, None]
    error = (shares.square() * power - 2 * shares * common).sum((2, 3, 4)) + own
    return (10 * torch.log10((error.clamp_min(0) + _EVEN * whole) / (own + _EVEN * whole + 1e-9) + 1e-9)).mean()


def recipe(shares: torch.Tensor, batch: Batch, bands: spectra.Bands, net: NetConfig) -> torch.Tensor:
    """L1 of magnitudes, half as much L1 of magnitudes at other resolutions, a tenth of L1 of waves; by the level of the mix."""
    made = bands.spread(shares) * batch.mix[:, None]
    level = batch.mix.abs().mean() + 1e-9
    magnitude = (made.abs() - batch.stems.abs()).abs().mean() / level
    waves, wanted = (spectra.wave(s, net, batch.length).flatten(0, 2) for s in (made, batch.stems))
    loudness = wanted.abs().mean() + 1e-6
    other = 0.0
    for size in (1024, 2048, 8192):
        window = torch.hann_window(size, device=waves.device)
        a, b = (torch.stft(w, size, size // 4, window=window, return_complex=True).abs() for w in (waves, wanted))
        other = other + (a - b).abs().mean() / (b.mean() + 1e-9) / 3
    return magnitude + 0.5 * other + 0.1 * (waves - wanted).abs().mean() / loudness


LOSSES = {"score": score, "recipe": recipe}
