"""Step 4: the averaged network as an ONNX graph with its manifest, and numbers that the tests of the package hold it against.

    python3 -m sepnet.export RUN OUT --name mashup [--strength 0.6] [--and RUN...] [--reference]

Writes OUT/NAME.onnx (opset 13, batch free, batch normalisation folded) and OUT/own-model.json (the manifest of docs/reference/model-manifest.md, with the SHA-256). With --reference also
OUT/own-model.reference: little-endian floats, an input of the graph and PyTorch's shares, then a song and the left channels of PyTorch's stems of it, so that a test without PyTorch proves the same numbers in
ONNX Runtime and the same stems through the whole package. RUN may be 'random:PRESET' for an untrained network. --strength is how much of what a refining network says is added to its draft, for songs are not all of the kinds that it heard; --and takes the mean with the
weights of runs that this one began after, which know other songs (Wortsman et al., CVPR 2022).
"""
from __future__ import annotations

import argparse
import copy
import hashlib
import inspect
import json
import os
from pathlib import Path

import numpy as np
import torch
from torch import nn

from . import STEMS, spectra
from .config import PRESETS, NetConfig
from .model import SeparationNet, parameters
from .separate import separate

OPSET = 13
MOST_BYTES = 12_000_000
LICENCE = "MIT"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run")
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="mashup")
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--and", nargs="*", default=[], dest="others", metavar="RUN")
    parser.add_argument("--reference", action="store_true")
    options = parser.parse_args()
    net, model = load(options.run)
    average(model, [load(other)[1] for other in options.others])
    weaken(model, options.strength)
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / f"{options.name}.onnx"
    write_graph(model, net, file)
    text = json.dumps(manifest(net, options.name, file), indent=2)
    replace(options.out / "own-model.json", text.encode() + b"\n")
    replace(options.out / "export.json", json.dumps({"runs": [options.run, *options.others], "strength": options.strength}).encode())
    if options.reference:
        replace(options.out / "own-model.reference", reference(model, net))
    print(f"{file}: {file.stat().st_size} bytes, {parameters(model)} parameters, sha256 {json.loads(text)['files'][0]['sha256']}")


def load(run: str) -> tuple[NetConfig, SeparationNet]:
    """The averaged network of a run, or one with random weights."""
    if run.startswith("random:"):
        torch.manual_seed(5)
        net = PRESETS[run[7:]][0]
        model = SeparationNet(net)
        with torch.no_grad():  # As if it had been trained: statistics and a head that say something.
            for module in model.modules():
                if isinstance(module, nn.BatchNorm2d):
                    module.running_mean.normal_(0, 0.2)
                    module.running_var.uniform_(0.5, 1.5)
            model.last.weight.normal_(0, 0.5)
            model.place.normal_(0, 0.3)
        return net, model.eval()
    state = torch.load(Path(run) / "checkpoint.pt", map_location="cpu")
    model = SeparationNet(NetConfig(**state["net"]))
    model.load_state_dict(state["average"])
    return NetConfig(**state["net"]), model.eval()


def average(model: SeparationNet, others: list[SeparationNet]) -> None:
    states = [m.state_dict() for m in (model, *others)]
    model.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) if v.dtype.is_floating_point else v for k, v in states[0].items()})


@torch.no_grad()
def weaken(model: SeparationNet, strength: float) -> None:
    model.last.weight.mul_(strength)
    model.last.bias.mul_(strength)


def write_graph(model: SeparationNet, net: NetConfig, file: Path) -> None:
    example = tuple(torch.rand(1, 4, net.frames, net.bands) for _ in inputs(net))
    arguments = {"opset_version": OPSET, "input_names": inputs(net), "output_names": ["shares"], "dynamic_axes": {name: {0: "batch"} for name in (*inputs(net), "shares")}}
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        arguments["dynamo"] = False
    new = file.with_suffix(".new")
    torch.onnx.export(copy.deepcopy(model).eval(), example, str(new), **arguments)
    _name_sizes(new, net)
    if new.stat().st_size > MOST_BYTES:
        raise SystemExit(f"The graph has {new.stat().st_size} bytes; {MOST_BYTES} are the most.")
    os.replace(new, file)


def inputs(net: NetConfig) -> list[str]:
    return ["bands", "draft"] if net.draft else ["bands"]


def _name_sizes(file: Path, net: NetConfig) -> None:
    """States the sizes of the output, which the exporter leaves open behind a reshape, and leaves out what names this machine."""
    import onnx

    graph = onnx.load(str(file))
    taken = [(value, (4, net.frames, net.bands)) for value in graph.graph.input]
    for value, sizes in (*taken, (graph.graph.output[0], (len(STEMS), 2, net.frames, net.bands))):
        shape = value.type.tensor_type.shape
        del shape.dim[:]
        shape.dim.add().dim_param = "batch"
        for size in sizes:
            shape.dim.add().dim_value = size
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(graph)
    onnx.save(graph, str(file))


def manifest(net: NetConfig, name: str, file: Path) -> dict:
    content = file.read_bytes()
    return {
        "schema": "mashup.model/1", "name": name, "family": "TFC-TDF on merged bands", "licence": LICENCE, "source": "training/separation-net",
        "sampleRate": net.rate, "channels": 2, "stems": list(STEMS),
        "files": [{"path": file.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}],
        "inputs": [{"kind": kind} for kind in inputs(net)], "outputs": [{"kind": "bands"}],
        "stft": {"size": net.size, "hop": net.hop},
        "bands": {"count": net.bands, "single": net.single, "power": net.power},
        "chunk": {"unit": "frames", "length": net.frames, "step": net.frames // 2, "window": "hann"},
        "output": {"as": "mask"},
    }


@torch.no_grad()
def reference(model: SeparationNet, net: NetConfig) -> bytes:
    """The input and the shares of one chunk; then a song of a chunk and a half and the left channels of its stems. Where the network refines, drafts stand after chunk and song."""
    generator = torch.Generator().manual_seed(9)
    chunk = torch.rand(1, 4, net.frames, net.bands, generator=generator) * 2
    chunk_draft = torch.softmax(torch.randn(1, 4, net.frames, net.bands, generator=generator), 1)
    samples = net.frames * net.hop * 3 // 2 + 17
    time = torch.arange(samples) / net.rate
    tones = sum(torch.sin(2 * torch.pi * f * time + p) * (0.5 + 0.5 * torch.sin(2 * torch.pi * f / 90 * time)) for f, p in ((110, 0.0), (277, 1.0), (660, 2.0), (1500, 3.0)))
    song = 0.1 * torch.stack([tones, tones.roll(31)]) + 0.03 * torch.randn(2, samples, generator=generator)
    draft = song[None] * torch.tensor([0.5, 0.2, 0.1])[:, None, None] + 0.01 * torch.randn(3, 2, samples, generator=generator)
    stems = separate(model, net, spectra.Bands(net), song, draft)
    parts = (chunk, chunk_draft, model(chunk, chunk_draft), song, draft, stems[:, 0]) if net.draft else (chunk, model(chunk), song, stems[:, 0])
    return b"".join(t.contiguous().numpy().astype("<f4").tobytes() for t in parts)


def replace(file: Path, content: bytes) -> None:
    new = file.with_name(file.name + ".new")
    new.write_bytes(content)
    os.replace(new, file)


if __name__ == "__main__":
    main()
