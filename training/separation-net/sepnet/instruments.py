"""Parts into sound: fluidsynth with a soundfont, one run per stem."""
from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import mido
import numpy as np
import soundfile

from . import RATE
from .score import Part
from .sources import SoundFont

_TICKS = 960  # per second: the file's tempo is 60 beats a minute


def render(parts: list[Part], font: SoundFont, seconds: float) -> np.ndarray:
    """Stereo, as many samples as the seconds hold."""
    samples = int(seconds * RATE)
    if not any(p.notes for p in parts):
        return np.zeros((2, samples), np.float32)
    with tempfile.TemporaryDirectory() as folder:
        midi, wave = Path(folder, "a.mid"), Path(folder, "a.wav")
        _write(parts, midi, drum_channel=0 if font.drums_only else 9)
        subprocess.run(
            ["fluidsynth", "-n", "-i", "-q", "-r", str(RATE), "-g", "0.6", "-O", "s16", "-T", "wav",
             "-o", "synth.dynamic-sample-loading=1", "-o", "synth.chorus.active=0", "-F", str(wave), str(font.file), str(midi)],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=3600)
        sound, _ = soundfile.read(wave, dtype="float32", always_2d=True)
    made = np.zeros((2, samples), np.float32)
    length = min(samples, len(sound))
    made[:, :length] = sound[:length].T[:2]
    return made


def _write(parts: list[Part], path: Path, drum_channel: int) -> None:
    file = mido.MidiFile(ticks_per_beat=_TICKS)
    track = mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.MetaMessage("set_tempo", tempo=1_000_000))
    events: list[tuple[float, int, mido.Message]] = []
    melodic = iter(c for c in range(1, 16) if c != 9)
    for part in parts:
        channel = drum_channel if part.is_drums else next(melodic)
        events.append((0, 0, mido.Message("program_change", channel=channel, program=part.program if channel else 0)))
        for control, value in ((7, 100 * part.level), (10, 64 + 63 * part.pan), (91, 127 * part.reverb)):
            events.append((0, 0, mido.Message("control_change", channel=channel, control=control, value=int(np.clip(value, 0, 127)))))
        for note in part.notes:
            pitch = int(np.clip(round(note.pitch), 0, 127))
            events.append((note.start + 0.001, 2, mido.Message("note_on", channel=channel, note=pitch, velocity=note.velocity)))
            events.append((note.start + max(0.03, note.length), 1, mido.Message("note_off", channel=channel, note=pitch)))
    at = 0
    for time, _, message in sorted(events, key=lambda e: e[:2]):
        tick = int(time * _TICKS)
        track.append(message.copy(time=max(0, tick - at)))
        at = max(at, tick)
    file.save(path)
