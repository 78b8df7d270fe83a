#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains networks with cyclometer-cli and with PyTorch from the same weights on the same batches under the same learning
rates, and compares the loss of every step.

usage: parity.py CYCLOMETER-CLI [WORD]     only the cases whose name has WORD in it
Exit code 0: they agree; 1: they do not; 77: PyTorch or the data are absent, nothing was compared.
The real data, mnist/ and cifar-10/, are looked for in $CYCLOMETER_DATA, else in ../shared/data beside the project.
"""
import csv
import gzip
import json
import lzma
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

SKIPPED = 77
os.environ["OMP_NUM_THREADS"] = "1"
try:
    import numpy
    import torch
    from torch import nn
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(SKIPPED)

STEPS, BATCH, SAMPLES = 20, 32, 512  # the samples are used up and begin anew within the run
FIRST_STEP = 1e-5  # largest difference of the first losses: the networks compute the same function
LATER_STEPS = 5e-3  # largest relative difference afterwards: rounding grows from step to step


def read_idx(path):
    """An IDX file of bytes, plain or .gz, as an array."""
    with (gzip.open(path) if path.suffix == ".gz" else open(path, "rb")) as file:
        data = file.read()
    axes = data[3]
    shape = struct.unpack(f">{axes}I", data[4:4 + 4 * axes])
    return numpy.frombuffer(data, numpy.uint8, offset=4 + 4 * axes).reshape(shape)


def write_idx(path, array):
    head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    path.write_bytes(head + array.tobytes())


def read_safetensors(path):
    """The tensors in the order of their bytes, which is the order of definition."""
    data = path.read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    tensors = []
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        assert entry["dtype"] == "F32", name
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
        tensors.append((name, torch.from_numpy(values.copy())))
    return tensors


class Block(nn.Module):
    """conv-BN-ReLU, conv-BN, plus the shortcut, ReLU."""

    def __init__(self, src, dst, stride):
        super().__init__()
        self.main = nn.Sequential(nn.Conv2d(src, dst, 3, stride, 1, bias=False), nn.BatchNorm2d(dst), nn.ReLU(),
                                  nn.Conv2d(dst, dst, 3, 1, 1, bias=False), nn.BatchNorm2d(dst))
        self.shortcut = nn.Sequential()
        if stride != 1 or src != dst:
            self.shortcut = nn.Sequential(nn.Conv2d(src, dst, 1, stride, bias=False), nn.BatchNorm2d(dst))

    def forward(self, x):
        return torch.relu(self.main(x) + self.shortcut(x))


def resnet20(channels, _):
    layers, channels = [nn.Conv2d(channels, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()], 16
    for width in (16, 32, 64):
        for block in range(3):
            layers.append(Block(channels, width, 2 if width > 16 and block == 0 else 1))
            channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def cnn3(channels, side):
    def pool(kind):
        return kind(3, 2, ceil_mode=True)
    return nn.Sequential(nn.Conv2d(channels, 32, 5, padding=2), pool(nn.MaxPool2d), nn.ReLU(),
                         nn.Conv2d(32, 32, 5, padding=2), nn.ReLU(), pool(nn.AvgPool2d),
                         nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(), pool(nn.AvgPool2d),
                         nn.Flatten(), nn.Linear(64 * (side // 8) ** 2, 10))


def lenet(*_):
    return nn.Sequential(nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))


def perceptron(*_):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


# Name: PyTorch's network, and the share of the optimizer's learning rate it gets. Twenty layers of batch-norm make
# a new run out of a rounding within twenty full-sized steps: PyTorch in 32 and in 64 bits then part by several percent.
NETWORKS = {"mlp:64,32": (perceptron, 1), "lenet": (lenet, 1), "cnn3": (cnn3, 1), "resnet20": (resnet20, 0.02)}
DECAY = 5e-3


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0, momentum=0.9, weight_decay=DECAY)


def nesterov(parameters):
    return torch.optim.SGD(parameters, lr=0, momentum=0.9, weight_decay=DECAY, nesterov=True)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0, betas=(0.9, 0.99), eps=1e-6, weight_decay=DECAY)


def adamw(parameters):
    return torch.optim.AdamW(parameters, lr=0, weight_decay=DECAY)


# Name: PyTorch's optimizer, its options here, top of the cycle, clip norm.
OPTIMIZERS = {
    "sgd": (sgd, [], 0.05, None),
    "sgd-clipped": (sgd, ["--clip-norm", "0.5"], 0.1, 0.5),
    "nesterov": (nesterov, ["--optimizer", "nesterov"], 0.05, None),
    "adam": (adam, ["--optimizer", "adam", "--beta2", "0.99", "--eps", "1e-6"], 2e-3, None),
    "adamw": (adamw, ["--optimizer", "adamw"], 2e-3, None),
}


def run(cli, *words):
    done = subprocess.run([cli, "train", "--threads", "1", "--quiet", *words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.stderr.strip()}")


def torch_losses(network, optimizer, clip_norm, images, labels, rows):
    losses = []
    for row in rows:
        for group in optimizer.param_groups:
            group["lr"], group["weight_decay"] = float(row["lr"]), float(row["weight_decay"])
            if "betas" in group:
                group["betas"] = (float(row["momentum"]), group["betas"][1])
            else:
                group["momentum"] = float(row["momentum"])
        first = int(row["step"]) * BATCH % SAMPLES
        loss = nn.functional.cross_entropy(network(images[first:first + BATCH]), labels[first:first + BATCH])
        optimizer.zero_grad()
        loss.backward()
        if clip_norm:
            nn.utils.clip_grad_norm_(network.parameters(), clip_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses


def loaded(network, tensors):
    """The network with the weights of the file, taken in order: its parameters are PyTorch's, one after another."""
    state = {name: value for name, value in network.state_dict().items() if not name.endswith("num_batches_tracked")}
    assert len(state) == len(tensors), f"{len(tensors)} tensors where PyTorch has {len(state)}"
    for (mine, value), (theirs, parameter) in zip(tensors, state.items()):
        assert mine.rsplit(".")[-1] == theirs.rsplit(".")[-1], f"{mine} stands where PyTorch has {theirs}"
        parameter.copy_(value)
    return network


def compare(cli, folder, data, net, name):
    """One line about a case. @return whether the losses agree"""
    make, options, max_lr, clip_norm = OPTIMIZERS[name]
    build, share = NETWORKS[net]
    spec, images, labels = data
    weights, log = folder / "weights.safetensors", folder / "steps.csv"
    common = ["--data", spec, "--normalize", "unit", "--batch", str(BATCH), "--limit", str(SAMPLES), "--net", net]
    run(cli, *common, "--steps", "0", "--save", str(weights))
    run(cli, *common, *options, "--init", str(weights), "--no-shuffle", "--policy", "onecycle", "--max-lr", str(max_lr * share),
        "--wd", str(DECAY), "--steps", str(STEPS), "--log", str(log))
    with open(log, newline="") as file:
        rows = list(csv.DictReader(file))
    ours = [float(row["loss"]) for row in rows]
    network = loaded(build(*images.shape[1:3]), read_safetensors(weights))
    theirs = torch_losses(network, make(network.parameters()), clip_norm, images, labels, rows)
    first = abs(ours[0] - theirs[0])
    later = max(abs(mine - other) / abs(other) for mine, other in zip(ours, theirs))
    good = len(ours) == STEPS and first <= FIRST_STEP and later <= LATER_STEPS
    print(f"{'same' if good else 'DIFFERENT':9}  {spec[:5]}  {net:10} {name:12} loss {theirs[0]:.4f} to {theirs[-1]:.4f}, "
          f"first step differs by {first:.1e}, later ones by {later:.1e} at most", flush=True)
    return good


def data_folder(name):
    beside = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "data"
    for folder in (os.environ.get("CYCLOMETER_DATA"), beside):
        if folder and (pathlib.Path(folder) / name).is_dir():
            return pathlib.Path(folder) / name
    print(f"skipped: no {name}/ in $CYCLOMETER_DATA")
    sys.exit(SKIPPED)


def tensors(images, labels):
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels.astype(numpy.int64))


def first_mnist(folder):
    """The first samples of MNIST as a data set of their own in the folder: its spec, images [N, 1, 28, 28], labels [N]."""
    source, arrays = data_folder("mnist"), {}
    for part in ("train", "t10k"):
        for what, axes in (("images", 3), ("labels", 1)):
            name = f"{part}-{what}-idx{axes}-ubyte"
            path = next(path for path in (source / name, source / (name + ".gz")) if path.exists())
            arrays[name] = read_idx(path)[:SAMPLES if part == "train" else BATCH]
            write_idx(folder / name, arrays[name])
    return f"mnist:{folder}", *tensors(arrays["train-images-idx3-ubyte"][:, None], arrays["train-labels-idx1-ubyte"])


def first_cifar(folder):
    """The same of CIFAR-10, images [N, 3, 32, 32]."""
    source, record = data_folder("cifar-10"), 1 + 3 * 32 * 32
    for name in [f"data_batch_{i}.bin" for i in range(1, 6)] + ["test_batch.bin"]:
        path = next(path for path in (source / name, source / (name + ".xz")) if path.exists())
        with (lzma.open(path) if path.suffix == ".xz" else open(path, "rb")) as file:
            data = file.read(record * SAMPLES)
        if name == "data_batch_1.bin":
            records = numpy.frombuffer(data, numpy.uint8).reshape(-1, record)
        (folder / name).write_bytes(data)
    return f"cifar10:{folder}", *tensors(records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0])


def main(cli, word=""):
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        mnist, cifar = first_mnist(folder), first_cifar(folder)
        cases = [(mnist, net, name) for net in NETWORKS for name in OPTIMIZERS]
        cases += [(cifar, "cnn3", "adamw"), (cifar, "resnet20", "nesterov")]
        results = [compare(cli, folder, *case) for case in cases if word in f"{case[0][0][:5]} {case[1]} {case[2]}"]
    sys.exit(0 if results and all(results) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
