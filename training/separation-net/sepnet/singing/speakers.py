"""Voices of speech synthesizers: single syllables to be sung, and sentences to be spoken."""
from __future__ import annotations

import functools
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

from .. import RATE
from ..sources import RECORDED_SPEECH, RECORDED_WORDS

ESPEAK_LANGUAGES = ("en", "en-us", "de", "es", "fr-fr", "it", "pt", "nl", "sv", "pl", "cs", "tr", "fi", "id", "sw", "el", "hu", "ro")
ESPEAK_KINDS = ("", "+f1", "+f2", "+f3", "+f4", "+f5", "+m1", "+m2", "+m3", "+m4", "+m5", "+m6", "+m7", "+klatt", "+klatt4", "+Annie", "+Michael", "+Storm", "+steph", "+whisper")
FESTIVAL_VOICES = {"kal": "voice_kal_diphone", "slt": "voice_cmu_us_slt_arctic_hts"}


def speak(kind: str, voice: str, texts: list[str], speed: int, tone: int) -> list[np.ndarray]:
    """A mono sound for every text, without the silence around it."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{i}.wav") for i in range(len(texts))]
        if kind == "espeak":
            for text, file in zip(texts, files):
                _run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(tone), "-w", str(file), text])
        else:
            script = Path(folder, "a.scm")
            lines = [f"({FESTIVAL_VOICES[kind]})"] + [f'(utt.save.wave (utt.synth (Utterance Text "{t}")) "{f}" \'riff)' for t, f in zip(texts, files)]
            script.write_text("\n".join(lines))
            _run(["festival", "-b", str(script)])
        return [_read(f) for f in files]


def recorded(rng: np.random.Generator, count: int) -> list[np.ndarray]:
    """Pieces about as long as a syllable, of one person's recorded speech; none where no speech is installed."""
    people = _people()
    if not people:
        return []
    files = people[rng.integers(len(people))]
    pieces: list[np.ndarray] = []
    for _ in range(60):
        sound = _read(files[rng.integers(len(files))])
        level = np.sqrt(np.convolve(sound**2, np.ones(1764) / 1764, "same"))[::441]
        rises = [i for i in range(2, len(level) - 20) if level[i] > 0.25 * level.max() and level[i] > 1.25 * level[i - 2]]
        for at in rng.permutation(rises)[:4]:
            length = int(rng.uniform(0.16, 0.42) * RATE)
            pieces.append(sound[max(0, at - 3) * 441 :][:length])
        if len(pieces) >= count:
            break
    return [p for p in pieces if len(p) > RATE // 12]


@functools.cache
def _people() -> list[list[Path]]:
    """The recordings of each person who left enough of them."""
    # Of every language, the two that speak most (-m- and -v- in their files' names) and all others by the scene.
    groups: dict[tuple[str, str], list[Path]] = {}
    for file in sorted(RECORDED_SPEECH.glob("*/[cn][sl]/*.ogg")):
        actor = re.search("-([mv])-", file.name)
        groups.setdefault((file.parent.name, actor[1] if actor else file.parent.parent.name), []).append(file)
    groups = {k: v for k, v in groups.items() if len(v) >= 20}
    for folder in sorted(f for f in RECORDED_WORDS.glob("*") if "@" not in f.name):
        words = [f for f in sorted(folder.glob("*")) if f.suffix in (".ogg", ".wav") and soundfile.info(f).samplerate >= RATE // 2]
        if len(words) >= 10:
            groups[folder.name, "words"] = words
    return list(groups.values())


def _run(command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=3600)


def _read(file):
    if not file.exists():
        return np.zeros(RATE // 10)
    sound, rate = soundfile.read(file, dtype="float64", always_2d=True)
    sound = sound.mean(1)
    divisor = np.gcd(RATE, rate)
    sound = resample_poly(sound, RATE // divisor, rate // divisor)
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max(initial=1e-9))
    return sound[loud[0] : loud[-1] + 1] if len(loud) else np.zeros(RATE // 10)
