"""Voices of speech synthesizers: single syllables to be sung, and sentences to be spoken."""
from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

from .. import RATE

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
