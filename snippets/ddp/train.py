# --8<-- [start:start]
"""Train a small convolutional network on images that it draws itself.

Started by torchrun in any number of processes, on GPUs or on a CPU. A run that was
interrupted goes on from its last checkpoint.
"""

import argparse
import hashlib
import io
import os
import signal
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it
from torch import Tensor, nn
from torch.distributed.elastic.multiprocessing.errors import record
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

BATCH_SIZE = 16  # of all processes together
TIMEOUT = timedelta(minutes=1)  # how long one process waits for another
SAVING = timedelta(hours=1)  # how long for one that writes or reads a checkpoint


def start() -> torch.device:
    """Join the other processes and return the device of this one."""
    gpus = torch.cuda.device_count()
    local_rank = int(os.environ["LOCAL_RANK"])
    gpu = local_rank % gpus if gpus else -1
    torch.cuda.set_device(gpu)  # or "cuda" would mean GPU 0 in all; -1 does nothing
    device = torch.device("cuda", gpu) if gpus else torch.device("cpu")
    # nccl wants a GPU for each process; with gloo they can share one, or do without.
    nccl = gpus >= int(os.environ["LOCAL_WORLD_SIZE"])
    dist.init_process_group(
        "nccl" if nccl else "gloo", device_id=device if nccl else None, timeout=TIMEOUT
    )
    return device


# --8<-- [end:start]


# --8<-- [start:data]
def gratings(count: int, seed: int) -> TensorDataset:
    """Return images (count, 1, 16, 16) of noisy stripes; the label is their angle.

    The angles are 0, 45, 90 and 135 degrees: labels 0 to 3.
    """
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(4, (count,), generator=generator)
    angles = (labels * torch.pi / 4).view(-1, 1, 1, 1)
    phases = 2 * torch.pi * torch.rand(count, 1, 1, 1, generator=generator)
    x, y = torch.arange(16).view(1, 16), torch.arange(16).view(16, 1)
    stripes = torch.sin(x * torch.cos(angles) + y * torch.sin(angles) + phases)
    noise = torch.randn(count, 1, 16, 16, generator=generator)
    return TensorDataset(stripes + noise, labels)


# --8<-- [end:data]


# --8<-- [start:model]
def network() -> nn.Module:
    """Return a network from images (n, 1, 16, 16) to scores (n, 4)."""
    torch.manual_seed(0)  # the same first weights in every run
    return nn.Sequential(
        nn.Conv2d(1, 8, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.AvgPool2d(4),
        nn.Conv2d(8, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.AvgPool2d(4),
        nn.Flatten(),
        nn.Linear(16, 4),
    )


# --8<-- [end:model]


# --8<-- [start:checkpoint]
def digest(data: bytes | memoryview) -> str:
    """Return eight hexadecimal digits that change with the data."""
    return hashlib.sha256(data).hexdigest()[:8]


def kept(folder: Path) -> list[Path]:
    """Return the checkpoints of a folder, oldest first."""
    paths = folder.glob("epoch-*.pt")
    return sorted(paths, key=lambda path: (len(path.name), path.name))  # 99999 < 100000


def save(checkpoint: dict[str, Any], folder: Path) -> None:
    """Write a checkpoint that is there whole or not at all; keep the one before it."""
    buffer = io.BytesIO()
    torch.save(checkpoint, buffer)  # to a full disk, it would not say what is wrong
    data = buffer.getbuffer()
    path = folder / f"epoch-{checkpoint['epoch']:05}-{digest(data)}.pt"
    partial = path.with_suffix(".partial")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # on the disk before it gets its name
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)  # half a file would only fill the disk
    for old in kept(folder)[:-2]:
        old.unlink()


def newest(folder: Path) -> Path | None:
    """Return the newest checkpoint that is whole, None if there is none."""
    for path in reversed(kept(folder)):
        name, expected = path.stem.rsplit("-", 1)
        if digest(path.read_bytes()) == expected:  # torch.load would not notice
            return path
        print(f"{name} is damaged; trying the one before it", flush=True)
    return None


# --8<-- [end:checkpoint]


# --8<-- [start:crash]
def crash_at(step: int) -> Callable[..., None]:
    """Return a hook that kills rank 1 in that step, but not again after a restart."""
    steps = count(1)

    def hook(*_: object) -> None:
        due = next(steps) == step and os.environ["TORCHELASTIC_RESTART_COUNT"] == "0"
        if due and dist.get_rank() == 1:
            os.kill(os.getpid(), signal.SIGKILL)  # no last words, as in a power cut

    return hook


# --8<-- [end:crash]


# --8<-- [start:settle]
def settle(model: nn.Module, images: Tensor) -> None:
    """Let DDP put its buckets into the order that they keep; this changes no weight."""
    model.eval()  # so that batch normalisation and dropout do not notice
    model(images).sum().backward()  # the next forward orders them by this backward
    model.zero_grad()


# --8<-- [end:settle]


# --8<-- [start:loop]
def train(
    model: nn.Module,
    loader: DataLoader[tuple[Tensor, ...]],
    optimizer: torch.optim.Optimizer,
    device: torch.device,
) -> float:
    """Train for one epoch and return the mean loss over the images of all ranks."""
    model.train()
    total = torch.zeros(2, dtype=torch.float64, device=device)  # loss, images
    for images, labels in loader:
        optimizer.zero_grad()
        loss = cross_entropy(model(images.to(device)), labels.to(device))
        loss.backward()  # here DDP averages the gradients
        optimizer.step()
        total[0] += loss.detach() * len(images)
        total[1] += len(images)
    dist.all_reduce(total)
    return (total[0] / total[1]).item()


@torch.no_grad()
def accuracy(model: nn.Module, images: TensorDataset, device: torch.device) -> float:
    """Return the share of the images that the model labels rightly."""
    model.eval()
    # Each rank takes every n-th image. A DistributedSampler would repeat some images
    # to make the ranks' shares equal, and these would count twice.
    share = range(dist.get_rank(), len(images), dist.get_world_size())
    right = torch.zeros(1, dtype=torch.int64, device=device)
    for x, labels in DataLoader(images, batch_size=100, sampler=share):
        right += (model(x.to(device)).argmax(1) == labels.to(device)).sum()
    dist.all_reduce(right)
    return right.item() / len(images)


# --8<-- [end:loop]


# --8<-- [start:main]
def run(args: argparse.Namespace, device: torch.device) -> None:
    """Train, and say after each epoch how well."""
    rank, ranks = dist.get_rank(), dist.get_world_size()
    if rank == 0:
        backend = dist.get_backend()
        print(f"{ranks} × {device.type}, backend {backend}", flush=True)

    own_size, rest = divmod(BATCH_SIZE, ranks)
    assert not rest, f"{ranks} ranks cannot share {BATCH_SIZE} equally"
    images, test_images = gratings(960, seed=1), gratings(253, seed=2)
    sampler = DistributedSampler(images)
    loader = DataLoader(images, batch_size=own_size, sampler=sampler)
    model = DistributedDataParallel(network().to(device))
    settle(model, images[:1][0].to(device))  # before anything is loaded
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    if args.crash_at:
        optimizer.register_step_post_hook(crash_at(args.crash_at))

    # Rank 0 chooses the file, and each rank reads it from the disk that all see.
    saving = dist.new_group(backend="gloo", timeout=SAVING)
    found = [newest(args.folder) if rank == 0 else None]
    dist.broadcast_object_list(found, group=saving)
    done = 0
    if path := found[0]:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        done = checkpoint["epoch"]
        model.module.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        if rank == 0:
            print(f"going on after epoch {done}", flush=True)
        dist.barrier(saving)  # one rank may read for longer than the others

    for epoch in range(done + 1, args.epochs + 1):
        sampler.set_epoch(epoch)  # fixes the order, so that a restart repeats it
        torch.manual_seed(epoch * ranks + rank)  # so does this the masks of dropout
        loss = train(model, loader, optimizer, device)
        for tensor in model.module.state_dict().values():
            dist.broadcast(tensor, src=0)  # else the ranks test different buffers
        share = accuracy(model.module, test_images, device)
        if rank == 0:
            print(f"epoch {epoch}: loss {loss:.3f}, accuracy {share:.0%}", flush=True)
            checkpoint = {
                "epoch": epoch,
                "model": model.module.state_dict(),
                "optimizer": optimizer.state_dict(),
            }
            save(checkpoint, args.folder)
        dist.barrier(saving)  # nobody goes on before the checkpoint is there


@record  # torchrun then tells by which error a process has ended
def main() -> None:
    """Read the command line and train as one of the processes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default="checkpoints")
    parser.add_argument("--crash-at", type=int, metavar="STEP")
    args = parser.parse_args()

    run(args, start())
    dist.destroy_process_group()  # only now: the model in run() uses the group


if __name__ == "__main__":
    main()
# --8<-- [end:main]
