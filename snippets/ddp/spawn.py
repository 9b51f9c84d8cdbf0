"""Train as distributed.py does, in two processes that this program starts itself."""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it
import torch.multiprocessing as mp
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset


def train(device: torch.device) -> None:
    """Print the mean loss of each epoch."""
    torch.manual_seed(0)  # the same data and the same first weights in every run
    inputs = torch.randn(4000, 10)
    targets = inputs @ torch.randn(10, 10) + 0.1 * torch.randn(4000, 10)
    dataset = TensorDataset(inputs, targets)
    sampler = DistributedSampler(dataset)
    batch_size = 20 // dist.get_world_size()  # all ranks together take 20
    loader = DataLoader(dataset, batch_size=batch_size, sampler=sampler)

    model = DistributedDataParallel(nn.Linear(10, 10).to(device))
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)

    for epoch in range(5):
        sampler.set_epoch(epoch)  # a new order in each epoch
        total = torch.zeros(1, device=device)
        for x, y in loader:
            optimizer.zero_grad()
            loss = loss_fn(model(x.to(device)), y.to(device))
            loss.backward()
            optimizer.step()
            total += loss.detach()
        dist.all_reduce(total, op=dist.ReduceOp.AVG)  # the mean over all ranks
        if dist.get_rank() == 0:
            print(f"epoch {epoch}: loss {total.item() / len(loader):.4f}")


# --8<-- [start:launch]
def work(rank: int, world_size: int, meeting: str) -> None:
    """Train as one of the processes; spawn gives each its rank."""
    torch.set_num_threads(1)  # as torchrun does: the processes share the cores
    dist.init_process_group("gloo", meeting, rank=rank, world_size=world_size)
    train(torch.device("cpu"))
    dist.destroy_process_group()


def main() -> None:
    """Start two processes and wait for them."""
    with TemporaryDirectory() as folder:
        meeting = Path(folder, "meeting").as_uri()  # a file: no port to choose
        mp.spawn(work, args=(2, meeting), nprocs=2)


if __name__ == "__main__":
    main()
# --8<-- [end:launch]
