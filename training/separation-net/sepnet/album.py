"""Step 1b: takes an album that was released as tracks, free for everybody, among the songs to learn from.

    git clone SOURCE CHECKOUT
    python3 -m sepnet.album albums/everything-is-free.json CHECKOUT DATA

The album's file says which tracks make which stem; tracks of which nobody could say so are left out, and the mix is the sum of the stems. DATA/stems gets PREFIX_vocals.flac and so on of every
song. All but those marked as held out are then taken as in sepnet.take. Repeated, the command makes nothing twice.
"""
from __future__ import annotations

import argparse
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import soundfile

from . import RATE, STEMS
from .pool import read_stems
from .take import take


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("album", type=Path)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    album = json.loads(options.album.read_text())
    for song in album["songs"]:
        prefix = options.data / "stems" / song["name"]
        prefix.parent.mkdir(parents=True, exist_ok=True)
        for stem in filter(song.get, STEMS):
            _stem([_found(options.checkout, song["files"] + track, album["endings"]) for track in song[stem]], Path(f"{prefix}_{stem}.flac"))
        if song["held_out"]:
            print(f"{prefix} is held out")
        else:
            take(options.data, read_stems(str(prefix)), song["name"], album["licence"], f"{album['artist']}: {album['album']}, {album['source']}")


def _found(checkout: Path, track: str, endings: list[str]) -> Path:
    for ending in endings:
        if (checkout / (track + ending)).exists():
            return checkout / (track + ending)
    raise SystemExit(f"There is no {checkout / track} ending in {' or '.join(endings)}: is the checkout complete?")


def _stem(tracks: list[Path], file: Path) -> None:
    """The tracks' sum, lower where it would be too loud for the file."""
    if file.exists():
        return
    sounds = [_decoded(t) for t in tracks]
    made = np.zeros((max(map(len, sounds)), 2), np.float32)
    for sound in sounds:
        made[: len(sound)] += sound
    new = file.with_suffix(".new")
    soundfile.write(new, made / max(1.0, float(np.abs(made).max())), RATE, format="FLAC", subtype="PCM_16")
    os.replace(new, file)
    print(file, flush=True)


def _decoded(file: Path) -> np.ndarray:
    run = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", str(file), "-f", "f32le", "-ar", str(RATE), "-ac", "2", "-"], check=True, capture_output=True)
    return np.frombuffer(run.stdout, np.float32).reshape(-1, 2)


if __name__ == "__main__":
    main()
