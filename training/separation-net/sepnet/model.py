"""The network: a TFC-TDF U-Net on merged bands that starts from evidence instead of raw magnitudes.

1. Evidence, without parameters: logarithms of the four views; how far each place stands above its surroundings in time, in frequency and over seconds (what a
   harmonic-percussive separation looks at, with geometric means in the place of medians); left against right, side against middle.
2. U-Net: blocks of 3x3 convolutions and a dense layer over the bands (Choi et al., ISMIR 2020; KUIELab-MDX-Net, 2021), strides of 2, skips by product.
   A patch of several frames and bands may be one place of the U-Net; the last layers see every frame and band again.
3. A softmax over the four stems, for each channel: shares that sum to 1 in every band, so that stems sum to the mix whatever the weights are.

A network that refines sees a draft as well, the shares of the built-in separator, and what it says is added to their logarithms: it begins as the built-in separator.

Only operators of ONNX opset 13, nothing recurrent, nothing complex; batch normalisation folds into the convolutions.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from . import STEMS
from .config import NetConfig

EVIDENCE = 11
_FLOOR = 0.02
_DOUBT = 0.01


class Evidence(nn.Module):
    """[batch, 4, frames, bands] to [batch, EVIDENCE, frames, bands]."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        level = torch.log(x + _FLOOR)
        left, right, middle, side = level[:, 0:1], level[:, 1:2], level[:, 2:3], level[:, 3:4]
        steady = _mean(middle, 17, 1)
        wide = _mean(middle, 1, 17)
        lasting = _mean(middle, 65, 1)
        return torch.cat([
            level, middle - steady, middle - wide, middle - lasting, steady - wide, left - right, side - middle, _mean(side, 17, 1) - _mean(side, 1, 17)], 1)


def _mean(x, frames, bands):
    return F.avg_pool2d(x, (frames, bands), 1, (frames // 2, bands // 2), count_include_pad=False)


class Block(nn.Module):
    def __init__(self, channels: int, bands: int, net: NetConfig):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(channels, channels, 3, padding=1, bias=False) for _ in range(net.convolutions))
        self.norms = nn.ModuleList(nn.BatchNorm2d(channels) for _ in range(net.convolutions))
        narrow = max(4, bands // net.bottleneck)
        self.down, self.down_norm = nn.Linear(bands, narrow, bias=False), nn.BatchNorm2d(channels)
        self.up, self.up_norm = nn.Linear(narrow, bands, bias=False), nn.BatchNorm2d(channels)

    def forward(self, x):
        for convolution, norm in zip(self.convolutions, self.norms):
            x = F.relu(norm(convolution(x)))
        return x + F.relu(self.up_norm(self.up(F.relu(self.down_norm(self.down(x))))))


class SeparationNet(nn.Module):
    """[batch, 4, frames, bands], compressed magnitudes of left, right, middle and side, to shares [batch, stems, 2, frames, bands]; a network that refines takes the draft's shares too,
    [batch, stems, frames, bands]."""

    def __init__(self, net: NetConfig):
        super().__init__()
        self.net = net
        seen = EVIDENCE + (len(STEMS) if net.draft else 0)
        widths = [net.width + net.growth * i for i in range(net.levels + 1)]
        bands = [net.bands // net.patch >> i for i in range(net.levels + 1)]
        self.evidence = Evidence()
        self.first = nn.Conv2d(seen, net.width, net.patch, net.patch, bias=False)
        self.place = nn.Parameter(torch.zeros(1, net.width, 1, bands[0]))
        self.first_norm = nn.BatchNorm2d(net.width)
        self.encoders = nn.ModuleList(Block(widths[i], bands[i], net) for i in range(net.levels))
        self.downs = nn.ModuleList(nn.Conv2d(widths[i], widths[i + 1], 2, 2) for i in range(net.levels))
        self.middle = Block(widths[-1], bands[-1], net)
        self.ups = nn.ModuleList(nn.ConvTranspose2d(widths[i + 1], widths[i], 2, 2) for i in range(net.levels))
        self.decoders = nn.ModuleList(Block(widths[i], bands[i], net) for i in range(net.levels))
        opened = net.width if net.patch == 1 else 16
        self.open = nn.Identity() if net.patch == 1 else nn.Sequential(nn.ConvTranspose2d(net.width, opened, net.patch, net.patch), nn.ReLU())
        self.mix = nn.Conv2d(opened + seen, 2 * opened, 1)
        self.last = nn.Conv2d(2 * opened, len(STEMS) * 2, 1)
        nn.init.normal_(self.last.weight, 0, 0.01)
        nn.init.zeros_(self.last.bias)

    def forward(self, x: torch.Tensor, draft: torch.Tensor | None = None) -> torch.Tensor:
        with torch.no_grad():  # Nothing before here is learned.
            evidence = self.evidence(x)
            if self.net.draft:
                known = torch.log(draft + _DOUBT)
                evidence = torch.cat([evidence, known], 1)
        x = F.relu(self.first_norm(self.first(evidence) + self.place))
        skips = []
        for encoder, down in zip(self.encoders, self.downs):
            x = encoder(x)
            skips.append(x)
            x = F.relu(down(x))
        x = self.middle(x)
        for up, decoder, skip in zip(reversed(self.ups), reversed(self.decoders), reversed(skips)):
            x = decoder(F.relu(up(x)) * skip)
        x = self.last(F.relu(self.mix(torch.cat([self.open(x), evidence], 1))))
        # Batch, stems, channels, frames, bands.
        x = x.reshape(-1, len(STEMS), 2, x.shape[-2], x.shape[-1])
        return torch.softmax(x + known[:, :, None] if self.net.draft else x, 1)


def parameters(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
