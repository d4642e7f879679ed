"""The rendered songs as one store of stems to draw crops from."""
from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from . import RATE, STEMS

REAL = "real-"  # how the folders of real songs begin
_QUIET = 0.003
_WITH_REAL, _REAL_STEM = 0.4, 0.6  # mixes with stems of real songs in them, and how many of their stems those are


class Pool:
    """Crops of stems, each from a song of its own, or all of one song. Files are mapped, or held on the device."""

    def __init__(self, folder: Path, device: torch.device, resident: bool):
        files = sorted(f for f in folder.glob("*/stems.npy") if (f.parent / "song.json").exists())
        if not files:
            raise SystemExit(f"No songs in {folder}: render some first (python3 -m sepnet.render).")
        self.device = device
        self.songs = [np.load(f, mmap_mode="r") for f in files]
        real = {i: json.loads((f.parent / "song.json").read_text())["sounding"] for i, f in enumerate(files) if f.parent.name.startswith(REAL)}
        self.real = [[i for i, sounding in real.items() if stem in sounding] for stem in STEMS]
        if resident:
            self.songs = [torch.from_numpy(np.array(s)).to(device) for s in self.songs]

    def __len__(self) -> int:
        return len(self.songs)

    def crop(self, song: int, stem: int, samples: int, at: float) -> torch.Tensor:
        whole = self.songs[song]
        start = int(at * (whole.shape[-1] - samples))
        piece = whole[stem, :, start : start + samples]
        piece = torch.from_numpy(np.array(piece)) if isinstance(piece, np.ndarray) else piece
        return piece.to(self.device).float() / 32768

    def draw(self, rng: np.random.Generator, samples: int, together: bool) -> torch.Tensor:
        """[stems, 2, samples]: all of one song at one time; or each from anywhere, looked for up to three times where there is silence. Some mixes take stems of real songs instead."""
        song, at = int(rng.integers(len(self))), float(rng.random())
        with_real = rng.random() < _WITH_REAL
        return torch.stack([
            self._from(rng, self.real[stem], stem, samples) if with_real and self.real[stem] and rng.random() < _REAL_STEM
            else self.crop(song, stem, samples, at) if together
            else self._from(rng, range(len(self)), stem, samples) for stem in range(len(STEMS))])

    def _from(self, rng: np.random.Generator, songs: Sequence[int], stem: int, samples: int) -> torch.Tensor:
        for _ in range(3):
            piece = self.crop(songs[rng.integers(len(songs))], stem, samples, float(rng.random()))
            if float(piece.abs().mean()) > _QUIET:
                break
        return piece


def read_stems(prefix: str, net_rate: int = RATE) -> torch.Tensor | None:
    """PREFIX_vocals.wav and so on as [stems, 2, samples]; a stem without a file is silent. None where there is no file at all."""
    import soundfile

    found = {}
    for index, stem in enumerate(STEMS):
        for suffix in (".wav", ".flac", ".ogg"):
            file = Path(f"{prefix}_{stem}{suffix}")
            if file.exists():
                sound, rate = soundfile.read(file, dtype="float32", always_2d=True)
                if rate != net_rate:
                    raise SystemExit(f"{file} has {rate} Hz; {net_rate} are wanted.")
                found[index] = sound.T if sound.shape[1] == 2 else np.repeat(sound.T[:1], 2, 0)
    if not found:
        return None
    made = np.zeros((len(STEMS), 2, max(s.shape[1] for s in found.values())), np.float32)
    for index, sound in found.items():
        made[index, :, : sound.shape[1]] = sound
    return torch.from_numpy(made)
