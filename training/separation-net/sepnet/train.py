"""Step 3: trains the network.

    python3 -m sepnet.train DATA RUN --preset small --minutes 25 --real PREFIX...

RUN holds checkpoint.pt (replaced whole every two minutes and at the end) and log.jsonl. The same command goes on where the last one stopped, after a kill too; several runs add up to
--steps, over which the rate falls. On CUDA the forward pass is bfloat16 and the songs are held on the device; on the CPU nothing else differs.
"""
from __future__ import annotations

import argparse
import json
import math
import os
import signal
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from . import RATE, STEMS, losses, spectra
from .config import PRESETS, NetConfig, TrainConfig, preset
from .feed import Crops, Mixes
from .model import SeparationNet, parameters
from .pool import Pool, read_stems
from .separate import ratios, separate

SAVE_SECONDS = 120
VALID_SECONDS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--preset", choices=[n for n, (net, _) in PRESETS.items() if net.rate == RATE], default="full")
    parser.add_argument("--steps", type=int, help="all steps, of all runs together")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after these; the next run goes on")
    parser.add_argument("--validate", type=int, default=200, help="steps between two validations")
    parser.add_argument("--loss", choices=list(losses.LOSSES))
    parser.add_argument("--batch", type=int)
    parser.add_argument("--rate", type=float, help="the highest")
    parser.add_argument("--after", type=Path, help="another run, whose averaged weights a new run begins with")
    parser.add_argument("--real", nargs="*", default=[], help="real songs with stems, PREFIX_vocals.wav and so on: looked at, never learned from")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    net, plan = preset(options.preset, steps=options.steps, loss=options.loss, batch=options.batch, rate=options.rate)
    Training(options, net, plan).run()


class Training:
    def __init__(self, options, net: NetConfig, plan: TrainConfig):
        self.options, self.net, self.plan = options, net, plan
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(1)
        self.model = SeparationNet(net).to(self.device)
        self.average = SeparationNet(net).to(self.device)
        self.average.load_state_dict(self.model.state_dict())
        self.bands = spectra.Bands(net, self.device)
        if net.draft:
            self.feed = Mixes(options.data / "mixes" / "train", net, plan, self.device)
            self.held_out = {s: Mixes(options.data / "mixes" / s, net, plan, self.device) for s in ("valid", "real") if (options.data / "mixes" / s).is_dir()}
        else:
            self.feed = Crops(Pool(options.data / "train", self.device, resident=self.device.type == "cuda"), self.bands, net, plan)
            self.valid = Pool(options.data / "valid", self.device, resident=False)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), plan.rate, weight_decay=1e-4)
        self.step = 0
        self.stop = False
        options.run.mkdir(parents=True, exist_ok=True)

    def run(self) -> None:
        self._resume()
        for kind in (signal.SIGTERM, signal.SIGINT):
            signal.signal(kind, lambda *_: setattr(self, "stop", True))
        print(f"{parameters(self.model)} parameters, {len(self.feed)} songs or mixes, {self.device}, step {self.step} of {self.plan.steps}", flush=True)
        began, last, losses_seen = time.monotonic(), time.monotonic(), []
        while self.step < self.plan.steps and not self.stop and time.monotonic() - began < 60 * self.options.minutes:
            losses_seen.append(self._train())
            self.step += 1
            if self.step % 10 == 0:
                self._log({"loss": float(np.mean(losses_seen)), "rate": self.optimizer.param_groups[0]["lr"]})
                losses_seen = []
            if self.step % self.options.validate == 0 or self.step == self.plan.steps:
                self._log(self.validate())
            if time.monotonic() - last > SAVE_SECONDS:
                last = time.monotonic()
                self._save()
        self._save()

    def _train(self) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = self._rate()
        with torch.no_grad():
            batch = self.feed.batch(self.step)
        self.model.train()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            shares = self.model(batch.input, batch.draft)
        loss = losses.LOSSES[self.plan.loss](shares.float(), batch, self.bands, self.net)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self._average()
        return loss.item()

    def _rate(self) -> float:
        if self.step < self.plan.warm_up:
            return self.plan.rate * (self.step + 1) / self.plan.warm_up
        part = (self.step - self.plan.warm_up) / max(1, self.plan.steps - self.plan.warm_up)
        return self.plan.last_rate + (self.plan.rate - self.plan.last_rate) * 0.5 * (1 + math.cos(math.pi * min(1, part)))

    @torch.no_grad()
    def _average(self) -> None:
        """Young averages follow faster."""
        keep = min(self.plan.ema, (1 + self.step) / (10 + self.step))
        for old, new in zip(self.average.state_dict().values(), self.model.state_dict().values()):
            if old.dtype.is_floating_point:
                old.mul_(keep).add_(new, alpha=1 - keep)
            else:
                old.copy_(new)

    @torch.no_grad()
    def validate(self) -> dict:
        """Energy ratios per stem of the averaged network: on rendered songs held out, and on real ones."""
        self.average.eval()
        if self.net.draft:
            return {name: self._of_mixes(mixes) for name, mixes in self.held_out.items()}
        found = {"valid": [], "real": []}
        for index in range(len(self.valid)):
            samples = min(VALID_SECONDS * self.net.rate, self.valid.songs[index].shape[-1])
            stems = torch.stack([self.valid.crop(index, s, samples, 0.5) for s in range(4)])
            found["valid"].append(ratios(stems, separate(self.average, self.net, self.bands, stems.sum(0))))
        for prefix in self.options.real:
            stems = read_stems(prefix, self.net.rate)
            if stems is None:
                raise SystemExit(f"There is no {prefix}_vocals.wav, nor another stem of it.")
            middle, half = stems.shape[-1] // 2, VALID_SECONDS * self.net.rate // 2
            stems = stems[..., max(0, middle - half) : middle + half].to(self.device)
            found["real"].append(ratios(stems, separate(self.average, self.net, self.bands, stems.sum(0))))
        return {k: _means(v) for k, v in found.items() if v}

    def _of_mixes(self, mixes: Mixes) -> dict:
        """Of whole mixes, chunk after chunk, without the blending of chunks; and how much better than the draft."""
        figures, better = [], []
        for mix in range(len(mixes)):
            left, own = np.zeros((2, len(STEMS))), np.zeros(len(STEMS))
            for start in range(0, len(mixes.places[mix]) - self.net.frames + 1, self.net.frames):
                piece = mixes.piece(mix, start, self.net.frames)
                for row, shares in enumerate((self.average(piece.input, piece.draft), piece.draft[:, :, None])):
                    left[row] += losses.remainder(shares, piece)[0].sum(-1).cpu().numpy()
                own += piece.own[0].sum(-1).cpu().numpy()
            there = own > 1e-4 * own.sum()
            decibels = 10 * np.log10(own / np.maximum(left, 1e-6 * own + 1e-12) + 1e-12)
            figures.append({s: decibels[0, i] for i, s in enumerate(STEMS) if there[i]})
            better.append({s: decibels[0, i] - decibels[1, i] for i, s in enumerate(STEMS) if there[i]})
        return {**_means(figures), "better": _means(better)["mean"]}

    def _log(self, entry: dict) -> None:
        entry = {"step": self.step, **entry}
        print(json.dumps(entry), flush=True)
        with open(self.options.run / "log.jsonl", "a") as log:
            log.write(json.dumps(entry) + "\n")

    def _save(self) -> None:
        new = self.options.run / "new.pt"
        torch.save({
            "step": self.step, "net": self.net.to_dict(), "plan": asdict(self.plan), "songs": len(self.feed), "model": self.model.state_dict(),
            "average": self.average.state_dict(), "optimizer": self.optimizer.state_dict()}, new)
        os.replace(new, self.options.run / "checkpoint.pt")

    def _resume(self) -> None:
        file = self.options.run / "checkpoint.pt"
        if not file.exists():
            if self.options.after:
                self._begin_with(self._state(self.options.after / "checkpoint.pt")["average"])
            return
        state = self._state(file)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]

    def _begin_with(self, weights: dict) -> None:
        self.model.load_state_dict(weights)
        self.average.load_state_dict(weights)

    def _state(self, file: Path) -> dict:
        state = torch.load(file, map_location=self.device)
        if state["net"] != self.net.to_dict():
            raise SystemExit(f"{file} is of another network; choose another folder or preset.")
        return state


def _means(songs: list[dict]) -> dict:
    stems = {stem for song in songs for stem in song}
    made = {stem: round(float(np.mean([s[stem] for s in songs if stem in s])), 2) for stem in sorted(stems)}
    return {**made, "mean": round(float(np.mean(list(made.values()))), 2)} if made else made


if __name__ == "__main__":
    main()
