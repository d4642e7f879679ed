"""Step 5: measures separators end to end, through the command that users run, all of them alike.

    python3 -m sepnet.evaluate OUT/figures.json --tool ../../mashup --model OUT --separators builtin mashup \\
        --stems corpus=PREFIX,PREFIX real=PREFIX --sung SONG=vocals.json

Groups of --stems are songs as stems (PREFIX_vocals.wav or .flac, .ogg, and so on; a stem that is not there is silent); the mix is their sum, and a figure is the energy of a stem by the
energy of what is wrong in it, over the whole song. --sung takes songs without stems and a file {"song.ogg": [[start, end], ...]} of where they are sung; the figure is the mean power of the
separated vocals there by their mean power elsewhere. --model installs an exported model for this measurement only. Each song's figures are kept as they come: repeated, the command measures
what is missing; a model that has changed is measured anew.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from . import STEMS
from .pool import read_stems

SUNG = "sung against unsung"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("figures", type=Path)
    parser.add_argument("--tool", nargs="+", default=["mashup"], help="the command: ./mashup, or dotnet mashup.dll")
    parser.add_argument("--model", type=Path, help="folder of an exported model")
    parser.add_argument("--separators", nargs="+", default=["builtin"])
    parser.add_argument("--stems", nargs="*", default=[], metavar="GROUP=PREFIX,PREFIX")
    parser.add_argument("--sung", nargs="*", default=[], metavar="SONG=REGIONS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, Path(folder))
        for group in options.stems:
            name, _, prefixes = group.partition("=")
            for prefix in filter(None, prefixes.split(",")):
                bench.measure(f"{name}/{Path(prefix).name}", lambda s, p=prefix: bench.stems(s, p))
        for item in options.sung:
            song, _, regions = item.rpartition("=")
            bench.measure(f"sung/{Path(song).name}", lambda s, a=song, b=regions: bench.sung(s, Path(a), Path(b)))
    print(table(bench.figures, options.separators))


class Bench:
    def __init__(self, options, folder: Path):
        self.options, self.folder = options, folder
        self.environment = dict(os.environ, MASHUP_MODELS=str(folder / "models"))
        self.figures = json.loads(options.figures.read_text()) if options.figures.exists() else {}
        self.versions = {s: "" for s in options.separators}
        if options.model:
            manifest = options.model / "own-model.json"
            self._run(["models", "add", str(manifest), "--accept-licence"])
            self.versions[json.loads(manifest.read_text())["name"]] = hashlib.sha256(manifest.read_bytes()).hexdigest()[:12]

    def measure(self, song: str, measure) -> None:
        for separator in self.options.separators:
            key = f"{separator} {self.versions[separator]}".strip()
            if key not in self.figures.get(song, {}):
                self.figures.setdefault(song, {})[key] = measure(separator)
                print(song, key, self.figures[song][key], flush=True)
                new = self.options.figures.with_suffix(".new")
                new.parent.mkdir(parents=True, exist_ok=True)
                new.write_text(json.dumps(self.figures, indent=1))
                os.replace(new, self.options.figures)

    def stems(self, separator: str, prefix: str) -> dict[str, float]:
        wanted = read_stems(prefix)
        if wanted is None:
            raise SystemExit(f"There is no {prefix}_vocals, nor another stem of it.")
        wanted = wanted.numpy()
        mix = self.folder / "mix.wav"
        soundfile.write(mix, wanted.sum(0).T, 44100, subtype="FLOAT")
        made = self._separate(separator, mix)
        found = {}
        for name, stem in zip(STEMS, wanted):
            energy = float((stem.astype(np.float64) ** 2).sum())
            if energy > 0:
                error = stem[:, : made[name].shape[1]] - made[name]
                found[name] = round(10 * np.log10(energy / max(1e-12, float((error.astype(np.float64) ** 2).sum()))), 2)
        return found

    def sung(self, separator: str, song: Path, regions: Path) -> dict[str, float]:
        power = (self._separate(separator, song)["vocals"].astype(np.float64) ** 2).mean(0)
        inside = np.zeros(len(power), bool)
        for start, end in json.loads(regions.read_text())[song.name]:
            inside[int(start * 44100) : int(end * 44100)] = True
        return {SUNG: round(10 * np.log10(power[inside].mean() / power[~inside].mean()), 2)}

    def _separate(self, separator: str, song: Path) -> dict[str, np.ndarray]:
        folder = self.folder / "stems"
        out = self._run(["separate", str(song), "-o", str(folder), "--stems", ",".join(STEMS), "--separator", separator, "--no-cache"])
        files = {stem: next(Path(line) for line in out.splitlines() if stem in Path(line).name) for stem in STEMS}
        return {stem: soundfile.read(file, dtype="float32", always_2d=True)[0].T for stem, file in files.items()}

    def _run(self, arguments: list[str]) -> str:
        done = subprocess.run([*self.options.tool, *arguments], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout


def table(figures: dict, separators: list[str]) -> str:
    """Per group, separator and stem: the mean over songs; the mean of a group is that of its stems. Decibels."""
    groups: dict[str, dict[str, dict[str, list[float]]]] = {}
    for song, by_key in figures.items():
        for key, found in by_key.items():
            if key.split(" ")[0] in separators:
                for stem, value in found.items():
                    groups.setdefault(song.split("/")[0], {}).setdefault(key, {}).setdefault(stem, []).append(value)
    lines = ["| songs | separator | " + " | ".join(STEMS) + f" | mean | {SUNG} |", "|---|---|---|---|---|---|---|---|"]
    for group, by_key in groups.items():
        for key, stems in by_key.items():
            means = {stem: float(np.mean(values)) for stem, values in stems.items()}
            of_stems = [means[s] for s in STEMS if s in means]
            cells = [f"{means[s]:.2f}" if s in means else "" for s in (*STEMS, SUNG)]
            cells.insert(len(STEMS), f"{np.mean(of_stems):.2f}" if of_stems else "")
            count = max(map(len, stems.values()))
            lines.append(f"| {group} ({count}) | {key} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
