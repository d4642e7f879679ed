"""Step 1c, where they can be had: takes other freely licensed real stems among the songs to learn from.

    python3 -m sepnet.take DATA PREFIX --licence "CC BY 4.0" --source ADDRESS

PREFIX_vocals.wav and so on (.flac, .ogg) are cut into songs of half a minute; a stem that is not there is silent. The licence and the source go into the model card. Repeated, the
command takes nothing twice.
"""
from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path

import numpy as np
import torch

from . import RATE, STEMS
from .pool import REAL, read_stems

FREE = ("CC0", "CC BY", "PUBLIC DOMAIN", "MIT")
_SILENT = 0.002


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("prefix")
    parser.add_argument("--licence", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    stems = read_stems(options.prefix)
    if stems is None:
        raise SystemExit(f"There is no {options.prefix}_vocals, nor another stem of it.")
    take(options.data, stems, Path(options.prefix).name, options.licence, options.source, options.seconds)


def take(data: Path, stems: torch.Tensor, name: str, licence: str, source: str, seconds: float = 30) -> None:
    """Stems [4, 2, samples] as songs of so many seconds; each says which of its stems sound."""
    if not licence.upper().startswith(FREE) or re.search(r"\b(NC|ND)\b", licence.upper()):
        raise SystemExit(f"'{licence}' is not a licence that lets everybody use what is learned; there are {', '.join(FREE)}.")
    length = int(seconds * RATE)
    for index in range(stems.shape[-1] // length):
        folder = data / "train" / f"{REAL}{name}-{index:02d}"
        if (folder / "song.json").exists():
            continue
        piece = stems[..., index * length : (index + 1) * length].numpy()
        sounding = [stem for stem, sound in zip(STEMS, piece) if np.sqrt((sound**2).mean()) > _SILENT]
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "new.npy", (piece / max(1, np.abs(piece).max()) * 32767).astype(np.int16))
        os.replace(folder / "new.npy", folder / "stems.npy")
        (folder / "new.json").write_text(json.dumps({"real": name, "licence": licence, "source": source, "sounding": sounding}, indent=1))
        os.replace(folder / "new.json", folder / "song.json")
        print(folder, flush=True)


if __name__ == "__main__":
    main()
