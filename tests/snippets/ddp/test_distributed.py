"""single.py, distributed.py and spawn.py against the gradient of least squares, written out and computed in float64."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from snippets.ddp import distributed, spawn
from tests.snippets.ddp.starting import PROGRAMS, TORCHRUN, Run

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores


def epochs(printed: str) -> list[float]:
    found = re.findall(r"^epoch (\d+): loss (\d+\.\d{4})$", printed, re.MULTILINE)
    assert [int(epoch) for epoch, _ in found] == list(range(5)) == list(range(len(printed.splitlines())))
    return [float(loss) for _, loss in found]


@pytest.fixture(scope="module")
def losses() -> list[float]:
    torch.manual_seed(0)
    inputs = torch.randn(4000, 10)
    targets = inputs @ torch.randn(10, 10) + 0.1 * torch.randn(4000, 10)
    layer = torch.nn.Linear(10, 10)
    x, y, w, b = (tensor.detach().double().numpy() for tensor in (inputs, targets, *layer.parameters()))
    means = []
    for epoch in range(5):
        order = torch.randperm(4000, generator=torch.Generator().manual_seed(epoch)).numpy()
        batches = []
        for batch in order.reshape(200, 20):
            error = x[batch] @ w.T + b - y[batch]
            batches.append(np.mean(error**2))
            w = w - 0.001 * 2 / error.size * error.T @ x[batch]
            b = b - 0.001 * 2 / error.size * error.sum(axis=0)
        means.append(float(np.mean(batches)))
    return means


def test_only_the_start_differs() -> None:
    assert inspect.getsource(spawn.train) == inspect.getsource(distributed.train)


def test_the_digits_that_are_printed_are_safe(losses: list[float]) -> None:
    for loss in losses:
        assert abs(loss * 1e4 % 1 - 0.5) > 0.1  # far from where the fourth digit turns over


@pytest.mark.parametrize("name", ["single", "distributed", "one_process", "spawn", "nodes"])
def test_losses(losses: list[float], name: str) -> None:
    """What the page shows is printed now: the test of its blocks holds that."""
    printed = (PROGRAMS / "run.out").read_text().partition(f"[start:{name}]\n")[2].partition("--8<--")[0]
    assert epochs(printed) == [round(loss, 4) for loss in losses]


AT_EXIT = """
import atexit, os
from pathlib import Path

def note() -> None:
    names = [(task / "comm").read_text() for task in Path("/proc/self/task").iterdir()]
    Path("threads", str(os.getpid())).write_text("".join(name for name in names if "gloo_runloop" in name))

atexit.register(note)
"""


@pytest.mark.parametrize(
    "command",
    [("python", "spawn.py"), *((*TORCHRUN, "2", file) for file in ("distributed.py", "sharded.py", "practice.py"))],
    ids=lambda command: command[-1],
)
def test_no_thread_of_the_group_outlives_it(run: Run, programs: Callable[..., Path], command: tuple[str, ...]) -> None:
    """One that does may abort the process at its end, see "The end" in the article."""
    folder = programs(command[-1])
    (folder / "sitecustomize.py").write_text(AT_EXIT)
    (folder / "threads").mkdir()
    assert run(folder, *command, env={"PYTHONPATH": str(folder)}).returncode == 0
    found = [note.read_text() for note in (folder / "threads").iterdir()]
    assert len(found) > 2  # the two ranks, and what has started them
    assert not any(found)
