"""Step 2: mixes songs and takes down what a refining network is taught with.

    python3 -m sepnet.mix DATA --split train --mixes 1000 --workers 2

Every mix is a folder: places.npy (half floats, [frames, planes, bands], planes as in feed.Mixes), frames.npy (floats, [frames, 6]: level of the bands, energy of the mix, energies of the
stems) and mix.json. Stems are drawn from the rendered songs and changed as in augment.py; the built-in separator's stems of each mix, its draft, come from the benchmarks' command
draft-stems. Validation takes stems of one song at a time; --stems PREFIX... takes songs of one's own, whole, to be looked at while training. Mixes that are there are not made again.
"""
from __future__ import annotations

import argparse
import functools
import json
import multiprocessing
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import soundfile
import torch

from . import RATE, STEMS, spectra
from .config import PRESETS
from .feed import Mixes, drawn
from .pool import Pool, read_stems

NET = PRESETS["refiner"][0]
PLANES = Mixes.PLANES
AT_ONCE = 16
BENCHMARKS = Path(__file__).parents[3] / "tests" / "Mashup.Sdk.Benchmarks"
_FULL = 1.0 / 64  # brings sums of spectra to where half floats are at their best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", choices=["train", "valid", "real"], default="train")
    parser.add_argument("--mixes", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=25)
    parser.add_argument("--stems", nargs="*", default=[], help="with --split real: songs as stems, PREFIX_vocals.wav and so on")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    jobs = [(options.data, options.split, i, options.seconds, None) for i in range(options.mixes)]
    if options.split == "real":
        jobs = [(options.data, "real", i, options.seconds, prefix) for i, prefix in enumerate(options.stems)]
    jobs = [j for j in jobs if not (folder_of(*j[:3]) / "mix.json").exists()]
    with multiprocessing.Pool(options.workers) as workers:
        for first in range(0, len(jobs), AT_ONCE):
            part = jobs[first : first + AT_ONCE]
            workers.map(_mix, part, 1)
            draft(options.data / "mixes" / options.split)
            workers.map(_take_down, part, 1)
            print(f"{first + len(part)}/{len(jobs)}", flush=True)


def folder_of(data: Path, split: str, index: int) -> Path:
    return data / "mixes" / split / f"{index:05d}"


def draft(folder: Path) -> None:
    """Has the built-in separator make its stems of every mix in the folder that has none."""
    command = ["dotnet", "run", "-c", "Release", "--project", str(BENCHMARKS), "--", "draft-stems", str(folder)]
    built = sorted((BENCHMARKS.parents[1] / "artifacts" / "bin" / "Mashup.Sdk.Benchmarks").glob("release*/Mashup.Sdk.Benchmarks.dll"))
    subprocess.run(["dotnet", str(built[-1]), "draft-stems", str(folder)] if built else command, check=True, stdin=subprocess.DEVNULL)


@functools.cache
def _pool(folder: Path) -> Pool:
    """Opened once for all mixes of a process."""
    return Pool(folder, torch.device("cpu"), resident=False)


def _mix(job) -> None:
    data, split, index, seconds, prefix = job
    torch.set_num_threads(1)
    folder = folder_of(data, split, index)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    samples = int(seconds * RATE)
    if prefix:
        stems = read_stems(prefix)
        mix = stems.sum(0)
    else:
        mix, stems = drawn(np.random.default_rng([index, 7, split == "valid"]), _pool(data / split), samples, together=True if split == "valid" else None)
    scale = 0.9 / max(0.9, float(mix.abs().max()))
    soundfile.write(folder / "mix.wav", (mix * scale).T.numpy(), RATE, subtype="FLOAT")
    np.save(folder / "stems.npy", (stems * scale).numpy().astype(np.float16))


def _take_down(job) -> None:
    torch.set_num_threads(1)
    folder = folder_of(*job[:3])
    mix = torch.from_numpy(soundfile.read(folder / "mix.wav", dtype="float32", always_2d=True)[0].T.copy())
    stems = torch.from_numpy(np.load(folder / "stems.npy")).float()
    draft = torch.from_numpy(np.fromfile(folder / "draft.f16", np.float16).reshape(3, 2, -1)).float()
    places, frames = take_down(mix, stems, draft)
    np.save(folder / "places.npy", places)
    np.save(folder / "frames.npy", frames)
    for file in ("mix.wav", "stems.npy", "draft.f16"):
        (folder / file).unlink()
    (folder / "new.json").write_text(json.dumps({"stems": job[4] or "rendered", "seconds": mix.shape[-1] / RATE}))
    os.replace(folder / "new.json", folder / "mix.json")


def take_down(mix: torch.Tensor, stems: torch.Tensor, draft: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Mix [2, samples], stems [4, 2, samples] and draft [3, 2, samples] to what places.npy and frames.npy hold."""
    bands = spectra.Bands(NET)
    whole = spectra.spectrum(mix, NET)
    made = np.empty((whole.shape[1], PLANES["common"].stop, NET.bands), np.float16)
    merged = bands.merge(spectra.views(whole[None]))[0]
    put = lambda name, x: made.__setitem__((slice(None), PLANES[name]), x.reshape(-1, *x.shape[-2:]).transpose(0, 1).numpy())
    put("views", merged**NET.power)
    put("draft", spectra.shares_of(whole, spectra.spectrum(draft, NET), bands))
    put("power", (bands.total(whole.abs().square()) * _FULL**2).sqrt())
    frames = [merged[:2].square().sum((0, 2)), whole.abs().square().sum((0, 2))]
    common = []
    for stem in stems:
        spectrum = spectra.spectrum(stem, NET)
        product = bands.total(whole.real * spectrum.real + whole.imag * spectrum.imag) * _FULL**2
        common.append(product.abs().sqrt() * product.sign())
        frames.append(spectrum.abs().square().sum((0, 2)))
    put("common", torch.stack(common))
    energies = torch.stack(frames, 1)
    energies[:, 1:] *= _FULL**2
    return made, energies.numpy().astype(np.float32)


if __name__ == "__main__":
    main()
