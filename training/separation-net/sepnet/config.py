"""Sizes of the net and of its training: what is recommended for a GPU, what two cores can do, and what tests are fed with."""
from __future__ import annotations

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True)
class NetConfig:
    size: int = 4096  # of the transform
    hop: int = 1024
    bands: int = 384
    single: int = 192  # bands of one bin
    power: float = 0.4
    frames: int = 256  # of a chunk
    patch: int = 1  # frames and bands that the U-Net sees as one place
    draft: bool = False  # whether it refines the built-in separator's shares, or starts from the mix alone
    width: int = 16  # a multiple of what ONNX Runtime takes at once: 24 take 2.6 times as long as 16
    growth: int = 16  # channels that each level adds
    levels: int = 4
    convolutions: int = 4  # per block
    bottleneck: int = 8  # of the dense layer over bands
    rate: int = 44100

    def to_dict(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class TrainConfig:
    batch: int = 48
    frames: int = 256
    rate: float = 1e-3
    last_rate: float = 1e-5
    warm_up: int = 500
    ema: float = 0.999
    loss: str = "recipe"
    reuse: int = 1  # steps that share their crops: after the first, the stems are dealt to other mixes
    steps: int = 12000


PRESETS = {
    "full": (NetConfig(), TrainConfig(reuse=3)),
    "reduced": (NetConfig(levels=3, convolutions=3), TrainConfig(batch=8, steps=6000, warm_up=200, loss="score", reuse=2)),
    # Refines the built-in separator: what two cores can train in an hour and a half.
    "refiner": (
        NetConfig(patch=2, draft=True, width=24, growth=16, levels=3, convolutions=2),
        TrainConfig(batch=8, rate=2e-3, warm_up=60, ema=0.99, loss="score", steps=2400)),
    # What a few hours of a shared core can do.
    "small": (
        NetConfig(bands=192, single=96, width=12, growth=12, levels=3, convolutions=2),
        TrainConfig(batch=4, frames=128, rate=2e-3, warm_up=30, ema=0.98, loss="score", reuse=4, steps=600)),
    # For tests: a graph of some kilobytes at 8 kHz.
    "tiny": (
        NetConfig(size=512, hop=128, bands=32, single=16, frames=32, patch=2, draft=True, width=4, growth=4, levels=2, convolutions=1, bottleneck=4, rate=8000),
        TrainConfig(batch=2, frames=32, warm_up=5, ema=0.9, loss="score", steps=20)),
}


def preset(name: str, **training) -> tuple[NetConfig, TrainConfig]:
    net, train = PRESETS[name]
    return net, replace(train, **{k: v for k, v in training.items() if v is not None})
