"""What `make gpu` checks. Without a GPU it fails: a check that is skipped would look like one that has passed.

With two GPUs, two processes talk by nccl. With one they talk by gloo, since nccl refuses to have two on one GPU.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import torch

from tests.snippets.ddp.starting import PROGRAMS, TORCHRUN, run

GPUS = torch.cuda.device_count()
VISIBLE = os.environ.get("CUDA_VISIBLE_DEVICES") or ",".join(map(str, range(GPUS)))
CASES = [(1, "nccl"), (2, "nccl" if GPUS >= 2 else "gloo")]
ON_ONE_GPU = """
import torch
import torch.distributed as dist

device = torch.device("cuda:0")
dist.init_process_group("nccl", device_id=device)
dist.all_reduce(torch.ones(1, device=device))
"""


@pytest.fixture(autouse=True)
def gpu() -> None:
    assert torch.cuda.is_available(), "PyTorch sees no GPU here: these checks need one"


def copied(folder: Path, *names: Path) -> Path:
    for name in names:
        shutil.copy(name, folder)
    return folder


def on_gpus(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    settings = {"TORCH_DISABLE_SHARE_RDZV_TCP_STORE": "1"}  # or a restart can fail, as the page says
    return run(folder, *command, env={"CUDA_VISIBLE_DEVICES": VISIBLE, **settings})


def losses(printed: str) -> list[float]:
    return [float(loss) for loss in re.findall(r"loss (\d+\.\d+)", printed)]


def on_cpu(folder: Path, *command: str) -> list[float]:
    done = run(folder, *command)
    assert done.returncode == 0, done.stderr
    return losses(done.stdout)


@pytest.mark.parametrize(("ranks", "backend"), CASES)
def test_gradients_are_those_of_one_process(tmp_path: Path, ranks: int, backend: str) -> None:
    folder = copied(tmp_path, PROGRAMS / "train.py", Path(__file__).with_name("gradients.py"))
    done = on_gpus(folder, *TORCHRUN, str(ranks), "gradients.py")
    assert done.returncode == 0, done.stderr
    reports = [json.loads(path.read_text()) for path in sorted(folder.glob("rank-*.json"))]
    assert len(reports) == ranks
    for rank, report in enumerate(reports):
        gpu = rank % GPUS
        assert report["ranks"] == ranks
        assert report["backend"] == backend
        assert report["devices"] == [f"cuda:{gpu}"]
        assert report["tensors"] == [6, 6, 6]
        assert report["used"][gpu] > 0
        assert not any(used for other, used in enumerate(report["used"]) if other != gpu)
        assert report["difference"] < 1e-5 < report["largest"]


@pytest.mark.parametrize(("ranks", "backend"), CASES)
def test_train(tmp_path: Path, ranks: int, backend: str) -> None:
    folder = copied(tmp_path, PROGRAMS / "train.py")
    done = on_gpus(folder, *TORCHRUN, str(ranks), "train.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{ranks} × cuda, backend {backend}\n")
    expected = on_cpu(folder, *TORCHRUN, "1", "train.py", "--folder", "cpu")
    assert losses(done.stdout) == pytest.approx(expected, abs=0.02)  # convolutions round to TF32
    assert len(expected) == 3


@pytest.mark.parametrize(("ranks", "backend"), CASES)
def test_batch_norm_over_all_ranks_is_that_of_one_process(tmp_path: Path, ranks: int, backend: str) -> None:
    folder = copied(tmp_path, PROGRAMS / "train.py", Path(__file__).with_name("synchronised.py"))
    done = on_gpus(folder, *TORCHRUN, str(ranks), "synchronised.py")
    assert done.returncode == 0, done.stderr
    reports = [json.loads(path.read_text()) for path in sorted(folder.glob("rank-*.json"))]
    assert len(reports) == ranks
    for report in reports:
        assert report["backend"] == backend
        assert report["differences"] == pytest.approx(dict.fromkeys(report["differences"], 0.0), abs=1e-5)
        assert len(report["differences"]) == 5
        assert (report["own"] > 0.1) == (ranks > 1)  # what the plain layer makes of a part of the batch


def test_a_killed_worker_is_started_again(tmp_path: Path) -> None:
    folder = copied(tmp_path, PROGRAMS / "train.py")
    done = on_gpus(folder, *TORCHRUN, "2", "--max-restarts", "1", "train.py", "--crash-at", "90")
    assert done.returncode == 0, done.stderr
    assert "exitcode: -9" in done.stderr
    assert re.findall("going on after epoch .", done.stdout) == ["going on after epoch 1"]
    undisturbed = on_gpus(folder, *TORCHRUN, "2", "train.py", "--folder", "undisturbed")
    assert losses(done.stdout) == pytest.approx(losses(undisturbed.stdout), abs=0.02)


@pytest.mark.parametrize("ranks", range(1, max(1, min(GPUS, 2)) + 1))
def test_distributed(tmp_path: Path, ranks: int) -> None:
    folder = copied(tmp_path, PROGRAMS / "single.py", PROGRAMS / "distributed.py")
    done = on_gpus(folder, *TORCHRUN, str(ranks), "distributed.py")
    assert done.returncode == 0, done.stderr
    expected = on_cpu(folder, "python", "single.py")
    assert losses(done.stdout) == pytest.approx(expected, abs=0.0005)
    assert len(expected) == 5


def test_more_processes_than_gpus_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path, PROGRAMS / "distributed.py")
    done = on_gpus(folder, *TORCHRUN, str(GPUS + 1), "distributed.py")
    assert done.returncode != 0
    assert f"device_id cuda:{GPUS} is out of range" in done.stderr


def test_nccl_refuses_two_processes_on_one_gpu(tmp_path: Path) -> None:
    (tmp_path / "on_one_gpu.py").write_text(ON_ONE_GPU)
    done = on_gpus(tmp_path, *TORCHRUN, "2", "on_one_gpu.py")
    assert done.returncode != 0
    assert "Duplicate GPU detected" in done.stderr
