# --8<-- [start:script]
"""Train a linear model in one process."""

import torch
from torch import nn
from torch.utils.data import DataLoader, RandomSampler, TensorDataset


def train(device: torch.device) -> None:
    """Print the mean loss of each epoch."""
    torch.manual_seed(0)  # the same data and the same first weights in every run
    inputs = torch.randn(4000, 10)
    targets = inputs @ torch.randn(10, 10) + 0.1 * torch.randn(4000, 10)
    dataset = TensorDataset(inputs, targets)
    sampler = RandomSampler(dataset, generator=torch.Generator())
    loader = DataLoader(dataset, batch_size=20, sampler=sampler)

    model = nn.Linear(10, 10).to(device)
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)

    for epoch in range(5):
        sampler.generator.manual_seed(epoch)  # a new order in each epoch
        total = torch.zeros(1, device=device)
        for x, y in loader:
            optimizer.zero_grad()
            loss = loss_fn(model(x.to(device)), y.to(device))
            loss.backward()
            optimizer.step()
            total += loss.detach()
        print(f"epoch {epoch}: loss {total.item() / len(loader):.4f}")


def main() -> None:
    """Train on the GPU, if there is one."""
    train(torch.device("cuda" if torch.cuda.is_available() else "cpu"))


if __name__ == "__main__":
    main()
# --8<-- [end:script]
