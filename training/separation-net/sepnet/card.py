"""Step 6: the model card, of measured figures only: python3 -m sepnet.card DATA RUN OUT writes OUT/MODEL-CARD.md from the songs, the run, the export and OUT/figures.json."""
from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import torch

from . import evaluate, sources
from .export import replace


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--note", default="", help="what has to be known of the songs that were measured")
    options = parser.parse_args()
    replace(options.out / "MODEL-CARD.md", card(options.data, options.run, options.out, options.note).encode())
    print(options.out / "MODEL-CARD.md")


def card(data: Path, run: Path, out: Path, note: str) -> str:
    manifest = json.loads((out / "own-model.json").read_text())
    state = torch.load(run / "checkpoint.pt", map_location="cpu")
    songs = [json.loads(f.read_text()) for f in sorted(data.glob("train/*/song.json"))]
    figures_file = out / "figures.json"
    figures = json.loads(figures_file.read_text()) if figures_file.exists() else {}
    separators = sorted({key.split(" ")[0] for found in figures.values() for key in found})
    last = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    valid = next((e for e in reversed(last) if "valid" in e), {})
    net, plan = state["net"], state["plan"]
    export = json.loads((out / "export.json").read_text())
    earlier = [torch.load(Path(r) / "checkpoint.pt", map_location="cpu") for r in export["runs"][1:]]
    real = Counter((s["real"], s["licence"], s["source"]) for s in songs if "real" in s for _ in s["sounding"])
    pieces = sum("real" in s for s in songs)
    songs = [s for s in songs if "real" not in s]
    used = Counter(song[part].split(":")[0] for song in songs for part in ("drums", "bass", "other"))
    voices = Counter(song["voice"] for song in songs)
    licences = {f.package: f.licence for f in sources.SOUND_FONTS} | {sources.RECORDED_KITS_PACKAGE: sources.RECORDED_KITS_LICENCE}
    made_of = "mixes of 25 s" if net["draft"] else "songs of half a minute and less"
    lines = [
        f"# {manifest['name']}", "",
        f"{'Refines the built-in separator: ' if net['draft'] else 'Separates '}vocals, drums, bass and other. {manifest['family']}, {net['width']} channels, {net['bands']} bands, {manifest['files'][0]['bytes']} bytes.",
        f"SHA-256 `{manifest['files'][0]['sha256']}`. Licence of the weights: {manifest['licence']}.", "",
        "## Training", "",
        f"{state['step']} of {plan['steps']} steps of {plan['batch']} mixes of {plan['frames'] * net['hop'] / net['rate']:.1f} s, loss '{plan['loss']}', from {state['songs']} {made_of}. The table counts the songs that they were drawn from: {len(songs)} rendered, {pieces} pieces of real ones.",
        *(f"It began after a run of {e['step']} steps from {e['songs']} {made_of}, and the weights are the mean of both." for e in earlier),
        *([f"{export['strength']:.0%} of what the network says is added to its draft."] if export["strength"] != 1 else []), "",
        "| sound | stems of songs | licence |", "|---|---|---|",
        *(f"| {name} | {count} | {licences.get(name, 'MIT (drawn by this code)')} |" for name, count in used.most_common()),
        *(f"| voice: {sources.SPEAKERS[name].package if name in sources.SPEAKERS else name} | {count} | {sources.SPEAKERS[name].licence if name in sources.SPEAKERS else ''} |" for name, count in voices.most_common()),
        *(f"| real: {name}, {source} | {count} | {licence} |" for (name, licence, source), count in real.most_common()), "",
        "## Figures", "",
        "Energy of a stem by the energy of what is wrong in it (dB), whole songs, through `mashup separate`; for sung songs the power of the vocals where there is singing by that elsewhere.", "",
        *([note, ""] if note else []),
        evaluate.table(figures, separators) if figures else "Not measured.", "",
        f"While training, pieces of songs: {json.dumps({k: v for k, v in valid.items() if k != 'step'})} at step {valid.get('step', 0)}.", "",
        "## Limits", "",
        "- Most of what it heard are rendered songs, synthetic voices and speech that was made to sing; of real singers it heard one album. Expect less from reverberation and from dense masters.",
        "- Real masks and the mix's phase: two sounds in one place of the spectrum cannot both be had.", "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
