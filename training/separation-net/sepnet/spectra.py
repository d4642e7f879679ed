"""Spectra and bands, sample for sample as Mashup.Sdk.Gpu makes them (SongTransform, BandMap): what is trained here is fed there."""
from __future__ import annotations

import torch

from .config import NetConfig

_SILENCE = 1e-6


def spectrum(waves: torch.Tensor, net: NetConfig) -> torch.Tensor:
    """[..., samples] to complex [..., frames, bins]; frame f is centred on sample f·hop, ends are mirrored."""
    flat = waves.reshape(-1, waves.shape[-1])
    window = torch.hann_window(net.size, device=waves.device, dtype=waves.dtype)
    # The last frame is the one that reaches the last sample, as in SongTransform.
    frames = 1 + -(-flat.shape[-1] // net.hop)
    flat = _mirrored(flat, net.size // 2, (frames - 1) * net.hop + net.size // 2 - flat.shape[-1])
    made = torch.fft.rfft(flat.unfold(-1, net.size, net.hop) * window)
    return made.reshape(*waves.shape[:-1], *made.shape[-2:])


def wave(spectra: torch.Tensor, net: NetConfig, samples: int) -> torch.Tensor:
    """Complex [..., frames, bins] to [..., samples]: the least-squares inverse."""
    window = torch.hann_window(net.size, device=spectra.device, dtype=torch.float32)
    pieces = torch.fft.irfft(spectra, net.size) * window
    flat = pieces.reshape(-1, *pieces.shape[-2:]).transpose(1, 2)
    length = (flat.shape[-1] - 1) * net.hop + net.size
    fold = lambda x: torch.nn.functional.fold(x, (1, length), (1, net.size), stride=(1, net.hop))[:, 0, 0]
    squares = fold((window**2)[None, :, None].expand(1, -1, flat.shape[-1]))
    made = fold(flat) / squares.clamp_min(1e-8)
    return made[:, net.size // 2 : net.size // 2 + samples].reshape(*spectra.shape[:-2], samples)


def _mirrored(flat, left, right):
    count = flat.shape[-1]
    at = torch.arange(-left, count + right, device=flat.device)
    turn = max(1, 2 * (count - 1))
    at = at.remainder(turn)
    return flat[:, torch.where(at < count, at, turn - at)]


class Bands:
    """Merges bins into bands, and spreads shares of bands over bins; shares that sum to 1 in every band do so in every bin."""

    def __init__(self, net: NetConfig, device: torch.device | str = "cpu"):
        bins = net.size // 2 + 1
        centres = _centres(net.bands, net.single, bins)
        weights = torch.zeros(bins, net.bands, dtype=torch.float64)
        for band in range(net.single):
            weights[band, band] = 1
        start = net.single
        for band in range(net.single - 1, net.bands - 1):
            end = bins if band == net.bands - 2 else max(start, int(-(-centres[band + 1] // 1)))
            for bin in range(start, end):
                fraction = min(1.0, max(0.0, (bin - centres[band]) / (centres[band + 1] - centres[band])))
                weights[bin, band] += 1 - fraction
                weights[bin, band + 1] += fraction
            start = end
        self.mean = (weights / weights.sum(0).clamp_min(1e-9)).float().to(device)  # [bins, bands]
        self.weights = weights.float().to(device)
        # Beyond the bands of one bin, a few bands at a time see a few bins only.
        self.alone = net.single - 1
        edges = list(range(self.alone, net.bands, 24)) + [net.bands]
        self.blocks = []
        for first, last in zip(edges, edges[1:]):
            rows = weights[:, first:last].sum(1).nonzero()[:, 0]
            self.blocks.append((slice(first, last), slice(int(rows[0]), int(rows[-1]) + 1)))

    def merge(self, bins: torch.Tensor) -> torch.Tensor:
        """Weighted means of the bins."""
        return self._times(bins, self.mean)

    def total(self, bins: torch.Tensor) -> torch.Tensor:
        """Weighted sums of the bins: energies of all bands sum to the energy of all bins."""
        return self._times(bins, self.weights)

    def spread(self, shares: torch.Tensor) -> torch.Tensor:
        """Weighted means of the bands."""
        return shares @ self.weights.T

    def _times(self, bins: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
        parts = [bins[..., : self.alone]]
        parts += [bins[..., rows] @ matrix[rows, columns] for columns, rows in self.blocks]
        return torch.cat(parts, -1)


def _centres(count: int, single: int, bins: int) -> list[float]:
    """The first are bins; from there distances grow by a ratio that just reaches the highest bin."""
    steps, distance = count - single, bins - single
    reach = lambda ratio, n: sum(ratio**i for i in range(1, n + 1))
    low, high = 1.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if reach(middle, steps) < distance else (low, middle)
    return [float(b) if b < single else single - 1 + reach(low, b - single + 1) for b in range(count)]


def views(channels: torch.Tensor) -> torch.Tensor:
    """Complex [batch, 2, frames, bins] to magnitudes of left, right, middle and side [batch, 4, frames, bins]."""
    left, right = channels[:, 0], channels[:, 1]
    return torch.stack([left, right, (left + right) / 2, (left - right) / 2], 1).abs()


def shares_of(mix: torch.Tensor, stems: torch.Tensor, bands: Bands) -> torch.Tensor:
    """What another separator's vocals, drums and bass, complex [3, 2, frames, bins], say of a mix: shares of magnitude [4, frames, bands]; other is what they leave."""
    level = torch.stack([bands.merge(s.abs().square().mean(0).sqrt()) for s in (*stems, mix - stems.sum(0))])
    return (level + _SILENCE) / (level.sum(0) + len(level) * _SILENCE)


def features(merged: torch.Tensor, net: NetConfig) -> torch.Tensor:
    """Merged magnitudes of a chunk [batch, 4, frames, bands] as the graph takes them: by the level of left and right, compressed."""
    level = merged[:, :2].square().mean((1, 2, 3), keepdim=True).sqrt()
    return (merged / (level + 1e-9)) ** net.power
