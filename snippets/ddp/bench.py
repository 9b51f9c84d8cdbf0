"""Measure processes and messages: `python -m snippets.ddp.bench` writes bench.json.

Two processes on as many GPUs, by nccl; on the CPU by gloo where GPUs are lacking. The
methods take turns in every round, so that a slow minute of the machine hits all of
them. While one process trains alone, the other waits at a barrier and needs no core.
The result is the median over the rounds.
"""

import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it
from torch import Tensor, nn
from torch.multiprocessing.spawn import spawn
from torch.nn.parallel import DistributedDataParallel

PROCESSES = 2
BATCH = 64  # of all processes together
SIZES = tuple(
    4**power for power in range(5, 13)
)  # numbers in a message: 4 KiB to 64 MiB
MESSAGES = 9  # rounds
ROUNDS = 7
STEPS = 3  # in each round

# The options of DDP, or None for one process without it; the threads of a process.
METHODS: dict[str, tuple[dict[str, Any] | None, int]] = {
    "alone": (None, 1),
    "all_cores": (None, PROCESSES),
    "ddp": ({}, 1),
    "view": ({"gradient_as_bucket_view": True}, 1),
    "cap": ({"bucket_cap_mb": 1024}, 1),
}


def convolutions() -> tuple[nn.Module, tuple[int, ...]]:
    """Return a model of few weights for what it computes, and a sample's shape."""
    layers = [nn.Conv2d(3, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3, stride=2), nn.ReLU()]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 14 * 14, 10)), (
        3,
        32,
        32,
    )


def matrices() -> tuple[nn.Module, tuple[int, ...]]:
    """Return a model with many weights for what it computes, and a sample's shape."""
    layers = [nn.Linear(1024, 1024, bias=False) for _ in range(8)]
    return nn.Sequential(*layers), (1024,)


MODELS: dict[str, Callable[[], tuple[nn.Module, tuple[int, ...]]]] = {
    "Conv2d": convolutions,
    "Linear": matrices,
}


def device_of(rank: int) -> torch.device:
    """Return the rank's own GPU if there is one for each, else the CPU."""
    own = torch.cuda.is_available() and torch.cuda.device_count() >= PROCESSES
    return torch.device("cuda", rank) if own else torch.device("cpu")


@contextmanager
def stopwatch(device: torch.device) -> Iterator[list[float]]:
    """Yield a list that gets the seconds which the block took, for all ranks."""
    found: list[float] = []
    wait(device)
    start = time.perf_counter()
    yield found
    wait(device)
    found.append(time.perf_counter() - start)


def wait(device: torch.device) -> None:
    """Wait for the own device and for all ranks."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    dist.barrier()


def message_times(device: torch.device) -> dict[str, float]:
    """Return the median time of an all-reduce in ms by the size of the message in B."""
    tensors = [torch.ones(size, device=device) for size in SIZES]
    times: dict[str, list[float]] = {str(tensor.nbytes): [] for tensor in tensors}
    for _ in range(MESSAGES):
        for tensor in tensors:
            repeats = max(1, 2**20 // tensor.nbytes)
            with stopwatch(device) as elapsed:
                for _ in range(repeats):
                    dist.all_reduce(tensor)
            times[str(tensor.nbytes)].append(elapsed[0] / repeats * 1000)
            tensor.fill_(1)
    return {size: digits(statistics.median(each)) for size, each in times.items()}


def trainer(name: str, method: str, device: torch.device) -> Callable[[], None] | None:
    """Return what trains a model for some steps on this rank; None if it looks on."""
    options, threads = METHODS[method]
    if options is None and dist.get_rank():
        return None
    torch.manual_seed(0)
    model, shape = MODELS[name]()
    model.to(device)
    size = BATCH if options is None else BATCH // PROCESSES
    inputs = torch.randn(size, *shape, device=device)
    if options is not None:
        model = DistributedDataParallel(model, **options)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-6)

    def train() -> None:
        torch.set_num_threads(threads)
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss: Tensor = model(inputs).square().mean()
            loss.backward()
            optimizer.step()

    train()  # the first step builds the buckets
    return train


def throughput(name: str, device: torch.device) -> dict[str, float]:
    """Return the median samples per second of each method."""
    trainers = {method: trainer(name, method, device) for method in METHODS}
    rates: dict[str, list[float]] = {method: [] for method in METHODS}
    for _ in range(ROUNDS):
        for method, train in trainers.items():
            with stopwatch(device) as elapsed:
                if train:
                    train()
            rates[method].append(STEPS * BATCH / elapsed[0])
    return {method: digits(statistics.median(each)) for method, each in rates.items()}


def digits(value: float) -> float:
    """Return a number with three digits: more would be noise."""
    return float(f"{value:.3g}")


def measure(rank: int, meeting: str, path: str) -> None:
    """Measure everything in one of the processes; rank 0 writes the report."""
    device = device_of(rank)
    backend = "nccl" if device.type == "cuda" else "gloo"
    if device.type == "cuda":
        torch.cuda.set_device(device)
    torch.set_num_threads(1)
    dist.init_process_group(
        backend, init_method=f"file://{meeting}", rank=rank, world_size=PROCESSES
    )
    load = os.getloadavg()[0]
    report = {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "device": torch.cuda.get_device_name(device) if backend == "nccl" else "CPU",
        "backend": backend,
        "processes": PROCESSES,
        "system": platform.system(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "measured": time.strftime("%Y-%m"),
        "load": digits(load),
        "rounds": ROUNDS,
        "weights": {name: weight_bytes(model()[0]) for name, model in MODELS.items()},
        "all_reduce_ms": message_times(device),
        "samples_per_second": {name: throughput(name, device) for name in MODELS},
    }
    if rank == 0:
        Path(path).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    dist.destroy_process_group()


def weight_bytes(model: nn.Module) -> int:
    """Return what an all-reduce of all gradients moves, in B."""
    return sum(parameter.nbytes for parameter in model.parameters())


def processor() -> str:
    """Return the processor's name as the kernel gives it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def main(path: Path) -> None:
    """Start the processes and let them write the report."""
    with tempfile.TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        spawn(measure, args=(meeting, str(path)), nprocs=PROCESSES)


if __name__ == "__main__":
    main(Path(__file__).with_name("bench.json"))
