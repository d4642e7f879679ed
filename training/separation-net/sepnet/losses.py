"""What is minimised. Both take shares [batch, stems, 2, frames, bands] and look at spectra of mix and stems."""
from __future__ import annotations

from dataclasses import dataclass

import torch

from . import spectra
from .config import NetConfig

_EVEN = 0.01  # of the mix: what may leak into a silent stem before it counts much
_MOMENT = 32  # frames, three quarters of a second: what may be silent on its own
_QUIET = 1e-3  # of the mean of all: below it, a moment of the mix counts less and less


@dataclass
class Batch:
    """A batch on its way to the loss: what the network is shown, and sums over the bins of each band."""

    input: torch.Tensor  # [batch, 4, frames, bands]
    draft: torch.Tensor | None  # [batch, stems, frames, bands]
    power: torch.Tensor  # Σ|X|² [batch, 2, frames, bands]
    common: torch.Tensor  # Σ Re X*S [batch, stems, 2, frames, bands]
    own: torch.Tensor  # energies of the stems [batch, stems, frames]
    whole: torch.Tensor  # energy of the mix [batch, frames]
    spectra: "Spectra | None" = None


@dataclass
class Spectra:
    """What the sums were made of, for losses that go back to samples."""

    mix: torch.Tensor  # complex [batch, 2, frames, bins]
    stems: torch.Tensor  # complex [batch, stems, 2, frames, bins]
    length: int  # samples


def score(shares: torch.Tensor, batch: Batch, bands: spectra.Bands, net: NetConfig) -> torch.Tensor:
    """The energy ratio that is reported, in decibels of error per stem: mean of log(error / stem), half over the whole and half moment by moment.

    Over the whole, the loud decides; moment by moment, a stem has to be silent where nobody sings or plays.
    A bin's share is a weighted mean of its bands', so the weighted sum of what each band's share would leave is an upper bound of what is left; it needs sums per band only:
    error = m²·Σ|X|² − 2m·Σ Re(X*·S) + Σ|S|². Stems that are silent count by what leaks into them, against the mix.
    """
    energies = remainder(shares, batch), batch.own, batch.whole[:, None]
    moments = max(1, shares.shape[-2] // _MOMENT)
    return (_decibels(*energies, 1).mean() + _decibels(*energies, moments).mean()) / 2


def _decibels(left, own, whole, moments):
    """Of error, per stem and moment [batch, stems, moments]."""
    left, own, whole = (x.unflatten(-1, (moments, -1)).sum(-1) for x in (left, own, whole))
    even = _EVEN * (whole + _QUIET * whole.mean(-1, keepdim=True)) + 1e-9
    return 10 * torch.log10((left.clamp_min(0) + even) / (own + even))


def remainder(shares: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Energy of what is wrong in each stem [batch, stems, frames]."""
    return (shares * (shares * batch.power[:, None] - 2 * batch.common)).sum((2, 4)) + batch.own


def recipe(shares: torch.Tensor, batch: Batch, bands: spectra.Bands, net: NetConfig) -> torch.Tensor:
    """L1 of magnitudes, half as much L1 of magnitudes at other resolutions, a tenth of L1 of waves; by the level of the mix."""
    seen = batch.spectra
    made = bands.spread(shares) * seen.mix[:, None]
    level = seen.mix.abs().mean() + 1e-9
    magnitude = (made.abs() - seen.stems.abs()).abs().mean() / level
    waves, wanted = (spectra.wave(s, net, seen.length).flatten(0, 2) for s in (made, seen.stems))
    loudness = wanted.abs().mean() + 1e-6
    other = 0.0
    for size in (1024, 2048, 8192):
        window = torch.hann_window(size, device=waves.device)
        a, b = (torch.stft(w, size, size // 4, window=window, return_complex=True).abs() for w in (waves, wanted))
        other = other + (a - b).abs().mean() / (b.mean() + 1e-9) / 3
    return magnitude + 0.5 * other + 0.1 * (waves - wanted).abs().mean() / loudness


LOSSES = {"score": score, "recipe": recipe}
