"""Step 1: renders songs as stems.

    python3 -m sepnet.render DATA --split train --songs 400 --workers 2

Every song is a folder: stems.npy (vocals, drums, bass, other; 16 bits, stereo, 44.1 kHz) and song.json (what it was made of). A song that is there is not made again, and one that
was broken off leaves nothing: the command can be killed and repeated, and run with more songs later. Songs for validation come from other seeds and one soundfont that training never hears.
"""
from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import traceback
from pathlib import Path

import numpy as np

from . import RATE, STEMS, instruments, kits, sampled, score, sources, voices

FIRST_SEED = {"train": 0, "valid": 10_000_000}
PEAK = 0.7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", choices=list(FIRST_SEED), default="train")
    parser.add_argument("--songs", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    missing = [i for i in range(options.songs) if not (folder_of(options.data, options.split, i) / "song.json").exists()]
    print(f"{options.songs - len(missing)} songs are there, {len(missing)} to be made", flush=True)
    with multiprocessing.Pool(options.workers) as pool:
        jobs = [(options.data, options.split, i, options.seconds) for i in missing]
        for done, line in enumerate(pool.imap_unordered(_make, jobs), 1):
            print(f"{done}/{len(missing)} {line}", flush=True)


def folder_of(data: Path, split: str, index: int) -> Path:
    return data / split / f"{index:05d}"


def _make(job) -> str:
    data, split, index, seconds = job
    folder = folder_of(data, split, index)
    try:
        song = score.compose(FIRST_SEED[split] + index, seconds)
        stems, made_of = render(song, held_out=split == "valid")
    except Exception:  # One song that cannot be made does not end the night's work.
        return f"{folder.name} FAILED\n{traceback.format_exc()}"
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "new.npy", stems)
    os.replace(folder / "new.npy", folder / "stems.npy")
    (folder / "new.json").write_text(json.dumps(made_of, indent=1))
    os.replace(folder / "new.json", folder / "song.json")
    return f"{folder.name} {made_of['groove']} {made_of['tempo']:.0f} {made_of['voice']} {made_of['drums']}"


def render(song: score.Song, held_out: bool) -> tuple[np.ndarray, dict]:
    """Stems as 16-bit numbers, and what they were made of."""
    rng = np.random.default_rng([song.seed, 2])
    choose = lambda drums: _font(rng, drums, held_out)
    drum_font, bass_font, other_font = choose(True), choose(False), choose(False)
    drums, drum_name = _drums(rng, song, drum_font)
    vocals, voice = voices.render(song)
    made = {
        "vocals": vocals,
        "drums": drums,
        "bass": instruments.render([song.bass], bass_font, song.seconds),
        "other": instruments.render(song.other, other_font, song.seconds),
    }
    stems = np.stack([_to_peak(made[s]) for s in STEMS])
    names = {"drums": drum_name, "bass": bass_font.package, "other": other_font.package, "voice": voice}
    return (stems * 32767).astype(np.int16), {
        "seed": song.seed, "tempo": song.tempo, "groove": song.groove, "key": song.key, "programs": [song.bass.program, *(p.program for p in song.other)], **names}


def _drums(rng, song, font):
    """Oscillators, a recorded kit, or a soundfont, and its name."""
    way, recorded = rng.random(), sampled.kits()
    if way < 0.25:
        return kits.render(rng, song.drums, song.seconds), "own kit"
    if way < 0.65 and recorded:
        kit = recorded[rng.integers(len(recorded))]
        return sampled.render(rng, song.drums, song.seconds, kit), f"{sources.RECORDED_KITS_PACKAGE}: {kit.parent.name}"
    return instruments.render([song.drums], font, song.seconds), font.package


def _font(rng, drums, held_out):
    """One font is heard in validation only, where there are several."""
    fonts = sources.fonts(drums)
    kept = [f for f in fonts if f.package == sources.HELD_OUT]
    others = [f for f in fonts if f.package != sources.HELD_OUT] or kept
    return (kept or others)[0] if held_out and rng.random() < 0.5 else others[rng.integers(len(others))]


def _to_peak(stem):
    peak = np.abs(stem).max()
    return stem * (PEAK / peak) if peak > 1e-4 else stem * 0


if __name__ == "__main__":
    main()
