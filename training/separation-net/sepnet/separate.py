"""A whole song through the network, chunk by chunk and blended as Mashup.Sdk.Gpu does it."""
from __future__ import annotations

import torch

from . import STEMS, spectra
from .config import NetConfig


@torch.no_grad()
def separate(model: torch.nn.Module, net: NetConfig, bands: spectra.Bands, mix: torch.Tensor) -> torch.Tensor:
    """[2, samples] to [stems, 2, samples]: chunks overlap by half, shares are blended by a Hann window, the mix's phase is kept."""
    whole = spectra.spectrum(mix, net)
    merged = bands.merge(spectra.views(whole[None]))[0]
    count, step = whole.shape[1], net.frames // 2
    place = torch.arange(net.frames, device=mix.device)
    window = torch.sin(torch.pi * torch.minimum(place + 1, net.frames - place) / (net.frames + 1)).square()
    total = torch.zeros(len(STEMS), 2, count + net.frames, net.bands, device=mix.device)
    weight = torch.zeros(count + net.frames, device=mix.device)
    start = 0
    while True:
        piece = merged[:, start : start + net.frames]
        piece = torch.nn.functional.pad(piece, (0, 0, 0, net.frames - piece.shape[1]))
        shares = model(spectra.features(piece[None], net))[0]
        total[:, :, start : start + net.frames] += shares * window[:, None]
        weight[start : start + net.frames] += window
        if start + net.frames >= count:
            break
        start += step
    shares = total[:, :, :count] / weight[:count, None]
    return torch.stack([spectra.wave(bands.spread(s) * whole, net, mix.shape[-1]) for s in shares])


def ratios(stems: torch.Tensor, made: torch.Tensor) -> dict[str, float]:
    """Energy of a stem by the energy of what is wrong in it, in decibels; a stem that is silent has none."""
    figures = {}
    for name, wanted, got in zip(STEMS, stems, made):
        energy = float(wanted.double().square().sum())
        if energy > 1e-4 * float(stems.double().square().sum()):
            error = float((wanted.double() - got.double()).square().sum())
            figures[name] = 10 * torch.log10(torch.tensor(energy / max(error, 1e-12))).item()
    return figures
