"""A whole song through the network, chunk by chunk and blended as Mashup.Sdk.Gpu does it."""
from __future__ import annotations

import torch

from . import STEMS, spectra
from .config import NetConfig


@torch.no_grad()
def separate(model: torch.nn.Module, net: NetConfig, bands: spectra.Bands, mix: torch.Tensor, draft: torch.Tensor | None = None) -> torch.Tensor:
    """[2, samples], and where the network refines a draft [3, 2, samples], to [stems, 2, samples]: chunks overlap by half, shares are blended by a Hann window, the mix's phase is kept."""
    whole = spectra.spectrum(mix, net)
    merged = bands.merge(spectra.views(whole[None]))[0]
    shares = spectra.shares_of(whole, spectra.spectrum(draft, net), bands) if net.draft else None
    count, step = whole.shape[1], net.frames // 2
    place = torch.arange(net.frames, device=mix.device)
    window = torch.sin(torch.pi * torch.minimum(place + 1, net.frames - place) / (net.frames + 1)).square()
    total = torch.zeros(len(STEMS), 2, count + net.frames, net.bands, device=mix.device)
    weight = torch.zeros(count + net.frames, device=mix.device)
    start = 0
    while True:
        piece = merged[:, start : start + net.frames]
        piece = torch.nn.functional.pad(piece, (0, 0, 0, net.frames - piece.shape[1]))
        known = None
        if shares is not None:  # Beyond the song there is silence, which is equally everybody's.
            known = shares[:, start : start + net.frames]
            known = torch.nn.functional.pad(known, (0, 0, 0, net.frames - known.shape[1]), value=1 / len(STEMS))[None]
        total[:, :, start : start + net.frames] += model(spectra.features(piece[None], net), known)[0] * window[:, None]
        weight[start : start + net.frames] += window
        if start + net.frames >= count:
            break
        start += step
    blended = total[:, :, :count] / weight[:count, None]
    return torch.stack([spectra.wave(bands.spread(s) * whole, net, mix.shape[-1]) for s in blended])


def ratios(stems: torch.Tensor, made: torch.Tensor) -> dict[str, float]:
    """Energy of a stem by the energy of what is wrong in it, in decibels; a stem that is silent has none."""
    figures = {}
    for name, wanted, got in zip(STEMS, stems, made):
        energy = float(wanted.double().square().sum())
        if energy > 1e-4 * float(stems.double().square().sum()):
            error = float((wanted.double() - got.double()).square().sum())
            figures[name] = 10 * torch.log10(torch.tensor(energy / max(error, 1e-12))).item()
    return figures
