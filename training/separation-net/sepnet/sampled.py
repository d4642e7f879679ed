"""Drums from recorded kits: Hydrogen's, a sample for every strength of a stroke."""
from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as xml
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

from . import RATE, grooves
from .score import Part
from .sources import RECORDED_KITS

# What an instrument or its file is called, most telling first.
_NAMES = (
    (r"stick|rim", (grooves.RIM, grooves.CLAVES)), (r"roll|effect|choke|swish|flam|brush", ()), (r"snare|^sn|^sd", (grooves.SNARE,)), (r"clap", (grooves.CLAP,)),
    (r"tambo", (grooves.TAMBOURINE,)), (r"shak|cabasa|marac", (grooves.SHAKER,)), (r"cowbell|bell|^cb", (grooves.COWBELL,)), (r"conga|djembe|bongo", (grooves.CONGA_LOW, grooves.CONGA_HIGH)),
    (r"(bass|kick).?(drum)?|^bd", (grooves.KICK,)), (r"(ped.*(hh|hat))|((hh|hat).*ped)|foot", (grooves.PEDAL,)), (r"(open.*(hh|hat))|((hh|hat).*open)|^oh", (grooves.OPEN,)),
    (r"hh|hat", (grooves.CLOSED, grooves.PEDAL)), (r"ride|^rd", (grooves.RIDE,)), (r"crash|splash|china|cymb|^cr", (grooves.CRASH,)),
    (r"tom.*(hi|1)|hi.*tom", (grooves.HIGH_TOM,)), (r"tom.*(low|floor|3)|floor", (grooves.LOW_TOM,)), (r"tom|^tm", (grooves.MID_TOM, grooves.LOW_TOM, grooves.HIGH_TOM)))
_PAN = {grooves.CLOSED: 0.3, grooves.OPEN: 0.3, grooves.PEDAL: 0.3, grooves.RIDE: -0.4, grooves.CRASH: 0.5, grooves.LOW_TOM: -0.5, grooves.HIGH_TOM: 0.4, grooves.TAMBOURINE: -0.3, grooves.SHAKER: 0.5}


def kits() -> list[Path]:
    """Those that have a kick, a snare and hats."""
    return [k for k in sorted(RECORDED_KITS.glob("*/drumkit.xml")) if {grooves.KICK, grooves.SNARE, grooves.CLOSED} <= set(_instruments(k))]


def render(rng: np.random.Generator, part: Part, seconds: float, kit: Path) -> np.ndarray:
    samples = int(seconds * RATE)
    made = np.zeros((2, samples), np.float32)
    instruments = _instruments(kit)
    chosen = {d: instruments[d][rng.integers(len(instruments[d]))] for d in instruments}
    pitch = float(rng.choice([1, 1, 0.9, 1.1]))
    width, mirrored = rng.uniform(0, 1), rng.choice([-1, 1])
    for note in part.notes:
        drum = int(note.pitch)
        layers = chosen.get(drum) or chosen.get(_NEAREST.get(drum, drum))
        if not layers:
            continue
        strength = note.velocity / 127
        sound = _sample(str(layers[min(len(layers) - 1, int(strength * len(layers)))]), pitch)
        start = int((note.start + max(0, rng.normal(0, 0.002))) * RATE)
        hit = sound[:, : max(0, samples - start)] * strength**1.3
        place = _PAN.get(drum, 0.0) * width * mirrored
        made[0, start : start + hit.shape[1]] += hit[0] * np.cos((place + 1) * np.pi / 4)
        made[1, start : start + hit.shape[1]] += hit[1] * np.sin((place + 1) * np.pi / 4)
    return made


# Kits that lack a drum are struck where a drummer would.
_NEAREST = {
    grooves.CLAP: grooves.SNARE, grooves.RIM: grooves.SNARE, grooves.OPEN: grooves.CLOSED, grooves.PEDAL: grooves.CLOSED, grooves.RIDE: grooves.CLOSED, grooves.CRASH: grooves.OPEN,
    grooves.LOW_TOM: grooves.MID_TOM, grooves.HIGH_TOM: grooves.MID_TOM, grooves.SHAKER: grooves.CLOSED, grooves.TAMBOURINE: grooves.CLOSED, grooves.CONGA_LOW: grooves.LOW_TOM,
    grooves.CONGA_HIGH: grooves.HIGH_TOM, grooves.CLAVES: grooves.RIM}


@functools.lru_cache(maxsize=None)
def _instruments(kit: Path) -> dict[int, list[list[Path]]]:
    """Drum to instruments, each its samples from soft to loud."""
    tree = xml.parse(kit)
    found: dict[int, list[list[Path]]] = {}
    for instrument in (e for e in tree.iter() if _tag(e) == "instrument"):
        name = next((e.text or "" for e in instrument if _tag(e) == "name"), "")
        layers = []
        for layer in (e for e in instrument.iter() if _tag(e) == "layer"):
            values = {_tag(e): e.text for e in layer}
            if values.get("filename") and (kit.parent / values["filename"]).exists():
                layers.append((float(values.get("min") or 0), kit.parent / values["filename"]))
        if not layers:
            continue
        files = [file for _, file in sorted(layers)]
        for pattern, drums in _NAMES:
            if any(re.search(pattern, n.lower()) for n in (name, files[-1].stem)):
                for drum in drums:
                    found.setdefault(drum, []).append(files)
                break
    return found


def _tag(element) -> str:
    return element.tag.rsplit("}", 1)[-1]


@functools.lru_cache(maxsize=400)
def _sample(file: str, pitch: float) -> np.ndarray:
    sound, rate = soundfile.read(file, dtype="float32", always_2d=True)
    sound = sound[: rate * 4].T
    if rate != RATE or pitch != 1:
        up, down = RATE, int(rate * pitch)
        divisor = int(np.gcd(up, down))
        sound = resample_poly(sound, up // divisor, down // divisor, axis=1).astype(np.float32)
    return np.stack([sound[0], sound[-1]])
