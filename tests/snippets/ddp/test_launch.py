"""The launch files, each tried with two "machines" here; the one of Kubernetes also has to fit its models."""

import os
import re
import socket
import subprocess
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubeflow_trainer_api.models import TrainerV1alpha1TrainJob

from tests.snippets.ddp.starting import BIN, PROGRAMS, Run

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores

SRUN = """#!/bin/bash
# Starts the command on two "machines", and fails if it fails on one, or would leave all processes one core.
[ "$SRUN_CPUS_PER_TASK" = 64 ] || exit 1
SLURM_NODEID=0 "$@" & first=$!
SLURM_NODEID=1 "$@" & second=$!
wait $first && wait $second
"""
SCONTROL = """#!/bin/bash
[ "$*" = "show hostnames machine[1-2]" ] && printf 'localhost\\nother\\n'
"""


def free_port() -> int:
    """A free port that the script's rule can choose."""
    while True:
        with socket.create_server(("localhost", 0)) as server:
            port: int = server.getsockname()[1]
        if 10000 <= port < 60000:
            return port


def test_sbatch_trains_on_two_machines(run: Run, programs: Callable[..., Path], undisturbed: Path) -> None:
    folder = programs("train.py", "train.sbatch")
    for name, text in (("srun", SRUN), ("scontrol", SCONTROL)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    slurm = {
        "SLURM_JOB_ID": str(free_port() - 10000),
        "SLURM_JOB_NODELIST": "machine[1-2]",
        "SLURM_NNODES": "2",
        "SLURM_GPUS_ON_NODE": "1",
        "SLURM_CPUS_PER_TASK": "64",
        "SLURM_SUBMIT_DIR": str(folder),
        "PATH": os.pathsep.join([str(folder), str(BIN), os.environ["PATH"]]),
    }
    done = run(folder, "bash", "train.sbatch", env=slurm)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (undisturbed / "printed").read_text()
    for path in (undisturbed / "checkpoints").iterdir():
        assert (folder / "checkpoints" / path.name).read_bytes() == path.read_bytes()


def test_sbatch_is_clean() -> None:
    command = [str(BIN / "shellcheck"), "--norc", "--shell=bash", str(PROGRAMS / "train.sbatch")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    first, *rest = (PROGRAMS / "train.sbatch").read_text().splitlines()
    assert first == "#!/bin/bash"  # sbatch refuses a file without it
    assert rest[0].startswith("#SBATCH ")  # after the first command, sbatch reads no more of these


def understood(document: Mapping[str, Any]) -> Any:
    """What the models of Kubeflow Trainer keep of a TrainJob: its fields, with its types."""
    job = TrainerV1alpha1TrainJob.from_dict(deepcopy(dict(document)))
    return job.to_dict()


@pytest.fixture
def job() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROGRAMS / "trainjob.yaml").read_text())
    return found


def test_the_models_understand_the_whole_job(job: dict[str, Any]) -> None:
    assert understood(job) == job


def test_the_models_would_notice(job: dict[str, Any]) -> None:
    typo, text, nameless = deepcopy(job), deepcopy(job), deepcopy(job)
    typo["spec"]["trainer"]["numNode"] = typo["spec"]["trainer"].pop("numNodes")
    assert understood(typo) != typo
    text["spec"]["trainer"]["numProcPerNode"] = "8"
    with pytest.raises(ValueError, match="numProcPerNode"):
        understood(text)
    del nameless["spec"]["runtimeRef"]["name"]
    with pytest.raises(ValueError, match="name"):
        understood(nameless)


def test_the_job_has_16_processes(job: dict[str, Any]) -> None:
    trainer = job["spec"]["trainer"]
    assert trainer["numNodes"] * trainer["numProcPerNode"] == 16
    assert trainer["resourcesPerNode"]["limits"]["nvidia.com/gpu"] == str(trainer["numProcPerNode"])


def test_the_pods_restart_together(
    run: Run, programs: Callable[..., Path], undisturbed: Path, job: dict[str, Any]
) -> None:
    """Two "pods" of one process here, by the job's own command; one is killed."""
    trainer = job["spec"]["trainer"]
    pod = {"PET_MASTER_ADDR": "localhost", "PET_MASTER_PORT": str(free_port()), "PET_NNODES": "2"}
    pod |= {"PET_NPROC_PER_NODE": "1", **{one["name"]: one["value"] for one in trainer["env"]}}
    words = [
        re.sub(r"\$\((\w+)\)", lambda name: pod[name[1]], word).replace("/checkpoints", "checkpoints")
        for word in trainer["command"]
    ]
    start = 'PET_NODE_RANK=0 "$@" & first=$!; PET_NODE_RANK=1 "$@" & second=$!; wait $first && wait $second'
    folder = programs("train.py")
    done = run(folder, "bash", "-c", start, "pods", *words, "--crash-at", "90", env=pod)
    assert done.returncode == 0, done.stderr
    assert "exitcode: -9" in done.stderr
    assert done.stdout.count("going on after epoch 1") == 1
    for path in (undisturbed / "checkpoints").iterdir():
        assert (folder / "checkpoints" / path.name).read_bytes() == path.read_bytes()
