"""Where batches come from. Every step draws from its own numbers, so that a run that was broken off goes on as if it had not been."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from . import augment, spectra
from .config import NetConfig, TrainConfig
from .losses import Batch, Spectra
from .pool import Pool

TOGETHER = 0.85  # mixes whose stems are of one song


class Crops:
    """Mixes stems on the spot, anew for every step.

    Drawing, changing and transforming stems costs more than a small network does. So a few steps share them: spectra add up like waves, and any stems of the batch make a mix."""

    def __init__(self, pool: Pool, bands: spectra.Bands, net: NetConfig, plan: TrainConfig):
        self.pool, self.bands, self.net, self.plan = pool, bands, net, plan
        self.drawn: tuple[int, Spectra | None] = (-1, None)

    def __len__(self) -> int:
        return len(self.pool)

    def batch(self, step: int) -> Batch:
        draw, turn = divmod(step, self.plan.reuse)
        if self.drawn[0] != draw:
            self.drawn = draw, self._draw(np.random.default_rng([draw, 7]))
        made = self.drawn[1]
        if turn:
            rng = np.random.default_rng([step, 8])
            shuffled = [made.stems[torch.from_numpy(rng.permutation(self.plan.batch)).to(self.pool.device), s] * float(10 ** rng.normal(0, 0.15)) for s in range(made.stems.shape[1])]
            stems = torch.stack(shuffled, 1)
            made = Spectra(stems.sum(1), stems, made.length)
        return Batch(
            input=spectra.features(self.bands.merge(spectra.views(made.mix)), self.net),
            draft=None,
            power=self.bands.total(made.mix.abs().square()),
            common=self.bands.total((made.mix[:, None].conj() * made.stems).real),
            own=made.stems.abs().square().sum((2, 4)),
            whole=made.mix.abs().square().sum((1, 3)),
            spectra=made)

    def _draw(self, rng: np.random.Generator) -> Spectra:
        samples = (self.plan.frames - 1) * self.net.hop
        mixes, stems = [], []
        for _ in range(self.plan.batch):
            mix, made = drawn(rng, self.pool, samples)
            mixes.append(mix)
            stems.append(made)
        return Spectra(spectra.spectrum(torch.stack(mixes), self.net), spectra.spectrum(torch.stack(stems), self.net), samples)


class Mixes:
    """Pieces of mixes that step 2 has taken down, with their drafts; channels are swapped at times."""

    PLANES = {"views": slice(0, 4), "draft": slice(4, 8), "power": slice(8, 10), "common": slice(10, 18)}

    def __init__(self, folder: Path, net: NetConfig, plan: TrainConfig, device: torch.device):
        done = sorted(f.parent for f in folder.glob("*/mix.json"))
        if not done:
            raise SystemExit(f"No mixes in {folder}: mix some first (python3 -m sepnet.mix).")
        self.net, self.plan, self.device = net, plan, device
        self.places = [np.load(f / "places.npy", mmap_mode="r") for f in done]
        self.frames = [np.load(f / "frames.npy") for f in done]

    def __len__(self) -> int:
        return len(self.places)

    def batch(self, step: int) -> Batch:
        rng = np.random.default_rng([step, 9])
        # Each mix is heard once before any is heard again.
        turn, at = divmod(step * self.plan.batch, len(self))
        order = np.concatenate([np.random.default_rng([t, 10]).permutation(len(self)) for t in (turn, turn + 1)])
        pieces = []
        for mix in order[at : at + self.plan.batch]:
            start = int(rng.integers(max(1, len(self.places[mix]) - self.plan.frames + 1)))
            pieces.append(self.piece(mix, start, self.plan.frames, swapped=rng.random() < 0.5))
        return joined(pieces)

    def piece(self, mix: int, start: int, count: int, swapped: bool = False) -> Batch:
        places = torch.from_numpy(np.array(self.places[mix][start : start + count])).to(self.device).float().transpose(0, 1)
        frames = torch.from_numpy(self.frames[mix][start : start + count]).to(self.device)
        views, draft, power, common = (places[self.PLANES[n]] for n in ("views", "draft", "power", "common"))
        common = common.reshape(-1, 2, *common.shape[-2:])
        if swapped:
            views, power, common = views[[1, 0, 2, 3]], power.flip(0), common.flip(1)
        level = (frames[:, 0].sum() / (2 * len(frames) * self.net.bands)).sqrt()
        return Batch(
            input=(views / (level + 1e-9) ** self.net.power)[None], draft=draft[None], power=power.square()[None], common=(common * common.abs())[None],
            own=frames[:, 2:].T[None], whole=frames[None, :, 1])


def drawn(rng: np.random.Generator, pool: Pool, samples: int, together: bool | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """A mix [2, samples] and the stems in it [stems, 2, samples]."""
    together = rng.random() < TOGETHER if together is None else together
    crops = pool.draw(rng, int(samples * augment.SPEED[1]) + 1, together)
    return augment.master(rng, augment.stems(rng, crops, samples, together))


def joined(pieces: list[Batch]) -> Batch:
    names = ("input", "draft", "power", "common", "own", "whole")
    return Batch(**{n: torch.cat([getattr(p, n) for p in pieces]) for n in names})
