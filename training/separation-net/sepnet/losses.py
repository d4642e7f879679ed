"""What is minimised. Both take shares [batch, stems, 2, frames, bands] and look at spectra of mix and stems."""
from __future__ import annotations

from dataclasses import dataclass

import torch

from . import spectra
from .config import NetConfig

_EVEN = 0.01  # of the mix: what may leak into a silent stem before it counts much


@dataclass
class Batch:
    """A batch on its way to the loss: what the network is shown, and sums over the bins of each band."""

    input: torch.Tensor  # [batch, 4, frames, bands]
    draft: torch.Tensor | None  # [batch, stems, frames, bands]
    power: torch.Tensor  # Σ|X|² [batch, 2, frames, bands]
    common: torch.Tensor  # Σ Re X*S [batch, stems, 2, frames, bands]
    own: torch.Tensor  # energies of the stems [batch, stems]
    whole: torch.Tensor  # energy of the mix [batch, 1]
    spectra: "Spectra | None" = None


@dataclass
class Spectra:
    """What the sums were made of, for losses that go back to samples."""

    mix: torch.Tensor  # complex [batch, 2, frames, bins]
    stems: torch.Tensor  # complex [batch, stems, 2, frames, bins]
    length: int  # samples


def score(shares: torch.Tensor, batch: Batch, bands: spectra.Bands, net: NetConfig) -> torch.Tensor:
    """The energy ratio that is reported, in decibels of error per stem: mean of log(error / stem).

    A bin's share is a weighted mean of its bands', so the weighted sum of what each band's share would leave is an upper bound of what is left; it needs sums per band only:
    error = m²·Σ|X|² − 2m·Σ Re(X*·S) + Σ|S|². Stems that are silent count by what leaks into them, against the mix.
    """
    return errors(shares, batch).mean()


def errors(shares: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Decibels of error per stem [batch, stems]."""
    return 10 * torch.log10((remainder(shares, batch).clamp_min(0) + _EVEN * batch.whole) / (batch.own + _EVEN * batch.whole + 1e-9) + 1e-9)


def remainder(shares: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Energy of what is wrong in each stem [batch, stems]."""
    return (shares * (shares * batch.power[:, None] - 2 * batch.common)).sum((2, 3, 4)) + batch.own


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
