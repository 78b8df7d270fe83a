#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares our schedules with PyTorch's, row by row and bit by bit.

Usage: schedules.py SCHEDULE_ROWS CYCLOMETER_CLI. Exit code 77: there is no PyTorch to compare with.
"""

import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import types
import warnings
from pathlib import Path

try:
    import torch
    from torch.optim.lr_scheduler import (CosineAnnealingWarmRestarts, CyclicLR, MultiStepLR, OneCycleLR)
except ImportError:
    print("skipped: no PyTorch")
    sys.exit(77)

warnings.filterwarnings("ignore", module="torch")
SETTINGS_OF_EACH = 1000
ROWS_PROGRAM, CLI = sys.argv[1], sys.argv[2]


def sgd(lr=1.0, momentum=0.9):
    parameter = torch.nn.Parameter(torch.zeros(1))
    parameter.grad = torch.zeros(1)
    return torch.optim.SGD([parameter], lr=lr, momentum=momentum)


def trace(optimizer, make_scheduler, steps):
    """What each of so many optimizer steps uses. The scheduler is stepped once less: one more is legal and wrong."""
    scheduler = make_scheduler(optimizer)
    rows = []
    for step in range(steps):
        group = optimizer.param_groups[0]
        rows.append((group["lr"], group["momentum"]))
        optimizer.step()
        if step + 1 < steps:
            scheduler.step()
    return rows


def momentum_bounds(rng):
    high = rng.uniform(0.3, 0.999)
    return {"base_momentum": rng.uniform(0, high), "max_momentum": high}


def random_one_cycle(rng):
    return {"policy": "onecycle", "flavour": "torch", "total_steps": rng.randint(1, 150),
            "max_lr": 10 ** rng.uniform(-5, 1), "pct_start": rng.choice([rng.random(), rng.randint(0, 20) / 20]),
            "anneal": rng.choice(["cos", "linear"]), "div_factor": 10 ** rng.uniform(0, 3),
            "final_div_factor": 10 ** rng.uniform(0, 6), "three_phase": rng.random() < 0.4, **momentum_bounds(rng)}


def torch_one_cycle(spec):
    return trace(sgd(), lambda optimizer: OneCycleLR(
        optimizer, max_lr=spec["max_lr"], total_steps=spec["total_steps"], pct_start=spec["pct_start"],
        anneal_strategy=spec["anneal"], base_momentum=spec["base_momentum"], max_momentum=spec["max_momentum"],
        div_factor=spec["div_factor"], final_div_factor=spec["final_div_factor"],
        three_phase=spec["three_phase"]), spec["total_steps"])


def random_cyclic(rng):
    high = 10 ** rng.uniform(-5, 1)
    spec = {"policy": rng.choice(["triangular", "triangular2", "exp_range"]), "total_steps": rng.randint(1, 150),
            "base_lr": rng.uniform(0, high), "max_lr": high, "step_size_up": rng.randint(1, 80),
            "step_size_down": rng.randint(1, 80), "cycle_momentum": rng.random() < 0.8, "momentum": 0.77,
            **momentum_bounds(rng)}
    if spec["policy"] == "exp_range":
        spec["gamma"] = rng.uniform(0.9, 1)
    return spec


def torch_cyclic(spec):
    return trace(sgd(momentum=spec["momentum"]), lambda optimizer: CyclicLR(
        optimizer, spec["base_lr"], spec["max_lr"], spec["step_size_up"], spec["step_size_down"],
        mode=spec["policy"], gamma=spec.get("gamma", 1.0), cycle_momentum=spec["cycle_momentum"],
        base_momentum=spec["base_momentum"], max_momentum=spec["max_momentum"]), spec["total_steps"])


def random_sgdr(rng):
    high = 10 ** rng.uniform(-5, 1)
    return {"policy": "sgdr", "total_steps": rng.randint(1, 150), "lr": high, "min_lr": rng.uniform(0, high),
            "cycle_steps": rng.randint(1, 60), "cycle_mult": rng.randint(1, 4), "momentum": 0.9}


def torch_sgdr(spec):
    return trace(sgd(lr=spec["lr"]), lambda optimizer: CosineAnnealingWarmRestarts(
        optimizer, spec["cycle_steps"], spec["cycle_mult"], spec["min_lr"]), spec["total_steps"])


def random_multistep(rng):
    steps = rng.randint(20, 150)
    return {"policy": "multistep", "total_steps": steps, "lr": 10 ** rng.uniform(-5, 1), "momentum": 0.9,
            "gamma": rng.uniform(0.05, 1), "milestones": [s / steps for s in sorted(rng.sample(range(1, steps), 3))]}


def torch_multistep(spec):
    milestones = [round(share * spec["total_steps"]) for share in spec["milestones"]]
    return trace(sgd(lr=spec["lr"]), lambda optimizer: MultiStepLR(optimizer, milestones, spec["gamma"]),
                 spec["total_steps"])


def may_be_refused(spec):
    """What PyTorch divides by zero, and three phases without room for each."""
    if spec["policy"] != "onecycle":
        return False
    rising = spec["pct_start"] * spec["total_steps"]
    return rising == 1 or (spec["three_phase"] and (spec["pct_start"] > 0.5 or rising < 1))


def our_rows(specs):
    text = "".join(json.dumps(spec) + "\n" for spec in specs)
    answer = subprocess.run([ROWS_PROGRAM], input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def compare(name, make_spec, expected, seed):
    rng = random.Random(seed)
    specs = [make_spec(rng) for _ in range(2 * SETTINGS_OF_EACH)]
    answers = our_rows(specs)
    assert len(answers) == len(specs)
    compared = rows = refused = 0
    for spec, answer in zip(specs, answers):
        if compared == SETTINGS_OF_EACH:
            break
        assert ("refused" in answer) == may_be_refused(spec), (spec, answer)
        if "refused" in answer:
            refused += 1
            continue
        ours, theirs = list(zip(answer["lr"], answer["momentum"])), expected(spec)
        assert len(ours) == spec["total_steps"], spec
        for step, (our, their) in enumerate(zip(ours, theirs)):
            assert our == their, f"{spec}\nstep {step}: {our} is not PyTorch's {their}"
        compared += 1
        rows += len(ours)
    assert compared == SETTINGS_OF_EACH
    print(f"{name}: {compared} settings, {rows} rows equal to the last bit, {refused} refused")


def exported(folder, target, *options):
    """The module that `export` writes, imported."""
    script = folder / f"{target}{len(options)}.py"
    subprocess.run([CLI, "export", folder / "s.json", "--to", target, "--out", script, *options], check=True)
    spec = importlib.util.spec_from_file_location(script.stem, script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_torch_loader(module, rows):
    optimizers = sgd(), torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))])
    for optimizer in optimizers:
        seen = {"lr": [], "momentum": [], "weight_decay": []}
        schedule = module.RowSchedule(optimizer)
        for _ in range(len(rows["lr"])):
            group = optimizer.param_groups[0]
            seen["lr"].append(group["lr"])
            seen["momentum"].append(group["momentum"] if "momentum" in group else group["betas"][0])
            seen["weight_decay"].append(group["weight_decay"])
            optimizer.step()
            schedule.step()
        assert seen == rows
        try:
            schedule.step()
        except RuntimeError as error:
            assert "are done" in str(error)
        else:
            raise AssertionError("a step after the last one passed")


def check_keras_loader(module, rows):
    """Without Keras: its callback called as model.fit would, on an optimizer that only remembers."""
    callback = module.RowSchedule()
    optimizer = types.SimpleNamespace(learning_rate=None, momentum=0.9)
    callback.model = types.SimpleNamespace(optimizer=optimizer, run_eagerly=True)
    callback.on_train_begin()
    seen = []
    for batch in range(len(rows["lr"])):
        callback.on_train_batch_begin(batch)
        seen.append((optimizer.learning_rate, optimizer.momentum))
    assert seen == list(zip(rows["lr"], rows["momentum"]))
    adam = types.SimpleNamespace(learning_rate=None, beta_1=0.9)
    callback = module.RowSchedule()
    callback.model = types.SimpleNamespace(optimizer=adam, run_eagerly=True)
    callback.on_train_begin()
    callback.on_train_batch_begin(0)
    assert (adam.learning_rate, adam.beta_1) == (rows["lr"][0], rows["momentum"][0])
    callback.model.run_eagerly = False
    try:
        callback.on_train_begin()
    except RuntimeError as error:
        assert "run_eagerly" in str(error)
    else:
        raise AssertionError("a momentum that Keras would hold still passed")


def check_exports():
    keras = types.ModuleType("keras")
    keras.callbacks = types.SimpleNamespace(Callback=object)
    sys.modules["keras"] = keras
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([CLI, "schedule", "--policy", "onecycle", "--max-lr", "0.3", "--steps", "117", "--wd", "5e-4",
                        "--out", folder / "s.json", "--quiet"], check=True)
        rows = json.loads((folder / "s.json").read_text())["rows"]
        for options in [], ["--embed"]:
            check_torch_loader(exported(folder, "torch", *options), rows)
            check_keras_loader(exported(folder, "keras", *options), rows)
    print("exported loaders: the rows of the file")


compare("OneCycleLR", random_one_cycle, torch_one_cycle, seed=1)
compare("CyclicLR", random_cyclic, torch_cyclic, seed=2)
compare("CosineAnnealingWarmRestarts", random_sgdr, torch_sgdr, seed=3)
compare("MultiStepLR", random_multistep, torch_multistep, seed=4)
check_exports()
